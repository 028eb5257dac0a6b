"""The runs of the demo site: one to join, one under way, one done, made through the actions that people use.

Everything is counted from now, so that the demo never grows old.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from courses.content.models import CoursePage
from courses.runs.actions import finishing, planning, publishing
from courses.runs.actions.arranging import Meets
from courses.runs.actions.planning import Plan
from courses.runs.models import Run
from courses.runs.rules.meeting import Typed
from trainers.models import Trainer
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

COURSE = "recovering"
REGION, ZONE = "RU-TOM", "Asia/Krasnoyarsk"
LEADS, HELPS = "Тренерка Тихая", "Тренер Тестов"
DEMO = UUID("5eed0000-0000-4000-8000-000000000000")
# By name: how many days from today it begins, and how many weekly sessions it has.
OPEN = ("Зимний вечерний", 10, 4)
RUNNING = ("Осенний вечерний", -9, 4)
DONE = ("Летний вечерний", -40, 4)
PLANNED_BEFORE = timedelta(days=20)


@transaction.atomic
def seed_runs(*, now: datetime) -> list[Run]:
    """Three runs of one region. The demo's staff, courses and trainers have to be there."""
    runs = [_publish(*each, now) for each in (OPEN, RUNNING, DONE)]
    finishing.finish_over(now=now)
    return runs


def _publish(title: str, days: int, sessions: int, now: datetime) -> Run:
    """Planned and opened some weeks before it begins."""
    lead, before = User.objects.get(username="lead"), now + timedelta(days=days) - PLANNED_BEFORE
    before = min(before, now)
    run = planning.plan(
        what=_plan(title, now + timedelta(days=days), sessions), by=lead, now=before, once=uuid5(DEMO, title)
    ).run
    return publishing.publish(run=run.pk, by=lead, now=before)


def _plan(title: str, begins: datetime, sessions: int) -> Plan:
    first = begins.astimezone(ZoneInfo(ZONE)).replace(hour=19, minute=0, second=0, microsecond=0, tzinfo=None)
    starts = [first + timedelta(weeks=week) for week in range(sessions)]
    return Plan(
        title=title,
        course=CoursePage.objects.live().get(slug=COURSE, locale__language_code="ru"),
        regions=[Region.objects.get(pk=REGION)],
        language="ru",
        form="online",
        capacity=12,
        minimum=4,
        joining=Run.Joining.OPEN,
        meets=[Meets(Typed(each, each + timedelta(hours=2), ZONE)) for each in starts],
        leads=[Trainer.objects.get(name=LEADS, home_region=REGION)],
        helps=[Trainer.objects.get(name=HELPS, home_region=REGION)],
    )
