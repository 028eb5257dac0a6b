"""Several organisers at once: retreats of a plan are made once, plans are asked for once."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from wagtail.models import ModelLogEntry

from courses.retreats.actions.planning import accepting, plannings
from courses.retreats.models import Planning, Retreat, TeamPart
from courses.retreats.planning import making
from tests.courses.retreats.planning.looking import create_organiser
from tests.courses.runs.test_races import at_once
from tests.factories.planning import create_free_house, create_team, create_year
from tests.factories.retreats import NOW

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(
        transaction=True, available_apps=["courses.retreats", "trainers", "wellbeing.accounts"]
    ),
]

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _no_traces() -> Iterator[None]:
    """The history lies in an app that is not emptied."""
    cache.clear()
    yield
    ModelLogEntry.objects.all().delete()


def test_whoever_asks_and_accepts_at_once_makes_the_retreats_once() -> None:
    create_free_house(numbers=(10,)), create_free_house(numbers=(14,))
    create_team()
    year = create_year(wanted={"RU-TOM": 10})
    users = [create_organiser(f"racer{number}") for number in range(8)]

    asked = at_once(
        [lambda by=by: plannings.ask(year=year.pk, by=by, today=TODAY) for by in users], threads=8
    )
    assert sorted(asked) == ["AtWork"] * 7 + ["done"]
    making.work_next()
    assert Planning.objects.get().status == "done"

    accepted = at_once(
        [lambda by=by: accepting.accept(year=year.pk, number=1, by=by) for by in users], threads=8
    )
    assert sorted(accepted) == ["AcceptedAlready"] * 7 + ["done"]
    assert (Retreat.objects.count(), TeamPart.objects.count()) == (2, 8)


def test_of_two_years_that_want_the_same_house_one_gets_it() -> None:
    """One house, one team, two plans of it: the constraints of the database decide, in words."""
    create_free_house(numbers=(10,)), create_team()
    one = create_year(wanted={"RU-TOM": 5})
    plannings.ask(year=one.pk, by=create_organiser("first"), today=TODAY)
    making.work_next()
    plans = Planning.objects.get().plans
    other = type(one).objects.create(year=2030, money=1)
    Planning.objects.create(year=other, status="done", plans=plans, asked_on=TODAY)
    users = [create_organiser(f"racer{number}") for number in range(2)]

    ends = at_once(
        [
            lambda by=by, year=year: accepting.accept(year=year.pk, number=1, by=by)
            for by, year in zip(users, (one, other), strict=True)
        ],
        threads=2,
    )
    assert sorted(ends) == ["NotAsPlanned", "done"]
    assert (Retreat.objects.count(), TeamPart.objects.count()) == (1, 4)
