"""Working a year out: what is given, each plan kept as it is found, stopped, killed and begun again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from courses.retreats import periodic
from courses.retreats.actions.planning import plannings, years
from courses.retreats.models import Planning, Year
from courses.retreats.planning import making, stored
from courses.retreats.rules import planner
from courses.retreats.tasks.planning import plan_years
from tests.factories.accounts import create_colleague
from tests.factories.planning import create_free_house, create_team, create_year, week
from tests.factories.retreats import NOW
from wellbeing.celery import app

pytestmark = [pytest.mark.service, pytest.mark.django_db]

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _no_old_life() -> None:
    cache.clear()


@pytest.fixture
def year() -> Year:
    create_free_house(numbers=(10, 20)), create_free_house(numbers=(12, 30))
    create_team()
    return create_year()


def ask(year: Year) -> Planning:
    return plannings.ask(
        year=year.pk, by=create_colleague(username="organiser", role="organiser"), today=TODAY
    )


def row(year: Year) -> Planning:
    return Planning.objects.get(year=year)


def during(monkeypatch: pytest.MonkeyPatch, what: Callable[[], Any]) -> None:
    """`what` happens once the first plan was found, while the second is looked for."""
    plans = planner.plans

    def interrupted(given: Any, **named: Any) -> Any:
        for number, plan in enumerate(plans(given, **named)):
            if number == 1:
                what()
                named["tell"](3, 8)
            yield plan

    monkeypatch.setattr(planner, "plans", interrupted)


def test_plans_are_worked_out_and_say_what_they_serve(year: Year) -> None:
    ask(year)
    assert not making.work_next()

    done = row(year)
    assert (done.status, done.claim, done.failed) == ("done", None, "")
    assert 1 <= len(done.plans) <= planner.MOST_PLANS
    first = stored.read(done.plans[0])
    assert (first.places, first.bound, first.is_proven, first.gap) == (8, 8, True, 0)
    assert (first.served("RU-TOM"), first.left_out, first.cost) == (8, {}, 200_000)
    assert {each.week_on for each in first.stays} <= {week(each) for each in (10, 12, 20, 30)}
    assert all(len(each.team) == 4 for each in first.stays)


def test_the_task_works_out_what_waits(year: Year) -> None:
    ask(year)
    app.conf.task_always_eager = True
    try:
        plan_years.delay()
    finally:
        app.conf.task_always_eager = False
    assert row(year).status == "done"


def test_what_is_left_out_says_why() -> None:
    create_free_house(numbers=(10,)), create_team()
    year = create_year(wanted={"RU-TOM": 9, "RU-PER": 4})
    ask(year), making.work_next()

    first = stored.read(row(year).plans[0])
    assert first.left_out == {"RU-PER": 4, "RU-TOM": 4}
    assert {region: [str(each) for each in why] for region, why in first.why.items()} == {
        "RU-PER": ["no_house"],
        "RU-TOM": ["beds"],
    }


def test_stopping_keeps_the_plan_that_was_found(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    during(monkeypatch, lambda: plannings.stop(year=year.pk))
    ask(year), making.work_next()

    stopped = row(year)
    assert (stopped.status, stopped.claim, stopped.has_to_stop) == ("stopped", None, True)
    assert len(stopped.plans) == 2
    assert (stopped.found, stopped.bound) == (3, 8)


def test_stopping_what_nobody_works_on_ends_it_at_once(year: Year) -> None:
    ask(year)
    plannings.stop(year=year.pk)
    assert (row(year).status, row(year).failed) == ("failed", "too_short")
    assert not making.work_next()
    assert row(year).status == "failed"
    with pytest.raises(plannings.refusals.NothingToStop):
        plannings.stop(year=year.pk)


def test_a_killed_working_keeps_its_claim_until_it_is_begun_again(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill() -> None:
        raise Killed

    with monkeypatch.context() as patched:
        during(patched, kill)
        ask(year)
        with pytest.raises(Killed):
            making.work_next()
    dead = row(year)
    assert (dead.status, len(dead.plans), dead.tries) == ("running", 1, 1)
    assert not making.work_next(), "its sign of life still stands"
    assert row(year).status == "running"

    cache.clear()
    making.work_next()
    again = row(year)
    assert (again.status, again.tries) == ("done", 2)
    assert len(again.plans) >= 1


def test_what_kills_its_worker_three_times_is_given_up(year: Year) -> None:
    ask(year)
    Planning.objects.update(status="running", claim=year.pk, tries=making.MOST_TRIES)
    making.work_next()
    assert (row(year).status, row(year).failed) == ("failed", "broken")


def test_what_was_killed_and_stopped_is_not_begun_again(year: Year) -> None:
    ask(year)
    Planning.objects.update(status="running", claim=year.pk, tries=1, has_to_stop=True)
    making.work_next()
    assert (row(year).status, row(year).failed) == ("failed", "too_short")


def test_a_working_that_is_not_wanted_any_more_changes_nothing(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = year.pk
    during(monkeypatch, lambda: Planning.objects.update(claim=other))
    ask(year), making.work_next()

    left = row(year)
    assert (left.status, left.claim, len(left.plans)) == ("running", other, 1)


def test_pins_that_cannot_be_are_said(year: Year) -> None:
    house = create_free_house(numbers=(40,))
    years.pin(year=year.pk, house=house.pk, week_on=week(41), is_wanted=True)
    ask(year), making.work_next()
    assert (row(year).status, row(year).failed, row(year).plans) == ("failed", "nothing_fits", [])


def test_what_breaks_says_so(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **named: object) -> bytes:
        raise ValueError("no numbers")

    monkeypatch.setattr(planner, "plans", broken)
    ask(year), making.work_next()
    assert (row(year).status, row(year).failed) == ("failed", "broken")


def test_while_one_is_worked_out_another_is_not(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[bool] = []
    during(monkeypatch, lambda: answers.append(making.work_next()))
    ask(year), making.work_next()
    assert answers == [False]
    assert row(year).status == "done"


def test_the_database_lets_no_two_years_be_planned_at_a_time(year: Year) -> None:
    ask(year)
    other = Year.objects.create(year=2028, money=1)
    Planning.objects.update(status="running", claim=year.pk)
    with pytest.raises(IntegrityError, match="one_year_is_planned_at_a_time"), transaction.atomic():
        Planning.objects.create(year=other, status="running", claim=other.pk, asked_on=TODAY)


def test_what_waits_unasked_is_asked_for(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(plannings.plan_years, "delay", lambda: asked.append(1))
    periodic.look_after_plannings()
    assert asked == []

    ask(year)
    periodic.look_after_plannings()
    assert asked == [1]

    during(monkeypatch, periodic.look_after_plannings)
    making.work_next()
    assert asked == [1], "a worker is at it"


def test_asking_twice_is_refused_and_asking_anew_forgets_the_plans_of_before(year: Year) -> None:
    ask(year)
    by = create_colleague(username="second", role="organiser")
    with pytest.raises(plannings.refusals.AtWork):
        plannings.ask(year=year.pk, by=by, today=TODAY)
    making.work_next()
    plannings.ask(year=year.pk, by=by, today=TODAY)
    assert (row(year).status, row(year).plans, row(year).tries) == ("queued", [], 0)


@pytest.mark.parametrize("what", ["wanted", "houses", "closed"])
def test_nothing_to_plan_is_said(what: str) -> None:
    if what != "houses":
        create_free_house(numbers=(10,))
    year = create_year(wanted={} if what == "wanted" else None)
    if what == "closed":
        year.closed_weeks.create(week_on=week(10), reason="Праздники")
    with pytest.raises(plannings.refusals.NothingToPlan):
        ask(year)
    assert not Planning.objects.exists()
