"""The list of time zones that a person chooses from. Imports no framework."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TypedDict

import yaml

from wellbeing.checkins import rhythm

FILE = Path(__file__).with_name("zones.yaml")
# Parts of the world. Names outside of them are older ones of the same zones.
AREAS = {
    "Africa": "Африка",
    "America": "Америка",
    "Antarctica": "Антарктида",
    "Asia": "Азия",
    "Atlantic": "Атлантика",
    "Australia": "Австралия",
    "Europe": "Европа",
    "Indian": "Индийский океан",
    "Pacific": "Тихий океан",
}

Texts = dict[str, str]


class _Known(TypedDict):
    title: Texts
    zones: dict[str, Texts]


@dataclass(frozen=True, slots=True)
class Group:
    """Zones under one title, by their name in the tz database and what people call them."""

    title: str
    zones: tuple[tuple[str, str], ...]


@cache
def grouped(language: str) -> tuple[Group, ...]:
    """Zones under names of their own first, then all others by the part of the world."""
    known = [
        Group(
            each["title"][language], tuple((name, called[language]) for name, called in each["zones"].items())
        )
        for each in _known()
    ]
    return (*known, *_others(language))


@cache
def name(zone: str, language: str) -> str:
    """What people call a zone; its own name where it has no other."""
    for each in _known():
        if zone in each["zones"]:
            return each["zones"][zone][language]
    return zone


def _others(language: str) -> list[Group]:
    named = {zone for each in _known() for zone in each["zones"]}
    others = [zone for zone in sorted(rhythm.zones() - named) if _area(zone) in AREAS]
    return [
        Group(AREAS[area] if language == "ru" else area, tuple((zone, zone) for zone in zones))
        for area, zones in groupby(others, key=_area)
    ]


def _area(zone: str) -> str:
    return zone.partition("/")[0]


@cache
def _known() -> list[_Known]:
    known: list[_Known] = yaml.safe_load(FILE.read_text("utf-8"))
    return known
