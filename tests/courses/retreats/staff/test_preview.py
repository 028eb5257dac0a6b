"""What rules do, before a round closes: to made-up people, and to those who applied, hidden."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from courses.retreats.models import Round
from courses.retreats.rules.policy import Policy
from tests.factories.accounts import create_colleague
from tests.factories.retreats import create_application, create_house, create_retreat, create_round
from tests.trainers.staff.looking import client_of, text

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def organiser() -> Client:
    return client_of(create_colleague(username="olga", role="organiser"))


def round_of(people: int = 0, *, places: int = 12, decided: str = "open", **changes: Any) -> Round:
    """A round with one retreat, and so many who applied for it: every third has been before."""
    round_ = create_round(decided=decided, **changes)
    retreat = create_retreat(round=round_, house=create_house(rooms=(2,) * 10), places=places)
    for number in range(people):
        create_application(round_, wishes=[retreat], own_need=number % 4, has_been=number % 3 == 0)
    return round_


def page(round_: Round) -> str:
    return f"/staff/retreats/rounds/{round_.pk}/preview/"


def test_made_up_people_are_counted_side_by_side_with_one_rule_changed(organiser: Client) -> None:
    round_ = round_of(decided="preparing", policy=Policy(kept=2).plain())
    said = text(organiser.get(page(round_), {"people": "30", "change": "kept:"}))

    assert "Людей: 30. Изменено: Без мест, оставленных для тех, кто ещё не ездил." in said
    assert "с местом 12 12 без места 18 18" in said
    assert said == text(organiser.get(page(round_), {"people": "30", "change": "kept:"}))


@pytest.mark.parametrize("query", ["people=abc", "people=30&change=nonsense", "change=%00"])
def test_what_cannot_be_asked_is_said_on_the_page(organiser: Client, query: str) -> None:
    answer = organiser.get(f"{page(round_of(decided='preparing'))}?{query}")
    assert "Выберите корректный вариант" in text(answer) or "Символы" in text(answer)


def test_a_round_without_retreats_and_rules_that_cannot_hold_are_sentences(organiser: Client) -> None:
    empty = create_round(decided="preparing")
    assert "Сначала выберите выезды" in text(organiser.get(page(empty)))

    small = round_of(decided="preparing", places=1, policy=Policy(least={"RU-TOM": 1, "RU-OMS": 1}).plain())
    assert "все правила сразу выполнить нельзя" in text(organiser.get(page(small)))


def test_fewer_than_ten_who_applied_are_told_of_in_no_way(organiser: Client) -> None:
    said = text(organiser.get(page(round_of(9))))
    assert "Людей: меньше 10." in said
    assert "с местом" not in said


def test_those_who_applied_are_told_of_in_steps_of_five_and_never_fewer_than_ten(organiser: Client) -> None:
    said = text(organiser.get(page(round_of(26, places=13)), {"change": ""}))

    assert "Людей: 25–29." in said
    assert "с местом 10–14 без места 10–14" in said
    assert "с местом на ступени нужды 3 меньше 10" in said
    assert "Томск" not in said, "all who have a place are from one region"
    assert " 13 " not in said


def test_what_one_application_more_changes_is_not_seen_on_the_same_day(organiser: Client) -> None:
    round_ = round_of(14)
    before = text(organiser.get(page(round_)))
    create_application(round_, wishes=[round_.retreats.get()])
    assert text(organiser.get(page(round_))) == before

    cache.clear()
    tomorrow = client_of(create_colleague(username="ira", role="organiser"))
    assert "Людей: 15–19." in text(tomorrow.get(page(round_)))


def test_after_closing_the_page_leads_back(organiser: Client) -> None:
    said = text(organiser.get(page(round_of(decided="closed")), follow=True))
    assert "уже поздно или ещё рано" in said
