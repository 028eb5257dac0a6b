"""What a published course gives to take along, for the page of each run of it."""

from dataclasses import dataclass

from cms import generation
from cms.navigation import Link
from courses.content.models import CoursePage


@dataclass(frozen=True, slots=True)
class Materials:
    """Where a course and its lessons stand in public. Its files with the worksheets are on its own page."""

    course: Link
    card_url: str
    lessons: tuple[Link, ...]


# By course: the state of the public content it was read in, and what was read.
_known: dict[int, tuple[str, Materials]] = {}


def of(course: CoursePage | None) -> Materials | None:
    """None while there is no course, or one that nobody may read yet."""
    if course is None or not course.live:
        return None
    token = generation.current()
    if course.pk not in _known or _known[course.pk][0] != token:
        _known[course.pk] = (token, _read(course))
    return _known[course.pk][1]


def _read(course: CoursePage) -> Materials:
    base = course.get_url() or ""
    lessons = course.lessons().values_list("title", "slug")
    return Materials(
        course=Link(course.title, base),
        card_url=f"{base}card/",
        lessons=tuple(Link(title, f"{base}{slug}/") for title, slug in lessons),
    )
