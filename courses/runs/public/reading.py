"""What anybody may read of runs. How many have a place or wait is told nobody, only whether one is free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q

from cms.zones import offset
from courses.content.models import CoursePage
from courses.runs.models import Party, Run, Session
from courses.runs.models.runs import RunQuerySet
from courses.runs.rules.where import Told
from courses.runs.whereabouts import whereabouts

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A run as it stands in the list, in the feed and at the head of its page."""

    run: Run
    course: str
    course_url: str
    regions: tuple[str, ...]
    begins: datetime  # by the clocks of `zone`, without it: templates would turn it into the server's time
    zone: ZoneInfo
    sessions: int
    is_free: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session by the clocks of the people who come, and the name of their zone."""

    id: UUID
    begins: datetime  # without its zone, for the same reason
    ends: datetime
    zone: str
    offset: str
    has_begun: bool


def listed(now: datetime) -> RunQuerySet:
    """Runs that anybody finds and may still join, the nearest first."""
    runs = Run.objects.with_times().filter(
        Q(begins__gt=now),
        decided=Run.Decided.PUBLISHED,
        joining__in=(Run.Joining.OPEN, Run.Joining.ASKING),
    )
    return runs.order_by(F("begins"), "pk")


def shown(runs: RunQuerySet, language: str) -> list[Shown]:
    """In one language, by four queries however many there are."""
    waits = Party.objects.filter(run=OuterRef("pk"), standing=Party.Standing.WAITING)
    zone = Session.objects.filter(run=OuterRef("pk")).order_by("starts_at").values("zone")[:1]
    found = list(
        runs.select_related("course")
        .prefetch_related("regions")
        .annotate(session_count=Count("sessions"), is_waited_for=Exists(waits), zone=zone)[:MOST_LISTED]
    )
    pages = _courses(found, language)
    return [_shown(run, pages) for run in found]


def published() -> RunQuerySet:
    """Runs that were published, whatever became of them."""
    return Run.objects.filter(over_on__isnull=False).exclude(decided=Run.Decided.PLANNED)


def one(id: UUID, language: str) -> Shown | None:
    """A run that was published, whatever became of it; nothing for one that is only planned."""
    runs = published().with_times().filter(Q(begins__isnull=False), pk=id)
    return next(iter(shown(runs, language)), None)


def meetings(run: Run, now: datetime) -> list[Meeting]:
    """Its sessions in their order."""
    return [_meeting(each, now) for each in run.sessions.all()]


def where(seen: Shown, now: datetime) -> Told | None:
    """Where a run meets as far as it is told, its hours by the clocks of the first session."""
    told = whereabouts(seen.run, now)
    if told is None:
        return None
    city_from, address_from = (at and clock(at, seen.zone) for at in (told.city_from, told.address_from))
    return replace(told, city_from=city_from, address_from=address_from)


def clock(at: datetime, zone: ZoneInfo) -> datetime:
    """What clocks show at a moment, without the zone."""
    return at.astimezone(zone).replace(tzinfo=None)


def _shown(run: Any, pages: Mapping[object, CoursePage]) -> Shown:
    """Of a run with what `shown` asks for besides its columns."""
    page = pages.get(run.course.translation_key) if run.course else None
    zone = ZoneInfo(run.zone)
    return Shown(
        run=run,
        course=page.title if page else "",
        course_url=(page.get_url() or "") if page else "",
        regions=tuple(str(region) for region in run.regions.all()),
        begins=clock(run.begins, zone),
        zone=zone,
        sessions=run.session_count,
        is_free=run.taken < run.capacity and not run.is_waited_for,
    )


def _courses(runs: Iterable[Run], language: str) -> dict[object, CoursePage]:
    """The published pages of their courses, by what translations share: in this language, or in another."""
    keys = {run.course.translation_key for run in runs if run.course}
    pages = CoursePage.objects.live().filter(translation_key__in=keys).select_related("locale").defer("body")
    ordered = sorted(pages, key=lambda page: page.locale.language_code == language)
    return {page.translation_key: page for page in ordered}


def _meeting(session: Session, now: datetime) -> Meeting:
    zone = ZoneInfo(session.zone)
    return Meeting(
        id=session.pk,
        begins=clock(session.starts_at, zone),
        ends=clock(session.ends_at, zone),
        zone=session.get_zone_display(),
        offset=offset(session.starts_at.astimezone(zone)),
        has_begun=session.starts_at <= now,
    )
