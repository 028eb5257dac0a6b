"""Setting up the way on which a lesson comes before readers."""

from django.db import transaction
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from courses.content.review import SecondPerson

NAME = "Вторая пара глаз"


@transaction.atomic
def set_up_review() -> None:
    """Make the one workflow, unless it is there, and take every page out of the one that Wagtail begins with:
    that waits for a group which this site does not have."""
    if SecondPerson.objects.exists():
        return
    WorkflowPage.objects.filter(page__depth=1).delete()
    task = SecondPerson.objects.create(name=NAME)
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
