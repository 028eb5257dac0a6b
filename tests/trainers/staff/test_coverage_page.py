"""The page of coverage as colleagues see it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from tests.factories.accounts import create_colleague, sign_in
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_pathway,
    create_trainer,
)
from trainers.coverage import Wanted, coverage
from trainers.rules import months
from trainers.staff import tiles
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ADDRESS = "/staff/trainers/coverage/"
ROW = re.compile(r'<tr id="([A-Z-]+)" class="(\w+)">')


def certified(code: str = "RU-TOM", **trainer: Any) -> None:
    today = timezone.localdate()
    candidacy = create_candidacy(
        trainer=create_trainer(code=code, **trainer),
        version=create_pathway(),
        began=months.later(months.of(today), -3),
    )
    create_certificate(candidacy=candidacy, code=code, today=today)


def page(client: Client, query: str = "") -> str:
    response = client.get(ADDRESS + query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_table_has_every_region_and_those_with_nobody_first(client: Client) -> None:
    certified()
    sign_in(client, create_coordinator())

    rows = ROW.findall(page(client))

    assert len(rows) == Region.objects.count()
    assert rows[-1] == ("RU-TOM", "active")
    assert {level for _, level in rows[:-1]} == {"nobody"}


def test_the_map_says_in_words_what_it_shows_and_leads_into_the_table(client: Client) -> None:
    certified()
    sign_in(client, create_coordinator())

    shown = page(client)

    tile = re.search(
        r'<a class="tile active" href="#RU-TOM" title="Томская область">.*?</a>', shown, re.DOTALL
    )
    assert tile
    words = " ".join(re.sub(r"<[^>]+>", "", tile[0]).split())
    assert words == "Томская ● 1, есть кому вести"
    assert len(re.findall(r'<a class="tile \w+" href="#RU-', shown)) == 83
    assert 'href="#GE"' in shown
    assert "<svg" not in tile[0] and "<script" not in tile[0]


def test_filters_by_address_and_nonsense_in_it_are_answered(client: Client) -> None:
    certified(languages=["tt"])
    sign_in(client, create_coordinator())

    assert [code for code, _ in ROW.findall(page(client, "?who=somebody&language=tt"))] == ["RU-TOM"]
    assert ROW.findall(page(client, "?who=somebody&language=ru")) == []
    assert len(ROW.findall(page(client, "?who=everybody&kind=x&format=../etc"))) == Region.objects.count()


def test_each_region_that_is_ones_own_leads_to_its_trainers(client: Client) -> None:
    sign_in(client, create_coordinator())
    people = re.compile(r'href="(/staff/trainers/people/\?region=[A-Z-]+)"')

    (own,) = people.findall(page(client))

    assert own.endswith("RU-TOM") and client.get(own).status_code == 200
    sign_in(lead := Client(), create_lead())
    assert len(people.findall(page(lead))) == Region.objects.count()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_table_can_be_taken_along(client: Client, kind: str) -> None:
    sign_in(client, create_colleague(role="council"))
    address = f"/staff/trainers/export/coverage/{kind}/"

    assert f'href="{address}"' in page(client)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", ["lead", "organiser", "assessor", "council"])
def test_others_who_may_see_coverage_see_it(client: Client, role: str) -> None:
    sign_in(client, create_colleague(role=role))

    assert "RU-TOM" in page(client)


@pytest.mark.parametrize("role", ["editor", "trainer", "administrator"])
def test_whoever_may_not_is_led_back(client: Client, role: str) -> None:
    sign_in(client, create_colleague(role=role))

    assert client.get(ADDRESS).status_code == 302


def test_no_name_of_anybody_stands_on_it(client: Client) -> None:
    certified(name="Тренерка Неназванная")
    sign_in(client, create_coordinator())

    assert "Неназванная" not in page(client)


def test_at_most_twelve_queries_however_many(client: Client, django_assert_max_num_queries: Any) -> None:
    sign_in(client, create_coordinator())
    page(client)
    for codes in (["RU-TOM"], ["RU-PER", "GE"]):
        for code in codes:
            certified(code)
        with django_assert_max_num_queries(12):
            page(client)


def test_every_subject_has_a_tile_of_its_own() -> None:
    subjects = set(Region.objects.filter(kind="subject").values_list("pk", flat=True))

    assert set(tiles.places()) == subjects
    assert len(set(tiles.places().values())) == len(subjects) == 83
    assert max(tiles.places().values()) <= (17, 11)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Томская область", "Томская"),
        ("Республика Саха (Якутия)", "Саха"),
        ("Кемеровская область — Кузбасс", "Кемеров-ская"),
        ("Калининградская область", "Калинин-град-ская"),
        ("Архангельская область", "Архан-гель-ская"),
        ("Республика Башкортостан", "Башкор-то-стан"),
        ("Ханты-Мансийский автономный округ — Югра", "Ханты-Мансий-ский"),
        ("Karachay-Cherkessia", "Karachay-Cherkessia"),
        ("Jewish Autonomous Oblast", "Jewish"),
        ("Москва", "Москва"),
    ],
)
def test_a_name_on_a_tile_is_short(name: str, short: str) -> None:
    assert tiles.short(name).replace(tiles.SOFT_HYPHEN, "-") == short


def test_no_two_tiles_have_one_name() -> None:
    with translation.override("en"):
        on_map, _ = tiles.tiles(coverage(Wanted(), timezone.localdate()).regions)

    assert len({tile.name for tile in on_map}) == 83
    assert {"Moscow", "Moscow Oblast", "Altai Krai"} <= {tile.name for tile in on_map}
