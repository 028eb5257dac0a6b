"""The list of time zones: known names first, every part of the world, and nothing that is no zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from wellbeing.checkins import rhythm, zones


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_zone_of_the_list_is_one_and_stands_there_once(language: str) -> None:
    listed = [zone for group in zones.grouped(language) for zone, _ in group.zones]

    assert set(listed) <= rhythm.zones()
    assert len(listed) == len(set(listed)) > 400


def test_russia_comes_first_then_where_many_live_then_the_world() -> None:
    russia, elsewhere, *world = zones.grouped("ru")

    assert russia.title == "Россия"
    assert dict(russia.zones)["Asia/Yekaterinburg"] == "Екатеринбург, Пермь, Уфа, Тюмень (МСК+2)"
    assert dict(elsewhere.zones)["Asia/Tbilisi"] == "Тбилиси, Батуми"
    assert [group.title for group in world] == [
        "Африка", "Америка", "Антарктида", "Азия", "Атлантика", "Австралия", "Европа", "Индийский океан",
        "Тихий океан",
    ]  # fmt: skip


def test_cities_elsewhere_stand_in_the_order_of_the_russian_alphabet() -> None:
    names = [name.replace("ё", "е") for _, name in zones.grouped("ru")[1].zones]

    assert names == sorted(names)


def test_a_zone_is_called_by_its_city_or_by_its_own_name() -> None:
    assert zones.name("Europe/Moscow", "ru") == "Москва, Петербург, Казань, Краснодар (МСК)"
    assert zones.name("Europe/Moscow", "en") == "Moscow, Petersburg, Kazan, Krasnodar (MSK)"
    assert zones.name("Africa/Abidjan", "ru") == "Africa/Abidjan"


def test_the_offsets_in_the_names_are_those_of_the_zones() -> None:
    moscow = datetime(2026, 11, 22, tzinfo=ZoneInfo("Europe/Moscow")).utcoffset()
    for zone, name in zones.grouped("en")[0].zones:
        told = name.rpartition("(MSK")[2].rstrip(")").replace("−", "-") or "0"
        ahead = datetime(2026, 11, 22, tzinfo=ZoneInfo(zone)).utcoffset() - moscow
        assert ahead.total_seconds() == int(told) * 3600, zone
