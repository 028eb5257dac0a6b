"""What the checks of a draft found, in words for staff, in both languages. Imports no framework.

A sentence names a part by its text or key and never by its number, so that it stays the same, and stays
signed off, when parts change places; and it changes when what it speaks of changes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wellbeing.assessments.rules.definition import Instrument, Texts
from wellbeing.assessments.rules.problem import Kind, Problem

FILE = Path(__file__).with_name("problems.yaml")
NAME_LENGTH = 80

# As in `scales[0].bands[2].text`: the part, its place, the part of that, its place, what is left.
PLACE = re.compile(r"(?:(\w+)\[(\d+)\])?\.?(?:(\w+)\[(\d+)\])?\.?([\w.]*)")


@dataclass(frozen=True, slots=True)
class Sentence:
    ru: str
    en: str


def sentence(problem: Problem, instrument: Instrument) -> Sentence:
    """What is wrong and where, for example "Scale “Total”: the scale has no questions."."""
    return Sentence(ru=_said(problem, instrument, "ru"), en=_said(problem, instrument, "en"))


def _said(problem: Problem, instrument: Instrument, language: str) -> str:
    values = dict(problem.values)
    name = problem.kind
    if problem.kind == Kind.DIRECTION and values["other"]:
        name = "direction_other"
    elif problem.kind == Kind.RANGE and "expected_low" in values:
        name = "range_expected"
    elif problem.kind == Kind.DUPLICATE_TEXT:
        values["first"] = _where(values["first"], instrument, language)
    if "language" in values:
        values["language"] = _words()["languages"][values["language"]][language]
    return f"{_where(problem.place, instrument, language)}: {_words()[name][language].format_map(values)}"


def _where(place: str, instrument: Instrument, language: str) -> str:
    """A place of the definition in words."""
    match = PLACE.fullmatch(place)
    part, number, inner, inner_number, rest = match.groups("") if match else ("",) * 5
    words: Mapping[str, Mapping[str, str]] = _words()["where"]
    if not part:
        last = rest.rpartition(".")[2]
        return words[last if last in words else "whole"][language]
    i, j = int(number), int(inner_number or 0)
    if part == "items":
        item = instrument.items[i]
        return words["item"][language].format(name=_name(item.text, item.key, language), key=item.key)
    if part == "response_sets":
        options = instrument.response_sets[i].options
        named = _name(options[j].text, str(j + 1), language) if inner else ""
        kind = "option" if inner else "response_set"
        return words[kind][language].format(name=instrument.response_sets[i].key, part=named)
    scale = instrument.scales[i]
    named = ""
    if inner == "bands":
        named = _name(scale.bands[j].title, str(scale.bands[j].starts_at), language)
    kind = "band" if named else "meaning" if rest == "meaning" else "scale"
    return words[kind][language].format(name=_name(scale.title, scale.key, language), part=named)


def _name(texts: Texts, key: str, language: str) -> str:
    """The text in this language, else in the other, else the key; no longer than a line."""
    choice: Sequence[str] = (texts.get(language, ""), *texts.values(), key)
    text = " ".join(next((each for each in choice if each.strip()), "").split())
    return text if len(text) <= NAME_LENGTH else text[: NAME_LENGTH - 1] + "…"


@cache
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded
