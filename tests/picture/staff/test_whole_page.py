"""The whole picture for colleagues: whose region stands first, what waits, and nothing more than may be."""

import re

import pytest
from django.test import Client

from tests.factories.accounts import create_colleague, create_coordinator, sign_in
from tests.picture.public.test_pages import rows_of, text_of
from tests.picture.released import (
    NOW,
    PERM,
    QUARTER_BEFORE,
    TOMSK,
    publish,
    publish_means,
    row,
    scale,
    version,
)
from wellbeing.accounts import roles
from wellbeing.picture.models import Release
from wellbeing.picture.rules.release import Why

pytestmark = [pytest.mark.django_db, pytest.mark.service]

PAGE = "/staff/picture/"
MAY = {"council", "coordinator"}
APART = {"is_apart": True, "state": Release.State.WAITING}


def read(client: Client, **asked: str) -> str:
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    return response.text


def chosen(page: str) -> list[str]:
    return re.findall(r'<option value="([^"]+)" selected>', page)


@pytest.fixture
def council(client: Client) -> Client:
    sign_in(client, create_colleague(role="council"))
    return client


def test_without_a_release_the_page_says_when_there_will_be_one(council: Client) -> None:
    assert "Первые числа появятся, когда двое из совета вскроют урну" in text_of(read(council))


def test_the_newest_quarter_has_every_place_and_what_has_moved(council: Client) -> None:
    publish_means(QUARTER_BEFORE, {None: 50, TOMSK: 40, PERM: Why.FEW})
    publish_means(NOW, {None: 50, TOMSK: 58, PERM: Why.FEW})

    page = read(council)

    assert chosen(page) == ["2026-q3", "month-1"]
    rows = rows_of(page, "чем больше, тем тяжелее")
    assert list(rows) == ["Все вместе", "Томская область", "Пермский край"]
    assert rows["Томская область"][:2] == ["200 (160–240)", "58 (54–62)"]
    assert rows["Томская область"][-3:] == ["+18 (+12 … +24)", "–", "тяжелее"]
    assert rows["Пермский край"] == ["мало"] * 4 + ["", "", ""]


def test_a_coordinator_finds_their_region_first(client: Client) -> None:
    publish_means(NOW, {None: 50, PERM: 40, TOMSK: 58})
    sign_in(client, create_coordinator(region=TOMSK))

    page = read(client)

    assert list(rows_of(page, "тем тяжелее")) == ["Томская область ваш регион", "Все вместе", "Пермский край"]
    assert page.count('class="own"') == 1


def test_another_quarter_and_version_can_be_asked_for(council: Client) -> None:
    publish(
        QUARTER_BEFORE,
        version(scale([row(TOMSK, 40)])),
        version(scale([row(TOMSK, 30)]), instrument="week", number=3),
    )
    publish_means(NOW, {TOMSK: 58})

    page = read(council, release="2026-q2", version="week-3")
    assert chosen(page) == ["2026-q2", "week-3"]
    assert rows_of(page, "тем тяжелее")["Томская область"][1] == "30 (26–34)"
    assert chosen(read(council, release="nonsense", version="none")) == ["2026-q3", "month-1"]


def test_what_was_counted_apart_is_seen_before_it_is_judged_and_compared_with_nothing(
    council: Client,
) -> None:
    publish_means(QUARTER_BEFORE, {TOMSK: 40})
    publish_means(NOW, {TOMSK: 41})
    publish_means(NOW, {TOMSK: 90}, **APART)

    assert "III квартал 2026: то, что пришло слишком быстро, ждёт решения" in text_of(read(council))
    page = read(council, release="2026-q3-apart")
    assert "III квартал 2026, посчитано отдельно ждёт решения" in text_of(page)
    assert rows_of(page, "тем тяжелее")["Томская область"][1:2] == ["90 (86–94)"]
    assert rows_of(page, "тем тяжелее")["Томская область"][-3:] == ["", "", ""]


def test_how_many_have_added_something_is_told_with_its_noise(council: Client) -> None:
    publish_means(QUARTER_BEFORE, {None: Why.FEW})
    publish_means(NOW, {None: 50})

    page = read(council)
    found = re.search(r"<h2>Сколько людей добавили результат</h2>.*", page, re.DOTALL)
    assert found
    assert rows_of(found[0]) == {
        "III квартал 2026": ["Самопроверка: 200 (160–240)"],
        "II квартал 2026": ["слишком мало, чтобы назвать"],
    }


@pytest.mark.parametrize("role", [each.code for each in roles.every()])
def test_only_the_council_and_coordinators_see_it(client: Client, role: str) -> None:
    publish_means(NOW, {TOMSK: 58})
    sign_in(client, create_colleague(role=role))

    assert (client.get(PAGE).status_code == 200) == (role in MAY)
    assert (f'"{PAGE}"' in client.get("/staff/").text) == (role in MAY)


def test_a_stranger_is_led_to_signing_in(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
