"""Runs with their sessions and trainers."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from courses.content.models import CoursePage
from courses.runs.actions import contacts, teams
from courses.runs.actions.arranging import Meets
from courses.runs.actions.planning import Plan
from courses.runs.models import Contact, Engagement, Leading, Party, Run, Session
from courses.runs.rules.meeting import Typed
from tests.factories.accounts import create_colleague, create_key_pair
from tests.factories.cms import create_home
from tests.factories.courses import create_course, create_index
from tests.factories.outbox import ADDRESS, at_noon
from tests.factories.trainers import create_trainer, region
from trainers.models import Trainer
from wellbeing.accounts.models import User
from wellbeing.outbox.actions import scheduling
from wellbeing.outbox.notes.contents import Contents
from wellbeing.privacy import codes

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
_numbers = count(1)


def create_run(
    *,
    capacity: int = 3,
    begins: datetime = NOW + timedelta(days=30),
    sessions: int = 3,
    decided: str = Run.Decided.PUBLISHED,
    code: str = "RU-TOM",
) -> Run:
    """A run with sessions of an hour and a half, once a week."""
    ends = begins + timedelta(days=7 * (sessions - 1), minutes=90)
    run = Run.objects.create(
        title=f"Поток {next(_numbers)}", capacity=capacity, decided=decided, over_on=ends.date()
    )
    run.regions.set([region(code)])
    for week in range(sessions):
        starts = begins + timedelta(days=7 * week)
        Session.objects.create(
            run=run, starts_at=starts, ends_at=starts + timedelta(minutes=90), zone="Asia/Tomsk"
        )
    return run


def engage(run: Run, *, trainer: Trainer | None = None, role: str = Leading.Role.LEADS) -> Leading:
    """A trainer who holds every session of a run."""
    leading = Leading.objects.create(run=run, trainer=trainer or create_trainer(), role=role)
    for session in run.sessions.all():
        Engagement.objects.create(
            session=session,
            leading=leading,
            trainer=leading.trainer,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
        )
    return leading


def standing(code: str) -> str:
    """Where the party stands whose person holds this code; empty when there is none."""
    party = Party.objects.filter(places=codes.lookup_id(code)).first()
    return party.standing if party else ""


def create_plan(**changes: Any) -> Plan:
    """What a coordinator of Tomsk may say of a run: weekly on Thursdays at seven in the evening."""
    said: dict[str, Any] = {
        "title": "Весенний",
        "regions": [region()],
        "language": "ru",
        "form": "online",
        "capacity": 12,
        "minimum": 4,
        "joining": Run.Joining.OPEN,
        "meets": [create_meets(week) for week in range(3)],
        "leads": [],
    }
    if "course" not in changes:
        said["course"] = create_course_page()
    return Plan(**said | changes)


def create_meets(week: int = 0, *, hour: int = 19, hours: int = 2, session: UUID | None = None) -> Meets:
    """A session on a Thursday, the first on 17 December, by the clocks of Krasnoyarsk, which are Tomsk's."""
    starts = datetime(2026, 12, 17, hour) + timedelta(days=7 * week)  # noqa: DTZ001  as people type it
    return Meets(Typed(starts, starts + timedelta(hours=hours), "Asia/Krasnoyarsk"), session)


def create_course_page() -> CoursePage:
    """The one course that there is, made when it is asked for first."""
    return CoursePage.objects.first() or create_course(index=create_index(home=create_home()))


def create_contact(
    *,
    code: str,
    address: str = ADDRESS,
    note: str = "note",
    ahead: int | None = None,
    language: str = "ru",
    is_confirmed: bool = True,
) -> Contact:
    """An address left with a place code; if no clock is given, one by which it is noon now."""
    contents = Contents(address, note, at_noon() if ahead is None else ahead, language=language)
    row = contacts.give(code=code, channel="email", contents=contents, now=NOW)
    if is_confirmed:
        contacts.confirm(code=code, number=row.contents().code)
        scheduling.cancel(ids=[row.line])
        row.refresh_from_db()
    return row


def create_holder(
    run: Run, *, username: str = "lena", role: str = Leading.Role.LEADS, keys: bool = True
) -> User:
    """A colleague who holds a run or helps to, with keys and so in its team unless something is sealed."""
    user = create_colleague(username=username, role="trainer", region=region())
    engage(run, trainer=create_trainer(user=user), role=role)
    if keys:
        create_key_pair(user=user)
    teams.follow(run=run, by=None)
    return user
