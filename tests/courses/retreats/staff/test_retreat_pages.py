"""The list of retreats and the page of one, for those who prepare and hold them."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from courses.retreats.models import Retreat
from tests.factories.accounts import create_colleague
from tests.factories.retreats import (
    FIRST_DAY,
    create_retreat,
    create_retreat_colleague,
    create_team_part,
)
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LIST = "/staff/retreats/"


@pytest.fixture
def by() -> User:
    return create_colleague(username="olga", role="organiser")


def of(retreat: Retreat, below: str = "") -> str:
    return f"{LIST}{retreat.pk}/{below}"


def test_the_list_says_when_where_and_how_full(by: User) -> None:
    retreat = create_retreat(title="Тихая неделя")
    read = text(client_of(by).get(LIST))
    assert "Тихая неделя" in read
    assert f"01.03.2027 – 07.03.2027 опубликован {retreat.house}" in read
    assert "0 / 4" in read


def test_the_list_asks_as_much_of_the_database_for_three_as_for_one(by: User) -> None:
    create_retreat()
    client = client_of(by)
    first = queries(client, LIST)
    for number in (1, 2):
        create_retreat(begins_on=FIRST_DAY + timedelta(days=30 * number))
    assert queries(client, LIST) == first


def test_who_holds_a_retreat_sees_it_and_no_other(by: User) -> None:
    holder = create_colleague(username="vera", role="trainer")
    own = create_retreat(title="Свой")
    other = create_retreat(title="Чужой")
    create_team_part(own, colleague=create_retreat_colleague(name="Вера", user=holder))
    client = client_of(holder)
    read = text(client.get(LIST))
    assert "Свой" in read
    assert "Чужой" not in read
    assert "Вера: ведёт" in text(client.get(of(own)))
    assert client.get(of(other)).status_code == HTTPStatus.NOT_FOUND
