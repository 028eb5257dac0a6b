"""The public pages: what stands where, for whom it is rising, what is hidden and what is said instead."""

import re
from html import unescape
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.picture.released import (
    NOW,
    PERM,
    QUARTER_BEFORE,
    TOMSK,
    YEAR_BEFORE,
    publish,
    publish_means,
    row,
    scale,
    version,
)
from wellbeing.assessments.rules.definition import Direction
from wellbeing.picture import words
from wellbeing.picture.models import Release
from wellbeing.picture.rules.release import Why
from wellbeing.regions.models import Region

pytestmark = pytest.mark.django_db

OVERVIEW, SCALE = "/ru/picture/", "/ru/picture/scales/month/1/strain/"


def read(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == HTTPStatus.OK, path
    assert not response.cookies
    return response.text


def text_of(page: str) -> str:
    """What stands in the main part, in words."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", "<main" + main)).split())


def rows_of(page: str, caption: str = "") -> dict[str, list[str]]:
    """The rows of the first table whose caption says this, by their heading."""
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    table = next(each for each in tables if caption in text_of(f"<main>{each}</main>"))
    rows = re.findall(r"<tr.*?</tr>", table.partition("<tbody")[2], re.DOTALL)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", each, re.DOTALL) for each in rows]
    found = [[text_of(f"<main>{cell}</main>") for cell in each] for each in cells]
    return {first: rest for first, *rest in found}


def test_before_the_first_release_a_page_says_how_it_comes_about() -> None:
    said = text_of(read(OVERVIEW))

    assert "Пока ничего не опубликовано" in said
    assert "двое из совета вместе вскроют урну" in said
    assert "<table" not in read(OVERVIEW)
    assert text_of(read("/en/picture/")).count("Nothing has been published yet") == 1


def test_where_strain_rises_stands_first_with_its_interval() -> None:
    publish_means(YEAR_BEFORE, {None: 50, TOMSK: 43, PERM: 60})
    publish_means(QUARTER_BEFORE, {None: 50, TOMSK: 56, PERM: 58})
    publish_means(NOW, {None: 51, TOMSK: 58, PERM: 40})

    page = read(OVERVIEW)
    said = text_of(page)

    rising, _, lighter = said.partition("Где становится легче")
    # Six changes are worked out in this table: 15, and 2.638 / 1.960 times the root of 32.
    assert "Томская область : усталость 58, за год +15 (+7 … +23)" in rising
    assert "Пермский" not in rising.partition("Где нагрузка растёт")[2]
    assert "Пермский край : усталость 40, за год −20 (−28 … −12)" in lighter


def test_where_nothing_is_clear_that_is_said_and_is_no_all_clear() -> None:
    publish_means(QUARTER_BEFORE, {None: 50, TOMSK: 50})
    publish_means(NOW, {None: 51, TOMSK: 54})

    said = text_of(read(OVERVIEW))

    assert "нигде нагрузка не выросла так заметно" in said
    assert "Это не значит, что никому не стало тяжелее." in said
    assert "тяжелее " not in " ".join(" ".join(cells) for cells in rows_of(read(OVERVIEW)).values())


def test_the_first_quarter_has_nothing_to_be_compared_with() -> None:
    publish_means(NOW, {None: 51, TOMSK: 54})

    assert "сравнить его пока не с чем" in text_of(read(OVERVIEW))


def test_the_newest_quarter_stands_in_one_table_and_what_is_hidden_has_a_mark() -> None:
    publish(
        NOW,
        version(
            scale([row(None, 50), row(TOMSK, 58), row(PERM, Why.FEW)]),
            scale(
                [row(None, 60), row(TOMSK, Why.ALIKE), row(PERM, Why.FEW)],
                key="rest",
                direction=Direction.HIGHER_IS_BETTER,
            ),
        ),
    )

    page = read(OVERVIEW)

    assert rows_of(page) == {
        "Все вместе": ["50 (46–54)", "60 (56–64)"],
        "Томская область": ["58 (54–62)", "одинаково"],
    }
    assert "Ещё о 1 месте в этом квартале ничего показать нельзя" in text_of(page)
    assert "одинаково Почти у всех одно и то же" in text_of(page)


def test_a_support_that_falls_is_heavier() -> None:
    for quarter, mean in ((QUARTER_BEFORE, 70), (NOW, 40)):
        publish(quarter, version(scale([row(TOMSK, mean)], key="rest", direction=Direction.HIGHER_IS_BETTER)))

    said = text_of(read(OVERVIEW))
    assert "Томская область : опора 40, за квартал −30" in said.partition("Где нагрузка растёт")[2]
    assert "Где становится легче" not in said


def test_a_quarter_shows_every_scale_by_place() -> None:
    publish_means(NOW, {None: 50, TOMSK: 58, PERM: Why.FEW, "": Why.NOISE})

    page = read("/ru/picture/quarters/2026-q3/")

    assert rows_of(page) == {
        "Все вместе": ["200 (160–240)", "50 (46–54)", "50 % (44–56)", "50 % (44–56)"],
        "Томская область": ["200 (160–240)", "58 (54–62)", "50 % (44–56)", "50 % (44–56)"],
    }
    said = text_of(page)
    assert "Ничего не показано о 2 местах" in said
    assert "Меньше десяти человек: кого-то можно было бы узнать. Пермский край" in said
    assert "шум громче их ответов. Регион не указан" in said
    assert "Посчитано отдельно" not in said


def test_what_was_counted_apart_stands_apart_and_in_no_comparison() -> None:
    publish_means(QUARTER_BEFORE, {TOMSK: 40})
    publish_means(QUARTER_BEFORE, {TOMSK: 90}, is_apart=True)
    publish_means(NOW, {TOMSK: 41})
    publish_means(NOW, {TOMSK: 95}, is_apart=True)
    publish_means(YEAR_BEFORE, {TOMSK: 10}, is_apart=True, state=Release.State.WAITING)

    said = text_of(read("/ru/picture/quarters/2026-q3/"))

    assert "Посчитано отдельно" in said
    assert said.index("41 (37–45)") < said.index("Посчитано отдельно") < said.index("95 (91–99)")
    assert "нигде нагрузка не выросла" in text_of(read(OVERVIEW))
    assert Client().get("/ru/picture/quarters/2025-q3/").status_code == HTTPStatus.NOT_FOUND


def test_a_region_shows_its_quarters() -> None:
    publish_means(YEAR_BEFORE, {None: 50, TOMSK: Why.FEW})
    publish_means(NOW, {None: 50, TOMSK: 58})

    page = read("/ru/picture/regions/ru-tom/")

    assert list(rows_of(page)) == ["III квартал 2026", "III квартал 2025"]
    assert rows_of(page)["III квартал 2025"] == ["мало"] * 4
    assert "<h1>Томская область</h1>" in page
    assert "<h1>Все вместе</h1>" in read("/ru/picture/regions/all/")


def test_a_scale_is_compared_and_followed() -> None:
    publish_means(YEAR_BEFORE, {None: 50, TOMSK: 43})
    publish_means(QUARTER_BEFORE, {None: 50, TOMSK: Why.FEW})
    publish_means(NOW, {None: 50, TOMSK: 58, PERM: 20})

    page = read(SCALE)

    compared = rows_of(page, "Среднее с интервалом")
    assert compared["Томская область"][0] == "58 (54–62)"
    assert compared["Томская область"][1] == "–"
    assert compared["Томская область"][3] == "тяжелее"
    assert compared["Все вместе"][3] == "ясной перемены нет"
    assert compared["Пермский край"][1:] == ["–", "–", "–"]
    assert rows_of(page, "Средние; интервалы") == {
        "Все вместе": ["50", "50", "50"],
        "Пермский край": ["–", "–", "20"],
        "Томская область": ["43", "мало", "58"],
    }


def test_versions_have_their_own_pages() -> None:
    publish(QUARTER_BEFORE, version(scale([row(TOMSK, 10)])))
    publish(NOW, version(scale([row(TOMSK, 90)]), number=2))

    assert "90" not in text_of(read(SCALE)).partition("Что стоит вместо чисел")[0]
    assert "90 (86–94)" in text_of(read("/ru/picture/scales/month/2/strain/"))


@pytest.mark.parametrize(
    "path",
    [
        *("quarters/2026-q2/", "quarters/nonsense/", "regions/ru-xx/", "regions/RU-TOM/", "regions/without/"),
        *("scales/month/2/strain/", "scales/month/1/none/", "scales/month/1/none/chart.pdf"),
    ],
)
def test_what_there_is_not_is_not_found(path: str) -> None:
    publish_means(NOW, {None: 50, TOMSK: 58})

    assert Client().get(f"{OVERVIEW}{path}").status_code == HTTPStatus.NOT_FOUND


def test_how_says_the_promise_with_the_figures_of_the_settings(settings) -> None:
    settings.PICTURE_BUDGET = 2.0
    said = text_of(read("/ru/picture/how/"))
    assert "ε = 2 на человека в год" in said
    assert "самое большее на 73 из ста, за целый год — на 89 из ста" in said

    settings.PICTURE_BUDGET = 0.5
    said = text_of(read("/ru/picture/how/"))
    assert "ε = 0,50 на человека в год" in said
    assert "за целый год — на 63 из ста" in said


def test_a_page_costs_two_queries_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for quarter in (YEAR_BEFORE, QUARTER_BEFORE, NOW):
        publish_means(quarter, {None: 50, TOMSK: 58})
    client = Client()
    client.get("/ru/picture/how/")

    with django_assert_num_queries(0):
        client.get(OVERVIEW)


def test_the_first_page_is_light() -> None:
    regions = Region.objects.values_list("code", flat=True)[:14]
    for quarter, mean in ((QUARTER_BEFORE, 50), (NOW, 58)):
        publish(quarter, version(*[scale([row(place, mean) for place in (None, *regions)])] * 5))

    page = read(OVERVIEW)

    assert len(rows_of(page)) == 15
    assert len(page.encode()) <= 30 * 1024
    assert not re.search(r"<script|<img|<link(?![^>]*data:)| style=", page)


@pytest.mark.parametrize(
    ("value", "said"), [(0.3, "+0,3"), (-0.3, "−0,3"), (7.4, "+7"), (-7.6, "−8"), (0.01, "0"), (0.0, "0")]
)
def test_a_bound_that_is_not_nothing_does_not_look_like_it(value: float, said: str) -> None:
    assert words.signed(value, scale([])) == said


def test_it_is_found_from_the_foot_of_a_page_and_from_the_list_of_self_checks() -> None:
    assert '<a href="/ru/picture/"' in read("/ru/check/").partition("<footer")[2]
    assert '<a href="/ru/picture/"' in read("/ru/check/").partition("<main")[2].partition("</main>")[0]
    assert 'href="/ru/picture/" aria-current="page"' in read(OVERVIEW)
