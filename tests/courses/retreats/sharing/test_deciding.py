"""What is decided of a round before everybody: a later hour, calling off, and when that takes two people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.retreats import decision_refusals, refusals
from courses.retreats.actions.rounds import calling_off, deciding, seconding
from courses.retreats.actions.sharing import committing
from courses.retreats.models import Conflict, Decision, Frozen, Round
from courses.retreats.staff import frame
from tests.courses.retreats.sharing.rounds import (
    CLOSED_AT,
    DRAWN_AT,
    DRAWS_AT,
    SAID,
    WHY,
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
from tests.courses.retreats.sharing.test_committing import has_applied
from tests.factories.retreats import NOW, create_retreat, create_round
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LATER = DRAWS_AT + timedelta(days=3)


@pytest.fixture
def olga() -> User:
    return organiser()


@pytest.fixture
def oleg() -> User:
    return organiser("oleg")


def put_off(round: Round, by: User, now: Any = CLOSED_AT, **said: Any) -> Round:
    return committing.postpone(round=round.pk, **{"draws_at": LATER, **SAID, **said}, by=by, now=now)


def call_off(round: Round, by: User, now: Any = DRAWN_AT, reason: str = WHY) -> Round:
    return calling_off.cancel(round=round.pk, reason=reason, by=by, now=now)


def second(round: Round, by: User, now: Any = DRAWN_AT) -> Round:
    waits = Decision.objects.get(round=round, decided_on=None)
    return seconding.confirm(round=round.pk, decision=waits.pk, by=by, now=now)


def public(round: Round, language: str = "ru") -> str:
    return text(Client().get(f"/{language}/retreats/{round.pk}/"))


def test_a_later_hour_names_its_value_anew_and_everybody_reads_both(olga: User) -> None:
    round = closed_round()
    before = round.announced

    for _press in range(2):
        put_off(round, olga)

    after, row = again(round), Decision.objects.get()
    assert (after.draws_at, after.announced) == (LATER, SAID["announced"])
    assert (row.was_at, row.was_announced, row.decided_on) == (DRAWS_AT, before, CLOSED_AT.date())
    page = public(round)
    assert "28 ноября 2026 чтение числа перенесли: с 30 ноября 2026" in page
    assert "на 3 декабря 2026" in page
    assert [each in page for each in (before, SAID["announced"], WHY)] == [True] * 3
    assert "решали двое" not in page
    assert "On 28 November 2026 the reading of the value was put off" in public(round, "en")


@pytest.mark.parametrize("said", [{"announced": " "}, {"reason": " "}])
def test_neither_the_value_nor_the_reason_is_left_out(olga: User, said: dict[str, str]) -> None:
    round = closed_round()
    with pytest.raises(decision_refusals.NoReason):
        put_off(round, olga, **said)
    assert again(round).draws_at == DRAWS_AT


def test_at_the_announced_hour_no_other_value_is_named(olga: User) -> None:
    round = closed_round()
    with pytest.raises(refusals.HourIsPast):
        put_off(round, olga, draws_at=DRAWS_AT)
    assert again(round).announced == round.announced


def test_from_the_announced_hour_on_nobody_picks_another_value_alone(olga: User, oleg: User) -> None:
    round = closed_round()

    put_off(round, olga, DRAWS_AT)
    assert (again(round).draws_at, again(round).announced) == (DRAWS_AT, round.announced)
    assert SAID["announced"] not in public(round)
    with pytest.raises(decision_refusals.SamePerson):
        second(round, olga)

    second(round, oleg)
    assert (again(round).draws_at, again(round).announced) == (LATER, SAID["announced"])
    assert "Первый час к тому времени уже настал, поэтому решали двое" in public(round)
    assert ("oleg", "retreats.confirm_decision") in traces(round)


def test_what_is_confirmed_too_late_does_not_hold(olga: User, oleg: User) -> None:
    round = closed_round()
    put_off(round, olga, DRAWS_AT)

    with pytest.raises(refusals.HourIsPast):
        second(round, oleg, LATER)

    assert again(round).draws_at == DRAWS_AT
    assert Decision.objects.get().decided_on is None


@pytest.mark.parametrize(
    "stands",
    [
        lambda by: closed_round(),
        lambda by: committed_round(by=by),
        lambda by: drawn_round(by=by),
        lambda by: shared_round(by=by),
    ],
)
def test_once_the_value_may_be_known_a_round_is_called_off_by_two(
    olga: User, stands: Callable[[User], Round]
) -> None:
    round = stands(olga)
    before = round.decided

    for _press in range(2):
        call_off(round, olga)
    assert (again(round).decided, Frozen.objects.count(), Decision.objects.count()) == (before, 1, 1)
    assert WHY not in public(round)
    with pytest.raises(decision_refusals.SamePerson):
        second(round, olga)

    second(round, council("ira"))
    assert (again(round).decided, Frozen.objects.count()) == ("cancelled", 0)
    page = public(round)
    assert WHY in page
    assert "поэтому решали двое" in page


def test_before_the_value_one_is_enough_and_everybody_reads_why(olga: User) -> None:
    for round in (opened_round(), closed_round(), committed_round(by=olga)):
        with pytest.raises(decision_refusals.NoReason):
            call_off(round, olga, CLOSED_AT, reason=" ")
        call_off(round, olga, CLOSED_AT)

        assert again(round).decided == "cancelled"
        assert WHY in public(round)
        assert "решали двое" not in public(round)


def test_what_never_opened_needs_no_reason_even_past_its_hours(olga: User) -> None:
    round = create_round(decided="preparing", closes_at=NOW, draws_at=DRAWS_AT)
    create_retreat(round=round)
    call_off(round, olga, reason="")
    assert (again(round).decided, Decision.objects.count()) == ("cancelled", 0)


@pytest.mark.parametrize("why", ["left", "applied", "no organiser"])
def test_whoever_may_decide_no_more_is_not_the_first_of_two(olga: User, oleg: User, why: str) -> None:
    round = committed_round(by=olga)
    call_off(round, olga)
    if why == "applied":
        has_applied(olga, round)
    elif why == "left":
        User.objects.filter(pk=olga.pk).update(is_active=False)
    else:
        olga.groups.clear()

    with pytest.raises(refusals.NotAsItStands):
        second(round, oleg)
    call_off(round, oleg)
    assert (again(round).decided, Decision.objects.get().proposed_by) == ("committed", oleg)


def test_both_have_said_whether_they_applied_and_nobody_decides_who_did(olga: User, oleg: User) -> None:
    round = committed_round(by=olga)
    Conflict.objects.filter(user=olga).delete()
    with pytest.raises(refusals.DeclareFirst):
        call_off(round, olga)
    has_applied(olga, round)
    with pytest.raises(refusals.HasApplied):
        call_off(round, olga)

    call_off(round, oleg)
    with pytest.raises(refusals.HasApplied):
        second(round, olga)
    assert again(round).decided == "committed"


def test_one_thing_waits_at_a_time_and_can_be_dropped(olga: User, oleg: User) -> None:
    round = closed_round()
    put_off(round, olga, DRAWN_AT)
    with pytest.raises(decision_refusals.WaitsAlready):
        call_off(round, oleg)

    waits = deciding.waiting(again(round))
    assert waits is not None
    seconding.drop(round=round.pk, decision=waits.pk, by=oleg)
    assert not Decision.objects.exists()
    with pytest.raises(refusals.NotAsItStands):
        seconding.confirm(round=round.pk, decision=waits.pk, by=oleg, now=DRAWN_AT)
    call_off(round, oleg)


def test_the_pages_lead_from_a_proposal_to_a_second_person(
    olga: User, oleg: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "now", lambda: DRAWN_AT)
    round = committed_round(by=olga)
    of, pages = reverse("retreats_staff:round", args=[round.pk]), client_of(olga)
    assert "нужен" not in text(pages.get(f"{of}second/"))

    empty = text(pages.post(f"{of}call-off/", {"reason": ""}))
    assert "Предложить отмену" in empty
    said = text(pages.post(f"{of}call-off/", {"reason": WHY}, follow=True))
    assert "пока ничего не изменилось" in said
    assert "ждёт второго человека" in said
    decision = str(Decision.objects.get().pk)
    own = text(pages.post(f"{of}second/", {"decision": decision}))
    assert str(decision_refusals.SamePerson.sentence) in own

    other = client_of(oleg)
    assert WHY in text(other.get(f"{of}second/"))
    for wrong in ("", "нет", "00000000-0000-4000-8000-000000000000"):
        assert other.post(f"{of}second/", {"decision": wrong}).status_code == 200
    assert again(round).decided == "committed"
    assert "все могут это прочесть" in text(other.post(f"{of}second/", {"decision": decision}, follow=True))
    assert again(round).decided == "cancelled"
