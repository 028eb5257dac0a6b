"""How the texts of courses stand in the other language: what is missing, what the original left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from courses.content.models import CourseIndexPage, CoursePage, LessonPage


class State(Enum):
    MISSING = _("not translated")
    DRAFT = _("not published")
    OUTDATED = _("the original has changed")
    CURRENT = _("up to date")


@dataclass(frozen=True, slots=True)
class Row:
    """A published page, its translation if there is one, and the row of strings between them."""

    page: Page
    translation: Page | None
    source: TranslationSource | None
    state: State

    @property
    def words(self) -> str | Promise:
        return self.state.value


def every(*, original: str = "ru", other: str = "en") -> Iterator[Row]:
    """All published pages of courses in the order of the tree. Three queries, however many there are."""
    ours = Page.objects.type(CourseIndexPage, CoursePage, LessonPage)
    pages = list(ours.live().filter(locale__language_code=original).order_by("path"))
    keys = [page.translation_key for page in pages]
    translated = ours.filter(locale__language_code=other, translation_key__in=keys, alias_of=None)
    by_key: dict[UUID, Page] = {page.translation_key: page for page in translated}
    kept = TranslationSource.objects.filter(object_id__in=keys, locale__language_code=original)
    sources: dict[UUID, TranslationSource] = {source.object_id: source for source in kept}
    for page in pages:
        translation, source = by_key.get(page.translation_key), sources.get(page.translation_key)
        yield Row(page, translation, source, _state(page, translation, source))


def _state(page: Page, translation: Page | None, source: TranslationSource | None) -> State:
    if translation is None:
        return State.MISSING
    changed: datetime | None = page.last_published_at
    if changed and source and source.last_updated_at < changed:
        return State.OUTDATED
    if not translation.live:
        return State.DRAFT
    shown = translation.last_published_at
    return State.OUTDATED if changed and (shown is None or shown < changed) else State.CURRENT
