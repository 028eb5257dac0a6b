"""The two boxes beside each other, for whoever judges the one apart."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import sign_in
from tests.factories.picture import QUARTER, close, create_council, create_shared_box
from tests.picture.released import publish, row, scale, version
from wellbeing.accounts.models import User
from wellbeing.ballots.actions import boxes as ballot_boxes
from wellbeing.ballots.models import Box
from wellbeing.picture.rules.release import VersionTables, Why
from wellbeing.picture.staff import apart
from wellbeing.picture.standing import of

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def of_country(mean: float | Why, n: int = 200) -> VersionTables:
    return version(scale([row(None, mean, n=n), row("RU-TOM", 11.0)]))


@pytest.fixture
def box() -> Box:
    create_council(2)
    held = create_shared_box()
    close(held)
    for each in Box.objects.all():
        ballot_boxes.settle(box=each.pk)
    return held


def box_opener() -> User:
    return User.objects.get(username="mira")


def told(box: Box) -> list[tuple[str, ...]]:
    found = of(box.pk)
    assert found
    return [
        (each.title, each.n.text, each.mean.text, each.n_apart.text, each.mean_apart.text)
        for each in apart.beside(found)
    ]


def test_each_scale_stands_with_both_figures_of_the_whole_country(box: Box) -> None:
    publish(QUARTER, of_country(40.0))
    publish(QUARTER, of_country(90.0, n=310), is_apart=True, state="waiting")

    assert told(box) == [("Самопроверка: Усталость", "200", "40", "310", "90")]


def test_what_is_hidden_in_one_of_them_stays_hidden(box: Box) -> None:
    publish(QUARTER, of_country(Why.FEW))
    publish(QUARTER, of_country(90.0), is_apart=True, state="waiting")
    assert told(box) == [("Самопроверка: Усталость", "", "", "200", "90")]


def test_where_nothing_may_be_shown_there_is_nothing(box: Box, client: Client) -> None:
    publish(QUARTER, of_country(Why.FEW))
    publish(QUARTER, of_country(Why.NOISE), is_apart=True, state="waiting")
    sign_in(client, box_opener())
    response: Any = client.get(f"/staff/picture/boxes/{box.pk}/")

    assert told(box) == []
    assert "ничего из этого показать нельзя" in response.content.decode()


def test_the_page_shows_them(box: Box, client: Client) -> None:
    publish(QUARTER, of_country(40.0))
    publish(QUARTER, of_country(90.0, n=310), is_apart=True, state="waiting")
    sign_in(client, box_opener())
    response: Any = client.get(f"/staff/picture/boxes/{box.pk}/")

    assert "310 (270–350)" in response.content.decode()
    assert "90 (86–94)" in response.content.decode()


def test_without_one_of_the_two_buttons_nothing_is_judged(box: Box, client: Client) -> None:
    publish(QUARTER, of_country(40.0))
    publish(QUARTER, of_country(90.0), is_apart=True, state="waiting")
    sign_in(client, box_opener())
    for do in ({}, {"do": "nonsense"}):
        typed = {**do, "reason": "В тот час прошёл вебинар."}
        response: Any = client.post(f"/staff/picture/boxes/{box.pk}/judge/", typed)
        assert "В тот час прошёл вебинар." in response.content.decode()

    found = of(box.pk)
    assert found
    assert found.apart
    assert found.apart.state == "waiting"
