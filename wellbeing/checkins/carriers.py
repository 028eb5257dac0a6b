"""What each carrier of nudges sees, as it stands in the file beside this module. Imports no framework."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("carriers.yaml")
PARTS = ("sees", "hidden", "phone", "avoid", "setup", "fewer", "keeps")


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences under a title, or else pairs of who sees and what they see."""

    name: str
    title: str
    sentences: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CarrierPage:
    title: str
    lead: str
    parts: tuple[Part, ...]


def page(channel: str, language: str, ours: str) -> CarrierPage | None:
    """The page of a channel; None for one that is not in the file.

    `ours` is what people look for in their program to find us. Without it, nothing is said on how to set it
    up: the channel is not offered.
    """
    written = _file()["channels"].get(channel)
    if written is None:
        return None
    names = [name for name in PARTS if name in written and (ours or name != "setup")]
    parts = tuple(_part(name, written[name], language, ours) for name in names)
    return CarrierPage(written["title"][language], written["lead"][language], parts)


def words(language: str) -> dict[str, str]:
    """The few words that stand on every page."""
    return {name: texts[language] for name, texts in _file()["words"].items()}


def _part(name: str, written: list[Any], language: str, ours: str) -> Part:
    title = _file()["titles"][name][language]
    if name == "sees":
        return Part(name, title, pairs=tuple((who[language], what[language]) for who, what in written))
    return Part(name, title, tuple(texts[language].replace("{ours}", ours) for texts in written))


@cache
def _file() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return read
