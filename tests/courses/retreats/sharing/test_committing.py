"""From closed to committed: what cannot hold is let go of by name; nobody commits to a value they know."""

from datetime import timedelta

import pytest

from courses.retreats import frozen, refusals
from courses.retreats.actions.committee import declaring
from courses.retreats.actions.rounds import seconding
from courses.retreats.actions.sharing import closing, committing, sharing
from courses.retreats.models import Decision, Round
from courses.retreats.rules import record
from courses.retreats.rules.policy import Policy, Rule
from tests.courses.retreats.sharing.rounds import (
    CLOSED_AT,
    DRAWS_AT,
    SAID,
    again,
    closed_round,
    committed_round,
    only_retreat,
    opened_round,
    organiser,
    traces,
)
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

# Two who have never been are wanted from a region that may have one at most.
TWO_OF_ONE = Policy(least={"RU-TOM": 2}, most={"RU-TOM": 1})


@pytest.fixture
def olga() -> User:
    return organiser()


def has_applied(user: User, round: Round) -> None:
    declaring.declare(round=round.pk, applied=True, close=[], forget=False, by=user)


def test_the_commitment_stands_for_the_frozen_case_and_is_made_once(olga: User) -> None:
    round = closed_round()
    closed = frozen.closed_case(round)

    for _press in range(2):
        committing.commit(round=round.pk, by=olga, now=CLOSED_AT)

    after = again(round)
    assert (after.decided, after.commitment) == (
        "committed",
        record.commitment(closed.case, closed.policy, salt=closed.salt),
    )
    assert traces(round)[1:] == [("olga", "retreats.commit")]


def test_nobody_commits_before_it_is_known_whether_all_can_hold(olga: User) -> None:
    round = opened_round()
    closing.close(round=round.pk, now=CLOSED_AT)

    with pytest.raises(refusals.NotCheckedYet):
        committing.commit(round=round.pk, by=olga, now=CLOSED_AT)

    assert again(round).commitment == ""
    assert traces(round)[-1] == ("olga", "retreats.refused_step")


def test_one_rule_is_let_go_of_by_name_and_the_rest_can_hold(olga: User) -> None:
    round = closed_round(policy=TWO_OF_ONE)
    with pytest.raises(refusals.CannotAllHold):
        committing.commit(round=round.pk, by=olga, now=CLOSED_AT)

    committing.let_go(round=round.pk, clause=(Rule.LEAST, "A r1"), by=olga)
    with pytest.raises(refusals.NotCheckedYet):
        committing.commit(round=round.pk, by=olga, now=CLOSED_AT)
    sharing.work_next()
    after = committing.commit(round=round.pk, by=olga, now=CLOSED_AT)

    assert after.decided == "committed"
    assert after.policy["let_go"] == [["least", str(only_retreat(round).pk), "RU-TOM"]]
    assert frozen.closed_case(round).policy.let_go == {("least", "A", "r1")}
    assert ("olga", "retreats.let_go") in traces(round)


def test_what_was_let_go_of_stays_so_when_the_round_is_frozen_anew(olga: User) -> None:
    round = closed_round(policy=TWO_OF_ONE)
    committing.let_go(round=round.pk, clause=(Rule.LEAST, "A r1"), by=olga)

    closing.renew(round=round.pk, by=olga, now=CLOSED_AT)

    assert frozen.closed_case(round).policy.let_go == {("least", "A", "r1")}


@pytest.mark.parametrize("clause", [(Rule.MOST, "A r1"), (Rule.LEAST, "B r1"), (Rule.KEPT, "A")])
def test_what_is_not_in_the_way_or_holds_always_is_not_let_go_of(
    olga: User, clause: tuple[Rule, str]
) -> None:
    round = closed_round(policy=TWO_OF_ONE)

    with pytest.raises(refusals.NotInTheWay):
        committing.let_go(round=round.pk, clause=clause, by=olga)

    assert again(round).policy["let_go"] == []


def test_once_committed_nothing_is_let_go_of_nor_frozen_anew_nor_moved(olga: User) -> None:
    round = committed_round(by=olga)
    before = frozen.closed_case(round)

    for act in (
        lambda: committing.let_go(round=round.pk, clause=(Rule.LEAST, "A r1"), by=olga),
        lambda: closing.renew(round=round.pk, by=olga, now=CLOSED_AT),
        lambda: committing.postpone(
            round=round.pk, draws_at=DRAWS_AT + timedelta(days=9), by=olga, now=CLOSED_AT, **SAID
        ),
    ):
        with pytest.raises(refusals.NotAsItStands):
            act()

    assert (frozen.closed_case(round), again(round).draws_at) == (before, DRAWS_AT)


def test_nobody_commits_once_the_value_may_be_known_but_to_a_later_hour(olga: User) -> None:
    round, later = closed_round(), DRAWS_AT + timedelta(days=1)
    with pytest.raises(refusals.ValueMayBeKnown):
        committing.commit(round=round.pk, by=olga, now=DRAWS_AT)
    for wrong in (DRAWS_AT, DRAWS_AT - timedelta(hours=1)):
        with pytest.raises(refusals.HourIsPast):
            committing.postpone(round=round.pk, draws_at=wrong, by=olga, now=DRAWS_AT, **SAID)

    committing.postpone(round=round.pk, draws_at=later, by=olga, now=DRAWS_AT, **SAID)
    seconding.confirm(round=round.pk, decision=Decision.objects.get().pk, by=organiser("oleg"), now=DRAWS_AT)
    after = committing.commit(round=round.pk, by=olga, now=DRAWS_AT)

    assert (after.decided, after.draws_at) == ("committed", later)


def test_whoever_applied_themselves_commits_to_nothing_and_it_is_noted(olga: User) -> None:
    round = closed_round()
    has_applied(olga, round)

    with pytest.raises(refusals.HasApplied):
        committing.commit(round=round.pk, by=olga, now=CLOSED_AT)

    assert again(round).decided == "closed"
    assert traces(round)[-1] == ("olga", "retreats.refused_step")


def test_without_its_key_the_round_waits(olga: User, settings: object) -> None:
    round = closed_round()
    settings.SEAL_KEYS = []  # type: ignore[attr-defined]

    with pytest.raises(refusals.RoundIsShut):
        committing.commit(round=round.pk, by=olga, now=CLOSED_AT)

    assert again(round).decided == "closed"
