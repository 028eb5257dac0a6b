"""By which clocks people live in a region."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
import yaml

from cms.zones import ZONES
from wellbeing.regions import zones
from wellbeing.regions.actions import DIASPORA, SUBJECTS

NOW = datetime(2026, 11, 28, tzinfo=UTC)
# An own zone of the database for each of these, and what its line says of the hour.
OWN = {
    "RU-KGD": "Europe/Kaliningrad",
    "RU-VGG": "Europe/Volgograd",
    "RU-KIR": "Europe/Kirov",
    "RU-AST": "Europe/Astrakhan",
    "RU-SAR": "Europe/Saratov",
    "RU-ULY": "Europe/Ulyanovsk",
    "RU-NVS": "Asia/Novosibirsk",
    "RU-ALT": "Asia/Barnaul",
    "RU-TOM": "Asia/Tomsk",
    "RU-KEM": "Asia/Novokuznetsk",
    "RU-ZAB": "Asia/Chita",
    "RU-SAK": "Asia/Sakhalin",
    "RU-CHU": "Asia/Anadyr",
}


def offset(zone: str) -> timedelta | None:
    return NOW.astimezone(ZoneInfo(zone)).utcoffset()


def read(path: object) -> set[str]:
    return set(yaml.safe_load(path.read_text(encoding="utf-8")))  # type: ignore[attr-defined]


def test_each_subject_stands_once_in_the_table_and_nothing_that_is_no_region() -> None:
    table = yaml.safe_load(zones.TABLE.read_text(encoding="utf-8"))
    codes = [code for line in table.values() for code in line.split()]

    assert len(codes) == len(set(codes))
    assert {code for code in codes if code.startswith("RU-")} == read(SUBJECTS)
    assert {code for code in codes if not code.startswith("RU-")} <= read(DIASPORA)


def test_every_zone_can_be_chosen_in_a_form() -> None:
    assert {zones.zone_of(code) for code in read(SUBJECTS)} <= dict(ZONES).keys()


@pytest.mark.parametrize(("code", "zone"), OWN.items())
def test_the_hour_is_that_of_the_regions_own_zone(code: str, zone: str) -> None:
    assert offset(str(zones.zone_of(code))) == offset(zone)


def test_countries_of_the_table_are_those_that_the_database_gives_the_zone() -> None:
    lines = files("tzdata.zoneinfo").joinpath("zone1970.tab").read_text(encoding="utf-8").splitlines()
    there = {
        (code, fields[2])
        for fields in (line.split("\t") for line in lines if not line.startswith("#"))
        for code in fields[0].split(",")
    }
    said = {(code, str(zones.zone_of(code))) for code in read(DIASPORA) if zones.zone_of(code)}

    assert said <= there
    assert ("GE", "Asia/Tbilisi") in said


def test_a_country_of_several_zones_has_none() -> None:
    assert [zones.zone_of(code) for code in ("US", "XX")] == [None, None]
