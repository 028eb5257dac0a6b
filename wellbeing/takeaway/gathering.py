"""What a copy in one language is made of, read from what the site shows. Reads, changes nothing."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import override
from wagtail.models import Page

from cms import directory, navigation
from cms.models import HelpPage
from courses.content.handbook import gathering
from courses.content.handbook.gathering import Lesson, Part
from courses.content.models import CourseIndexPage, CoursePage
from wellbeing.assessments.rules.definition import LicenceClass
from wellbeing.assessments.taking import catalogue
from wellbeing.assessments.taking.catalogue import Shown

MOST_LESSONS = 2


@dataclass(frozen=True, slots=True)
class Contents:
    """Our own self-checks, the directory of help with what stands around it, the beginning of a course."""

    language: str
    checks: tuple[Shown, ...]
    help_url: str
    before_help: tuple[Part, ...]
    help: tuple[directory.Section, ...]
    after_help: tuple[Part, ...]
    course: str
    lessons: tuple[Lesson, ...]


def gathered(language: str, *, today: date) -> Contents:
    """`today` decides which entries of the directory are shown."""
    with override(language):
        own = [
            each
            for each in catalogue.listed(language)
            if each.instrument.licence.licence_class is LicenceClass.OWN
        ]
        before, after = _around_help(language)
        course = _course(language)
        whole = gathering.gathered(course) if course else None
        return Contents(
            language=language,
            checks=tuple(own),
            help_url=navigation.of(language).help_url,
            before_help=before,
            help=tuple(directory.sections(language=language, today=today)),
            after_help=after,
            course=whole.title if whole else "",
            lessons=whole.lessons[:MOST_LESSONS] if whole else (),
        )


def _around_help(language: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The blocks above the first heading of the help page, and the rest, as on the page itself."""
    page = HelpPage.objects.live().filter(locale__language_code=language).first()
    before: list[Part] = []
    after: list[Part] = []
    for block in page.body if page else ():
        is_above = not after and block.block_type != "heading"
        (before if is_above else after).append(Part(block.render()))
    return tuple(before), tuple(after)


def _course(language: str) -> CoursePage | None:
    """The one that the settings name, or else the first in the editors' order."""
    index: Page | None = CourseIndexPage.objects.live().filter(locale__language_code=language).first()
    courses = list(CoursePage.objects.child_of(index).live().order_by("path")) if index else []
    named = [course for course in courses if course.slug == settings.TAKE_AWAY_COURSE]
    return next(iter([*named, *courses]), None)
