"""The first page says which rounds stand still until the colleague who looks presses something."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from courses.retreats import waiting
from courses.retreats.actions.committee import declaring
from courses.retreats.actions.rounds import calling_off
from courses.retreats.actions.sharing import closing, drawing
from courses.retreats.models import Round, RoundWork
from courses.retreats.staff import frame
from tests.courses.retreats.sharing.rounds import (
    CLOSED_AT,
    DRAWN_AT,
    VALUE,
    WHY,
    closed_round,
    committed_round,
    council,
    drawn_round,
    opened_round,
    organiser,
    published_round,
    shared_round,
)
from tests.courses.retreats.sharing.test_committing import TWO_OF_ONE
from tests.factories.retreats import create_round
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def says(user: User, now: datetime) -> list[str]:
    return [str(each.says) for each in waiting.for_(user, now)]


@pytest.mark.parametrize(
    ("stands", "now", "organises", "reads"),
    [
        (lambda by: create_round(decided="preparing"), DRAWN_AT, [], []),
        (lambda by: opened_round(), CLOSED_AT, [], []),
        (lambda by: closed_round(), CLOSED_AT, [waiting.COMMIT], []),
        (lambda by: closed_round(policy=TWO_OF_ONE), CLOSED_AT, [waiting.LET_GO], []),
        (lambda by: closed_round(), DRAWN_AT, [waiting.LATER], []),
        (lambda by: committed_round(by=by), CLOSED_AT, [], []),
        (lambda by: committed_round(by=by), DRAWN_AT, [], [waiting.READ]),
        (lambda by: drawn_round(by=by), DRAWN_AT, [], []),
        (lambda by: shared_round(by=by), DRAWN_AT, [waiting.PUBLISH], []),
        (lambda by: published_round(by=by), DRAWN_AT, [], []),
    ],
)
def test_each_step_waits_for_those_who_may_take_it(
    stands: Callable[[User], Round], now: datetime, organises: list[Any], reads: list[Any]
) -> None:
    olga = organiser()
    stands(olga)

    found = says(olga, now), says(council("ira"), now)
    assert found == ([str(each) for each in organises], [str(each) for each in reads])


def test_what_a_worker_is_at_waits_for_nobody_and_what_broke_off_does() -> None:
    olga, round = organiser(), opened_round()
    closing.close(round=round.pk, now=CLOSED_AT)
    before = says(olga, CLOSED_AT)
    RoundWork.objects.update(status="failed")

    assert (before, says(olga, CLOSED_AT)) == ([], [str(waiting.AGAIN)])


def test_whoever_read_the_value_waits_for_the_other() -> None:
    round, nina = committed_round(by=organiser()), council("nina")
    drawing.read(round=round.pk, value=VALUE, by=nina, now=DRAWN_AT)

    assert (says(nina, DRAWN_AT), says(council("petr"), DRAWN_AT)) == ([], [str(waiting.READ)])


def test_what_was_proposed_waits_for_others_than_who_proposed_it() -> None:
    olga = organiser()
    round = committed_round(by=olga)
    calling_off.cancel(round=round.pk, reason=WHY, by=olga, now=DRAWN_AT)

    both = [str(waiting.SECOND)], [str(waiting.SECOND), str(waiting.READ)]
    assert says(olga, DRAWN_AT) == []
    assert (says(organiser("oleg"), DRAWN_AT), says(council("ira"), DRAWN_AT)) == both


def test_whoever_applied_is_told_of_nothing_and_a_shut_box_is_no_fault(settings: Any) -> None:
    round, olga, rada = closed_round(), organiser(), organiser("rada")
    declaring.declare(round=round.pk, applied=True, close=[], forget=False, by=rada)
    assert (says(rada, CLOSED_AT), says(olga, CLOSED_AT)) == ([], [str(waiting.COMMIT)])

    settings.SEAL_KEYS = []
    assert says(olga, CLOSED_AT) == []


def test_the_first_page_leads_to_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "now", lambda: CLOSED_AT)
    olga = organiser()
    empty = text(client_of(olga).get("/staff/"))
    round = closed_round()
    shown = client_of(olga).get("/staff/")

    assert "Наборы, которые ждут вас" not in empty
    assert f"{round} : {waiting.COMMIT}" in text(shown)
    assert f'href="/staff/retreats/rounds/{round.pk}/"' in shown.content.decode()
