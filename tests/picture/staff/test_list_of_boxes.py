"""The list of boxes: what is in them, who can open them, and warnings."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories.accounts import create_colleague, sign_in
from tests.factories.picture import create_council, create_shared_box
from wellbeing.ballots import quarters

pytestmark = [pytest.mark.django_db, pytest.mark.service]

PAGE = "/staff/picture/boxes/"
NONE = "ни одной урны"
NO_BOX = "урны нет, и добавить в картину"
TWO_LEFT = "вскрыть эту урну могут только двое"
NOBODY = "меньше двух человек"


def opened(client: Client) -> str:
    response: Any = client.get(PAGE)
    assert response.status_code == 200
    return str(response.content.decode())


def test_without_a_box_the_page_says_what_is_missing(client: Client) -> None:
    sign_in(client, create_colleague(username="mira", role="council"))
    said = opened(client)

    assert NO_BOX in said
    assert "сейчас ключи есть у 0" in said


def test_the_box_of_today_is_made_tonight_once_two_have_keys(client: Client) -> None:
    sign_in(client, create_council(2)[0])

    assert "появится этой ночью" in opened(client)


def test_with_three_who_can_open_there_is_no_warning(client: Client) -> None:
    sign_in(client, create_council(3)[0])
    create_shared_box(quarter=quarters.first_day(timezone.localdate()))
    said = opened(client)

    assert [each in said for each in (NO_BOX, TWO_LEFT, NOBODY)] == [False] * 3
    assert "3: Lena, Maya, Mira" in " ".join(said.split())


def test_with_two_or_one_there_is(client: Client) -> None:
    mira, maya = create_council(2)
    sign_in(client, mira)
    create_shared_box()
    assert [each in opened(client) for each in (TWO_LEFT, NOBODY)] == [True, False]
    maya.groups.clear()
    said = opened(client)

    assert [each in said for each in (TWO_LEFT, NOBODY)] == [False, True]
    assert "1 апреля 2027" in said


@pytest.mark.parametrize("role", ["editor", "trainer", "coordinator", "organiser", "administrator"])
def test_others_do_not_come_here(client: Client, role: str) -> None:
    sign_in(client, create_colleague(username="rita", role=role))

    assert client.get(PAGE).status_code in {302, 403}


def test_as_many_queries_for_three_quarters_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, create_council(3)[0])
    create_shared_box()
    opened(client)
    with django_assert_num_queries(9):
        opened(client)
    for quarter in (date(2025, 10, 1), date(2025, 7, 1)):
        create_shared_box(quarter=quarter)
    with django_assert_num_queries(9):
        opened(client)
