"""The list of rounds, and the page of one."""

import pytest

from courses.retreats.models import Round
from tests.factories.accounts import create_colleague
from tests.factories.retreats import create_retreat, create_round
from tests.trainers.staff.looking import client_of

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LIST = "/staff/retreats/rounds/"


def page(round_: Round) -> str:
    return f"{LIST}{round_.pk}/"


def test_the_list_leads_to_the_page_of_each_round() -> None:
    client = client_of(create_colleague(username="olga", role="organiser"))
    create_retreat(round=create_round(title="Весна"), places=7)
    summer = create_round(title="Лето", decided=Round.Decided.PREPARING)

    text = client.get(LIST).content.decode()
    assert "Весна" in text
    assert page(summer) in text


def test_the_page_says_where_a_round_stands_and_names_its_retreats() -> None:
    client = client_of(create_colleague(username="olga", role="organiser"))
    round_ = create_round(title="Весна")
    create_retreat(round=round_, title="У реки")

    text = client.get(page(round_)).content.decode()
    assert "У реки" in text
    assert "28 декабря 2026, 15:00 (Москва, UTC+3)" in text
