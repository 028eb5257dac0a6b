"""What editors publish, take off, move or delete reaches the handbooks, whoever does it and wherever.

Wagtail has hooks for what its own pages do, and signals for what happens: publishing at a set hour and by
a translation has no page.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.content.actions import handbooks
from courses.content.models import CoursePage, LessonPage


def follow_publishing() -> None:
    for sender in (CoursePage, LessonPage):
        page_published.connect(_published, sender=sender, dispatch_uid="handbooks")
        page_unpublished.connect(_taken_off, sender=sender, dispatch_uid="handbooks")
        post_page_move.connect(_moved, sender=sender, dispatch_uid="handbooks")
    post_delete.connect(_taken_off, sender=LessonPage, dispatch_uid="handbooks")


def _published(instance: Page, **kwargs: Any) -> None:
    if instance.live:
        handbooks.follow(path=handbooks.course_path(instance))
    else:  # published for a later hour, and off the site until then
        _taken_off(instance, **kwargs)


def _taken_off(instance: Page, **_kwargs: Any) -> None:
    # A lesson also goes with its whole course, which at this moment is still there.
    transaction.on_commit(partial(handbooks.withdraw, path=handbooks.course_path(instance)))


def _moved(instance: Page, parent_page_before: Page, **_kwargs: Any) -> None:
    """The lesson stands elsewhere in its course, or in another; a course has another address."""
    if issubclass(instance.specific_class, LessonPage):
        transaction.on_commit(partial(handbooks.withdraw, path=str(parent_page_before.path)))
    transaction.on_commit(partial(handbooks.follow, path=handbooks.course_path(instance)))
