"""The demo has a run to join, one under way and one done, on whatever day it is made."""

from datetime import UTC, date, datetime

import pytest

from courses.runs import covering
from courses.runs.actions import seeding
from courses.runs.models import Run
from courses.runs.rules.states import State
from tests.factories.cms import create_home
from tests.factories.courses import create_course, create_index
from trainers.actions import seeding as trainers_seeding
from trainers.models import Evidence
from wellbeing.accounts import actions as accounts_actions

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.mark.parametrize("day", [date(2026, 11, 27), date(2027, 1, 31), date(2028, 2, 29)])
def test_three_runs_in_three_states(day: date) -> None:
    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    accounts_actions.seed_staff()
    create_course(index=create_index(home=create_home()), slug=seeding.COURSE)
    trainers_seeding.seed_trainers(today=day)
    before = Evidence.objects.count()

    seeding.seed_runs(now=now)

    runs = Run.objects.with_times().order_by("begins")
    assert [run.state(now) for run in runs] == [State.DONE, State.RUNNING, State.OPEN]
    assert [(run.capacity, run.course.slug) for run in runs] == [(12, seeding.COURSE)] * 3
    assert covering.gaps(runs, now) == {}
    new = Evidence.objects.exclude(run=None)
    assert sorted(row.kind for row in new) == ["co_facilitated", "led"]
    assert Evidence.objects.count() == before + 2
