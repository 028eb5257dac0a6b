"""What one rule changed would do: counts, before publishing and never after."""

from typing import Any

import pytest

from courses.retreats import frozen, refusals
from courses.retreats.actions.sharing import trying
from courses.retreats.actions.sharing.trying import State, Tried
from courses.retreats.models import Round
from courses.retreats.rules import solving
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.solving import Outcome
from tests.courses.retreats.sharing.rounds import (
    again,
    closed_round,
    drawn_round,
    organiser,
    published_round,
    shared_round,
    traces,
)
from tests.courses.retreats.sharing.test_committing import has_applied
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

# Four have never been, two have; two places are kept for those who have not.
PEOPLE: list[dict[str, Any]] = [{"has_been": n < 2, "own_need": 3 if n < 2 else 0} for n in range(6)]
KEPT = Policy(kept=2)


@pytest.fixture
def olga() -> User:
    return organiser()


def seen(round: Round, change: str) -> Tried | None:
    return trying.seen(again(round), frozen.closed_case(round), change)


def test_a_change_is_counted_and_nothing_of_the_round_moves(olga: User) -> None:
    round = shared_round(by=olga, people=PEOPLE, policy=KEPT)
    before = frozen.closed_case(round)
    assert seen(round, "kept:") is None

    trying.begin(round=round.pk, change="kept:", by=olga)
    assert seen(round, "kept:") == Tried(State.WAITS)
    trying.work_out(round=round.pk, change="kept:")

    found = seen(round, "kept:")
    assert found is not None
    assert found.state is State.DONE
    assert found.difference == {"gain": 2, "lose": 2, "elsewhere": 0}
    assert [each["served"] for each in (found.before, found.after) if each] == [2, 2]
    assert [each["first_timers"] for each in (found.before, found.after) if each] == [2, 0]
    assert not [each.ticket for each in before.case.applicants if each.ticket in repr(found)]
    assert (frozen.closed_case(round), again(round).decided) == (before, "shared")
    assert traces(round)[-1] == ("olga", "retreats.what_if")


def test_before_the_value_is_known_an_example_takes_its_place(olga: User) -> None:
    round = closed_round(people=PEOPLE, policy=KEPT)

    trying.work_out(round=round.pk, change="place:A")

    found = seen(round, "place:A")
    assert found is not None
    assert [each["served"] for each in (found.before, found.after) if each] == [2, 3]


def test_what_cannot_hold_is_said(olga: User) -> None:
    round = closed_round(policy=Policy(least={"RU-TOM": 2}, most={"RU-TOM": 1}))

    trying.work_out(round=round.pk, change="swap:0")

    assert seen(round, "swap:0") == Tried(State.CANNOT)


def test_what_is_not_proven_is_said(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    round = drawn_round(by=olga)
    monkeypatch.setattr(solving, "share_out", lambda *args, **named: Outcome({}, (), is_proven=False))

    trying.work_out(round=round.pk, change="swap:0")

    assert seen(round, "swap:0") == Tried(State.SHORT)


def test_nothing_is_tried_once_the_result_is_published(olga: User) -> None:
    round = published_round(by=olga, people=PEOPLE, policy=KEPT)

    with pytest.raises(refusals.NotAsItStands):
        trying.begin(round=round.pk, change="kept:", by=olga)
    trying.work_out(round=round.pk, change="kept:")

    assert seen(round, "kept:") is None
    assert traces(round)[-1] == ("olga", "retreats.refused_step")


def test_what_is_published_meanwhile_shows_no_counts(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    round = shared_round(by=olga)
    share_out = solving.share_out

    def published(*args: Any, **named: Any) -> Outcome:
        Round.objects.filter(pk=round.pk).update(decided="published", record="{}")
        return share_out(*args, **named)

    monkeypatch.setattr(solving, "share_out", published)
    trying.work_out(round=round.pk, change="place:A")

    assert seen(round, "place:A") is None


def test_a_change_that_there_is_nothing_for_is_refused(olga: User) -> None:
    round = closed_round()

    for unknown in ("kept:", "place:Z", "", "least:r1"):
        with pytest.raises(refusals.NotAsItStands):
            trying.begin(round=round.pk, change=unknown, by=olga)


def test_whoever_applied_themselves_tries_nothing(olga: User) -> None:
    round = closed_round()
    has_applied(olga, round)

    with pytest.raises(refusals.HasApplied):
        trying.begin(round=round.pk, change="place:A", by=olga)
