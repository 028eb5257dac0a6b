"""Nobody puts a lesson before readers alone: whoever wrote it last submits it, and somebody else approves.

Departures from stock Wagtail: what may be published does not follow from a role alone, so courses and
lessons answer for it themselves. Texts in another language are kept string by string by a tool which
knows no workflow: there whoever wrote a string since the last publishing does not publish. To be undone
when it submits translations as it does pages.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester, Revision, Task, TaskState, Workflow
from wagtail_localize.models import StringTranslation, Translation

from cms.models.pages import PublicPage

APPROVES = "content.approve_lessonpage"


class SecondPerson(Task):
    """Approved by anybody who may, except the person who submitted and the one who wrote last."""

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    @classmethod
    def get_description(cls) -> Any:
        return _("Somebody else than the person who submitted and the one who wrote last approves.")

    def user_can_access_editor(self, obj: Page, user: Any) -> bool:
        return bool(user.has_perm(APPROVES))

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        if not user.has_perm(APPROVES):
            return []
        actions = [("reject", _("Request changes"), True)]
        if is_second(obj, user):
            actions.append(("approve", _("Approve"), False))
        return actions

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Raises PermissionDenied for an approval by the first person, whichever way it came."""
        page = task_state.workflow_state.content_object
        if action_name == "approve" and not (user.has_perm(APPROVES) and is_second(page, user)):
            raise PermissionDenied(_("A lesson is approved by somebody else than its author."))
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if not user.has_perm(APPROVES):
            return states.none()
        return states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)


def is_second(page: Page, user: AbstractBaseUser) -> bool:
    """Whether somebody else both submitted the page and wrote the text that would be published."""
    state = page.current_workflow_state
    latest = page.get_latest_revision()
    wrote = latest.user_id if latest else None
    return state is not None and user.pk not in {state.requested_by_id, wrote}


class TwoPeople(PagePermissionTester):
    """What a colleague may do with a course or a lesson: as with any page, but publish alone."""

    def can_publish(self) -> bool:
        """A text in another language when it is whole, by somebody who wrote none of what is new in it."""
        translation = _translation_of(self.page)
        if not super().can_publish() or translation is None or len(set(translation.get_progress())) > 1:
            return False
        since: datetime = self.page.last_published_at or datetime.min.replace(tzinfo=get_default_timezone())
        written = StringTranslation.objects.filter(
            locale=self.page.locale_id, context__object_id=self.page.translation_key, updated_at__gt=since
        )
        return not written.filter(last_translated_by=self.user).exists()

    def can_publish_subpage(self) -> bool:
        return False


class Reviewed(PublicPage):
    """A page whose texts two people answer for."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return TwoPeople(user, self)

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> Any:
        """Where a tool names nobody, whoever wrote the revision answers for it; what they may not put before
        readers stays a draft. What waited for its hour was approved before."""
        if user is None and revision.user and not revision.approved_go_live_at:
            is_checked = options.get("skip_permission_checks", False)
            if not is_checked and not self.permissions_for_user(revision.user).can_publish():
                return None
        return super().publish(revision, user=user, **options)

    @property
    def has_workflow(self) -> bool:
        return self.get_workflow() is not None

    def get_workflow(self) -> Workflow | None:
        tasks = SecondPerson.objects.filter(active=True)
        return Workflow.objects.filter(active=True, workflow_tasks__task__in=tasks).first()


def _translation_of(page: Page) -> Translation | None:
    """Where the strings of the page are kept, if it is a translation that is."""
    kept = Translation.objects.filter(target_locale=page.locale_id, enabled=True)
    return kept.filter(source__object_id=page.translation_key).first()
