"""The rules of a round: their page, what is wrong with them, and that they never change once it is open."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from wagtail.models import ModelLogEntry

from courses.retreats import policies, readiness
from courses.retreats.models import Round
from courses.retreats.rules.policy import Aim, Policy
from tests.factories.accounts import create_colleague
from tests.factories.retreats import NOW, create_retreat, create_round
from tests.factories.trainers import region
from tests.trainers.staff.looking import client_of, text

pytestmark = [pytest.mark.service, pytest.mark.django_db]

COMMITTED = {"commitment": "0" * 64}


def is_refused(round_: Round, **changes: Any) -> bool:
    try:
        with transaction.atomic():
            Round.objects.filter(pk=round_.pk).update(**changes)
    except IntegrityError as error:
        rule = error.__cause__.diag.constraint_name  # type: ignore[union-attr]
        assert rule == "rules_stay_as_they_were_published"
        return True
    return False


def test_the_database_keeps_rules_as_they_were_published_whoever_writes() -> None:
    being_made = create_round(decided="preparing")
    assert not is_refused(being_made, policy=Policy(kept=1).plain(), own_word_up_to=1)
    open_ = create_round()
    assert is_refused(open_, policy=Policy(kept=1).plain())
    assert is_refused(open_, own_word_up_to=1)
    assert is_refused(open_, decided="preparing")
    assert not is_refused(open_, title="Другое имя", decided="closed")


def test_single_rules_are_let_go_of_until_the_commitment_and_not_after_it() -> None:
    round_ = create_round(decided="closed")
    retreat = create_retreat(round=round_)
    let_go = Policy(let_go=frozenset({("kept", str(retreat.pk), "")})).plain()
    assert not is_refused(round_, policy=let_go)
    assert not is_refused(round_, decided="committed", **COMMITTED)
    assert is_refused(round_, policy=Policy().plain())


@pytest.fixture
def organiser() -> Client:
    return client_of(create_colleague(username="olga", role="organiser"))


def being_made(**changes: Any) -> Round:
    round_ = create_round(decided="preparing", **changes)
    create_retreat(round=round_, title="У реки", places=4)
    return round_


def page(round_: Round, name: str = "rules/") -> str:
    return f"/staff/retreats/rounds/{round_.pk}/{name}"


def fields(client: Client, round_: Round) -> dict[str, str]:
    """What the form holds as it comes."""
    form = BeautifulSoup(client.get(page(round_)).content, "html.parser").select_one("form[novalidate]")
    assert form is not None
    found = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
    for each in form.select("select[name]"):
        chosen = each.select_one("option[selected]")
        found[each["name"]] = chosen["value"] if chosen else ""
    return found


def press(client: Client, round_: Round, do: str = "save", **typed: Any) -> HttpResponse:
    return client.post(page(round_), {**fields(client, round_), "do": do, **typed}, follow=True)


def kept(round_: Round) -> Policy:
    round_.refresh_from_db()
    return policies.of(round_)


def test_aims_move_up_and_down_are_left_out_and_added_by_buttons(organiser: Client) -> None:
    round_ = being_made(policy=Policy(aims=(Aim.SERVED, Aim.NEED, Aim.LOT)).plain())
    for do, aims in (
        ("up need", ("need", "served", "lot")),
        ("down need", ("served", "need", "lot")),
        ("drop served", ("need", "lot")),
        ("add wishes", ("need", "lot", "wishes")),
        ("up nothing", ("need", "lot", "wishes")),
        ("fly need", ("need", "lot", "wishes")),
    ):
        press(organiser, round_, do)
        assert kept(round_).aims == aims, do


def test_numbers_and_limits_are_kept_and_every_button_saves_them(organiser: Client) -> None:
    round_ = being_made()
    retreat = round_.retreats.get()
    typed = {"regions-0-region": "RU-TOM", "regions-0-least": "1", "regions-0-most": "3"}
    typed |= {"kept": "2", "most_elsewhere": "2", "own_word_up_to": "1", f"limits-{retreat.pk}-at_night": "0"}
    press(organiser, round_, "up need", **typed)

    found = kept(round_)
    assert (found.least, found.most, found.most_elsewhere, found.kept) == ({"RU-TOM": 1}, {"RU-TOM": 3}, 2, 2)
    assert found.aims[0] == Aim.NEED
    assert round_.own_word_up_to == 1
    retreat.refresh_from_db()
    assert retreat.limits == {"at_night": 0}

    press(organiser, round_, **{"regions-0-region": "", "regions-0-least": "", "regions-0-most": ""})
    assert (kept(round_).least, kept(round_).most) == ({}, {})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"regions-0-least": "2"}, "Выберите регион, к которому относятся эти числа."),
        (
            {"regions-0-region": "RU-TOM", "regions-0-least": "1", "regions-1-region": "RU-TOM"},
            "Этот регион стоит здесь не один раз: Томская область.",
        ),
        ({"kept": "много"}, "Введите целое число."),
        ({"kept": "-1"}, "больше либо равно 0"),
        ({"regions-0-region": "RU-XXX"}, "Выберите корректный вариант"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_saved(
    organiser: Client, typed: dict[str, str], sentence: str
) -> None:
    region("RU-TOM")
    round_ = being_made()
    answer = press(organiser, round_, "up need", **{"most_elsewhere": "7", **typed})

    assert sentence in text(answer)
    assert 'value="7"' in answer.content.decode(), "what was typed stays"
    assert kept(round_) == Policy()


def test_what_is_wrong_with_the_rules_is_said_in_words(organiser: Client) -> None:
    policy = Policy(aims=(), least={"RU-TOM": 5}, most={"RU-TOM": 2}, most_elsewhere=0, kept=9)
    round_ = being_made(policy=policy.plain())

    for address in (page(round_), page(round_, "")):
        said = text(organiser.get(address))
        for sentence in (
            "Не осталось ни одной цели.",
            "Томская область: «не меньше» больше, чем «не больше».",
            "Из остальных регионов никто не смог бы приехать",
            "больше, чем мест на самом маленьком выезде",
            "Для тех, кто ещё не ездил, оставлено больше мест",
        ):
            assert sentence in said, sentence
    assert len(readiness.missing(round_, NOW)) == 9


def test_somebody_elses_rules_are_not_written_over_unseen(organiser: Client) -> None:
    round_ = being_made()
    stale = fields(organiser, round_)
    press(organiser, round_, "drop served")
    answer = organiser.post(page(round_), {**stale, "kept": "3", "do": "save"}, follow=True)
    assert "изменил кто-то из коллег" in text(answer)
    assert kept(round_).kept == 0

    again = BeautifulSoup(answer.content, "html.parser").select_one("input[name=seen]")
    assert again is not None
    organiser.post(page(round_), {**stale, "seen": again["value"], "kept": "3", "do": "save"})
    assert (kept(round_).kept, Aim.SERVED in kept(round_).aims) == (3, False)


@pytest.mark.parametrize("decided", ["open", "closed", "cancelled"])
def test_rules_never_change_once_the_round_is_open_and_the_attempt_is_noted(
    organiser: Client, decided: str
) -> None:
    round_ = being_made()
    typed = fields(organiser, round_)
    Round.objects.filter(pk=round_.pk).update(decided=decided)
    answer = organiser.post(page(round_), {**typed, "kept": "3", "do": "up need"}, follow=True)

    assert "уже поздно или ещё рано" in text(answer)
    assert kept(round_) == Policy()
    rows = ModelLogEntry.objects.filter(object_id=str(round_.pk))
    assert [each.action for each in rows] == ["retreats.refused_step"]
    assert "уже поздно или ещё рано" in text(organiser.get(page(round_), follow=True))
