"""From closing to the published result for colleagues: each step one press, each refusal a sentence."""

from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.retreats import refusals
from courses.retreats.actions.sharing import closing, sharing
from courses.retreats.models import Decision, Offer, ReadValue, Round, RoundWork
from courses.retreats.rules import solving
from courses.retreats.rules.solving import Outcome, Reached
from courses.retreats.staff import frame
from tests.courses.retreats.sharing.rounds import (
    CLOSED_AT,
    DRAWN_AT,
    DRAWS_AT,
    SAID,
    VALUE,
    again,
    closed_round,
    committed_round,
    council,
    drawn_round,
    opened_round,
    organiser,
    shared_round,
    traces,
)
from tests.courses.retreats.sharing.test_committing import TWO_OF_ONE, has_applied
from tests.factories.accounts import create_colleague
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def olga() -> User:
    return organiser()


@pytest.fixture
def visit(olga: User) -> Client:
    return client_of(olga)


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the clock of the pages says; before the value is read unless a test sets another."""

    def set_to(now: datetime) -> None:
        monkeypatch.setattr(frame, "now", lambda: now)

    set_to(CLOSED_AT)
    return set_to


REFRESHES = '<meta http-equiv="refresh"'
HEADING, REQUIRED = "От закрытия до итога", "Требуется заполнить это поле"


def page(round: Round) -> str:
    return reverse("retreats_staff:round", args=[round.pk])


def press(client: Client, round: Round, name: str, **typed: str) -> str:
    """One press, and what the page says then."""
    answer = client.post(reverse(f"retreats_staff:round_{name}", args=[round.pk]), typed, follow=True)
    return said(answer)


def said(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_before_closing_there_is_no_such_panel_nor_for_the_committee_alone(visit: Client) -> None:
    assert HEADING not in said(visit.get(page(opened_round())))

    round = closed_round()
    seated = create_colleague(username="lida", role="lead")
    round.seats.create(user=seated, part="access")
    assert HEADING not in said(client_of(seated).get(page(round)))
    assert HEADING in said(visit.get(page(round)))


def test_from_closing_to_offers_by_presses_alone(visit: Client, at: Any) -> None:
    round = closed_round()
    assert "Все правила могут действовать вместе" in text(visit.get(page(round)))
    assert again(round).decided == "closed"

    press(visit, round, "commit")
    assert again(round).commitment in text(visit.get(page(round)))

    at(DRAWN_AT)
    for name in ("nina", "petr"):
        press(client_of(council(name)), round, "value", value=VALUE)
    assert VALUE in text(visit.get(page(round)))
    sharing.work_next()
    assert "доказано, что по этим правилам лучшего нет" in text(visit.get(page(round)))

    for _press in range(2):
        press(visit, round, "publish")
    assert (again(round).decided, Offer.objects.count()) == ("published", 2)
    assert [action for _who, action in traces(round)].count("retreats.publish_result") == 1


def test_while_it_is_looked_at_there_is_no_button_and_a_press_is_refused(visit: Client) -> None:
    round = opened_round()
    closing.close(round=round.pk, now=CLOSED_AT)

    assert reverse("retreats_staff:round_commit", args=[round.pk]) not in said(visit.get(page(round)))
    assert str(refusals.NotCheckedYet.sentence) in press(visit, round, "commit")


def test_the_page_looks_again_by_itself_only_while_a_worker_is_at_it(visit: Client, at: Any) -> None:
    round, looks = opened_round(), []
    closing.close(round=round.pk, now=CLOSED_AT)
    looks.append(REFRESHES in said(visit.get(page(round))))
    sharing.work_next()
    looks.append(REFRESHES in said(visit.get(page(round))))
    press(visit, round, "commit")
    looks.append(REFRESHES in said(visit.get(page(round))))
    at(DRAWN_AT)
    for name in ("nina", "petr"):
        press(client_of(council(name)), round, "value", value=VALUE)
    looks.append(REFRESHES in said(visit.get(page(round))))
    sharing.work_next()
    looks.append(REFRESHES in said(visit.get(page(round))))

    assert looks == [True, False, False, True, False]


def test_rules_in_each_others_way_stand_in_words_and_one_is_let_go_of(visit: Client) -> None:
    round = closed_round(policy=TWO_OF_ONE)
    shown = text(visit.get(page(round)))
    assert "что есть не меньше чем" not in shown
    assert "Томская область" in shown
    assert "Это правило действует всегда" in shown

    press(visit, round, "let_go", clause="least A r1")
    sharing.work_next()

    assert again(round).policy["let_go"]
    assert "Все правила могут действовать вместе" in text(visit.get(page(round)))


@pytest.mark.parametrize("clause", ["", "least", "most A r1", "nonsense A", "kept Z", "places "])
def test_what_cannot_be_let_go_of_is_a_sentence(visit: Client, clause: str) -> None:
    round = closed_round(policy=TWO_OF_ONE)

    assert str(refusals.NotInTheWay.sentence) in press(visit, round, "let_go", clause=clause)
    assert again(round).policy["let_go"] == []


def test_after_its_hour_only_a_later_one_can_be_named(visit: Client, at: Any) -> None:
    round = closed_round()
    at(DRAWS_AT)
    assert reverse("retreats_staff:round_commit", args=[round.pk]) not in said(visit.get(page(round)))
    assert str(refusals.ValueMayBeKnown.sentence) in press(visit, round, "commit")

    wrong = press(visit, round, "later", day="2026-11-29", hour="10:00", **SAID)
    assert str(refusals.HourIsPast.sentence) in wrong
    assert 'value="2026-11-29"' in wrong
    assert SAID["announced"] in wrong
    assert REQUIRED in press(visit, round, "later", day="", hour="")

    proposed = press(visit, round, "later", day="2026-12-05", hour="12:30", **SAID)
    assert "пока ничего не изменилось" in proposed
    assert again(round).draws_at == DRAWS_AT
    other, waits = client_of(organiser("oleg")), Decision.objects.get()
    press(other, round, "second", decision=str(waits.pk))
    assert again(round).draws_at.isoformat() == "2026-12-05T09:30:00+00:00"


def test_what_changed_is_taken_up(visit: Client) -> None:
    round = closed_round()
    press(visit, round, "renew")
    assert RoundWork.objects.get().status == "queued"


def test_the_council_reads_each_for_themselves(olga: User, at: Any) -> None:
    round = committed_round(by=olga)
    nina, petr = client_of(council("nina")), client_of(council("petr"))
    address = reverse("retreats_staff:round_value", args=[round.pk])
    assert address not in said(nina.get(page(round))), "not before its hour"
    early = press(nina, round, "value", value=VALUE)
    assert str(refusals.NotToBeReadYet.sentence) in early
    assert VALUE in early

    at(DRAWN_AT)
    assert address in said(nina.get(page(round)))
    press(nina, round, "value", value="92,1243")
    different = press(petr, round, "value", value=VALUE)
    assert "не совпадает" in different
    assert "92,1243" not in different
    assert VALUE not in said(nina.get(address))
    assert "92,1243" in said(nina.get(address)), "their own"

    press(nina, round, "value", value=VALUE)
    assert again(round).decided == "drawn"


def test_an_empty_or_endless_value_is_a_sentence_on_the_same_page(olga: User, at: Any) -> None:
    round = committed_round(by=olga)
    at(DRAWN_AT)
    nina = client_of(council("nina"))

    assert REQUIRED in press(nina, round, "value", value="")
    assert "512" in press(nina, round, "value", value="9" * 600)
    assert str(refusals.NoValue.sentence) in press(nina, round, "value", value="\u200b")
    assert not ReadValue.objects.exists()


def test_what_is_not_proven_says_its_bound_and_runs_longer(
    olga: User, visit: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = drawn_round(by=olga)
    reached = (Reached("served", 2, 2), Reached("need 3", 1, 4), Reached("lot of places", 5, 9))
    monkeypatch.setattr(solving, "share_out", lambda *args, **named: Outcome({}, reached, is_proven=False))
    sharing.work_next()

    shown = text(visit.get(page(round)))
    assert "ступень 3: найдено 1, больше 4 быть не может" in shown
    assert reverse("retreats_staff:round_publish", args=[round.pk]) not in said(visit.get(page(round)))
    assert "больше 4" not in text(client_of(council("ira")).get(page(round)))

    press(visit, round, "again")
    assert (RoundWork.objects.get().status, RoundWork.objects.get().seconds) == ("queued", 240)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": "faulty", "faults": ["beds", "apart"]}, "людей больше, чем кроватей"),
        ({"status": "failed"}, "Распределение мест прервалось"),
        ({"status": "queued"}, "ждёт"),
        ({"status": "running", "claim": "00000000-0000-0000-0000-000000000001", "aim": "lot"}, "Жребий"),
    ],
)
def test_how_far_a_worker_is(olga: User, visit: Client, changes: dict[str, Any], sentence: str) -> None:
    round = drawn_round(by=olga)
    RoundWork.objects.update(**changes)

    assert sentence in text(visit.get(page(round)))


def test_counts_are_exact_for_organisers_and_hidden_for_others(olga: User, visit: Client) -> None:
    round = shared_round(by=olga, people=[{} for _ in range(15)], places=11)

    exact = text(visit.get(page(round)))
    assert "с местом 11" in exact
    assert "без места 4" in exact
    hidden = text(client_of(council("ira")).get(page(round)))
    assert "с местом 10–14" in hidden
    assert "без места меньше 10" in hidden
    assert "с местом: Томская область" in exact
    assert "с местом: Томская область" not in hidden


def test_whoever_applied_themselves_is_told_so_on_every_step(olga: User, visit: Client) -> None:
    round = closed_round()
    has_applied(olga, round)

    for name in ("commit", "renew", "publish", "again"):
        assert "подаёте заявку" in press(visit, round, name) or str(refusals.HasApplied.sentence) in press(
            visit, round, name
        )
    assert again(round).decided == "closed"
    assert {action for _who, action in traces(round)[1:]} == {"retreats.refused_step"}


def test_without_its_key_the_page_says_so(olga: User, visit: Client, settings: Any) -> None:
    round = closed_round()
    settings.SEAL_KEYS = []

    assert str(refusals.RoundIsShut.sentence) in said(visit.get(page(round)))
    assert str(refusals.RoundIsShut.sentence) in press(visit, round, "commit")
