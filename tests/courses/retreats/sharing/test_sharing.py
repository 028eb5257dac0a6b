"""Sharing out by a worker: proven, checked, or nothing; a worker that dies leaves the round as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from courses.retreats import frozen, refusals
from courses.retreats.actions.sharing import sharing, work
from courses.retreats.models import Round, RoundWork
from courses.retreats.rules import checking, record, solving
from courses.retreats.rules.checking import Fault
from courses.retreats.rules.solving import Outcome, Reached
from courses.retreats.tasks.sharing import work_on_rounds
from tests.courses.retreats.sharing.rounds import (
    VALUE,
    again,
    closed_round,
    drawn_round,
    opened_round,
    organiser,
    traces,
)
from wellbeing.accounts.models import User
from wellbeing.celery import app

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def olga() -> User:
    return organiser()


@pytest.fixture
def round(olga: User) -> Round:
    return drawn_round(by=olga)


def row() -> RoundWork:
    return RoundWork.objects.get()


def during(monkeypatch: pytest.MonkeyPatch, what: Callable[[], Any]) -> None:
    """`what` happens once, when the first aim is reached."""
    share_out, happened = solving.share_out, []

    def interrupted(*args: Any, tell: Callable[[str], None], **named: Any) -> Outcome:
        def hear(aim: str) -> None:
            if not happened:
                happened.append(aim)
                what()
            tell(aim)

        return share_out(*args, tell=hear, **named)

    monkeypatch.setattr(solving, "share_out", interrupted)


def test_the_result_is_the_proven_one_with_reasons_for_whoever_has_no_place(round: Round) -> None:
    assert not sharing.work_next()

    closed = frozen.closed_case(round)
    assert again(round).decided == "shared"
    assert closed.result == record.result(closed.case, closed.policy, VALUE, seconds=60)
    assert len(closed.places()) == 2
    assert set(closed.reasons) == {each.ticket for each in closed.case.applicants} - set(closed.places())
    assert {said.line for each in closed.reasons.values() for said in each} == {"lot"}
    assert traces(round)[-1] == ("", "retreats.share_out")
    assert (row().status, row().claim) == ("done", None)


def test_what_is_done_is_not_done_again(round: Round) -> None:
    sharing.work_next()
    before = frozen.closed_case(round)

    assert not sharing.work_next()
    assert frozen.closed_case(round) == before


def test_how_far_it_is_can_be_seen(round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    during(monkeypatch, lambda: seen.append(row().status))

    sharing.work_next()

    assert (seen, row().aim) == (["running"], "lot of places")


def test_what_is_not_proven_is_no_result_and_says_the_bound(
    olga: User, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    best = Outcome({}, (Reached("served", 1, 2),), is_proven=False)
    with monkeypatch.context() as patch:
        patch.setattr(solving, "share_out", lambda *args, **named: best)
        sharing.work_next()

    assert (again(round).decided, row().status, row().reached) == ("drawn", "short", [["served", 1, 2]])
    assert frozen.closed_case(round).result is None

    work.again(round=round.pk, by=olga)
    assert (row().status, row().seconds, row().reached) == ("queued", 240, [])
    sharing.work_next()
    assert again(round).decided == "shared"
    assert ("olga", "retreats.share_again") in traces(round)


def test_an_hour_is_the_longest(olga: User, round: Round) -> None:
    RoundWork.objects.update(status="short", seconds=1000)
    work.again(round=round.pk, by=olga)
    assert row().seconds == 3600

    RoundWork.objects.update(status="short")
    with pytest.raises(refusals.LongestAlready):
        work.again(round=round.pk, by=olga)


def test_stopped_before_anything_was_found_is_short_too(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*args: object, **named: object) -> Outcome:
        raise solving.Stopped

    monkeypatch.setattr(solving, "share_out", stopped)
    sharing.work_next()

    assert (row().status, row().reached, again(round).decided) == ("short", [], "drawn")


def test_what_the_checker_finds_fault_with_is_refused(
    olga: User, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        found = [Fault("beds", "A 1"), Fault("apart", "A B"), Fault("beds", "A 2")]
        patch.setattr(checking, "faults", lambda *args: found)
        sharing.work_next()

    assert (row().status, row().faults, again(round).decided) == ("faulty", ["apart", "beds"], "drawn")
    assert frozen.closed_case(round).result is None

    work.again(round=round.pk, by=olga)
    sharing.work_next()
    assert again(round).decided == "shared"


def test_the_checker_itself_refuses_a_result_that_breaks_a_rule(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = record.result

    def with_everybody(*args: Any, **named: Any) -> dict[str, Any]:
        found = result(*args, **named)
        return {**found, "places": {each.ticket: "A" for each in args[0].applicants}}

    monkeypatch.setattr(record, "result", with_everybody)
    sharing.work_next()

    assert (row().status, again(round).decided) == ("faulty", "drawn")
    assert "places" in row().faults


def test_a_round_that_is_cancelled_meanwhile_gets_no_result(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    during(monkeypatch, lambda: Round.objects.filter(pk=round.pk).update(decided="cancelled"))

    sharing.work_next()

    assert (again(round).decided, frozen.closed_case(round).result) == ("cancelled", None)
    assert row().status == "failed"


def test_what_breaks_off_says_so_and_can_be_begun_again(
    olga: User, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **named: object) -> None:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(checking, "faults", broken)
        sharing.work_next()
    assert (row().status, again(round).decided) == ("failed", "drawn")

    work.again(round=round.pk, by=olga)
    sharing.work_next()
    assert again(round).decided == "shared"


def test_what_goes_well_is_not_begun_again(olga: User, round: Round) -> None:
    with pytest.raises(refusals.NotAsItStands):
        work.again(round=round.pk, by=olga)
    sharing.work_next()
    with pytest.raises(refusals.NotAsItStands):
        work.again(round=round.pk, by=olga)


def test_the_database_lets_no_two_be_worked_at_at_a_time(round: Round) -> None:
    other = RoundWork.objects.create(round=opened_round(), kind="check")
    RoundWork.objects.filter(round=round).update(status="running", claim=other.pk)

    with pytest.raises(IntegrityError, match="one_round_is_worked_at_at_a_time"), transaction.atomic():
        RoundWork.objects.filter(pk=other.pk).update(status="running", claim=other.pk)


def test_while_one_is_worked_at_another_worker_does_nothing(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[bool] = []
    during(monkeypatch, lambda: answers.append(sharing.work_next()))

    sharing.work_next()

    assert (answers, again(round).decided) == ([False], "shared")


def test_what_was_left_by_a_worker_is_taken_up_and_given_up_after_three_times(round: Round) -> None:
    for tries, status in ((1, "done"), (3, "failed")):
        RoundWork.objects.update(status="running", claim=round.pk, tries=tries)
        cache.clear()
        sharing.work_next()
        assert row().status == status
        Round.objects.filter(pk=round.pk).update(decided="drawn")


def test_what_waits_unasked_is_asked_for_unless_somebody_is_at_it(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(work.work_on_rounds, "delay", lambda: asked.append(1))

    work.take_up()
    assert asked == [1]
    during(monkeypatch, work.take_up)
    sharing.work_next()
    work.take_up()
    assert asked == [1]


def test_the_task_goes_on_until_nothing_waits(round: Round) -> None:
    RoundWork.objects.filter(round=closed_round()).update(status="queued")
    app.conf.task_always_eager = True
    try:
        work_on_rounds.delay()
    finally:
        app.conf.task_always_eager = False

    assert set(RoundWork.objects.values_list("status", flat=True)) == {"done"}
