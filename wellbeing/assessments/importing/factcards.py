"""Fact cards: what is known of an instrument without its texts, and which card fits a file.

A card (`factcards/*.yaml`) holds counts, codes, index sets, thresholds, figures with their sources, and the
licence: facts, no wording. `checked` says how each figure was verified: `page` (read in full), `abstract`,
`computed` (`how` says from what), or `memory`, which a person still has to look up.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wellbeing.assessments.rules import definition

CARDS = Path(__file__).parent.parent / "factcards"
# A file holding this part of a card's items by code is about that instrument.
ENOUGH_ITEMS = 0.6

_NOT_NAME = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class CardScale:
    """`items` and `reversed` count from 1. `unchecked` names figures that nobody has verified at source."""

    key: str
    title: definition.Texts
    items: tuple[int, ...]
    reversed: frozenset[int]
    method: definition.Method
    min_answered: int
    low: Decimal
    high: Decimal
    direction: definition.Direction
    bands: tuple[definition.Band, ...]
    reliability: definition.Reliability | None
    unchecked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactCard:
    """`codes` are those of every item; `items_loinc` in the instrument's order; `answers` code to number.

    `bad_words`, by language, stand in the labels of copies known to be wrong.
    """

    id: str
    names: tuple[str, ...]
    title: definition.Texts
    count: int
    codes: tuple[Decimal, ...]
    label_sets: int
    bad_words: dict[str, list[str]]
    sensitive: frozenset[int]
    recall_days: int
    panels: frozenset[str]
    items_loinc: tuple[str, ...]
    totals: frozenset[str]
    unscored: frozenset[str]
    answers: dict[str, Decimal]
    scales: tuple[CardScale, ...]
    licence: definition.Licence


@dataclass(frozen=True, slots=True)
class Match:
    """The card that fits, and others that some evidence in the file speaks for as well."""

    card: FactCard
    others: tuple[str, ...]


@cache
def shipped() -> tuple[FactCard, ...]:
    """Every card in the project. Raises KeyError or ValueError for a card that breaks the form."""
    return tuple(load(path.read_text(encoding="utf-8")) for path in sorted(CARDS.glob("*.yaml")))


def load(text: str) -> FactCard:
    """One card from its YAML. Raises KeyError or ValueError where it breaks the form."""
    raw = yaml.safe_load(text)
    items, loinc = raw["items"], raw["loinc"]
    return FactCard(
        id=raw["id"],
        names=tuple(_name(name) for name in raw["names"]),
        title=raw["title"],
        count=items["count"],
        codes=tuple(Decimal(str(code)) for code in items["codes"]),
        label_sets=items["label_sets"],
        bad_words=items.get("words_of_bad_copies", {}),
        sensitive=frozenset(items["sensitive"]),
        recall_days=raw["recall_days"],
        panels=frozenset(loinc["panels"]),
        items_loinc=tuple(loinc["items"]),
        totals=frozenset(loinc["totals"]),
        unscored=frozenset(loinc["unscored"]),
        answers={code: Decimal(str(number)) for code, number in loinc["answers"].items()},
        scales=tuple(_scale(key, scale) for key, scale in raw["scales"].items()),
        licence=_licence(raw["licence"]),
    )


def match(cards: Iterable[FactCard], names: Sequence[str], codes: frozenset[str]) -> Match | None:
    """The card for a file with these names (title, name, id, url) and codes (its own and its items').

    Its items by code say most, then a code of the whole, then the name.
    """
    scored = sorted(
        ((score, card) for card in cards if (score := _evidence(card, names, codes)) > (0, 0, 0)),
        key=lambda pair: pair[0],
        reverse=True,
    )
    if not scored:
        return None
    best = scored[0][1]
    return Match(best, tuple(card.id for score, card in scored[1:] if any(score[1:])))


def _evidence(card: FactCard, names: Sequence[str], codes: frozenset[str]) -> tuple[float, int, int]:
    held = len(codes & set(card.items_loinc))
    of_items = held / card.count
    # The PHQ-8 is the PHQ-9 without its last item: of two whole cards the longer one wins.
    items = of_items + held / 100 if of_items >= ENOUGH_ITEMS else 0.0
    whole = bool(codes & (card.panels | card.totals))
    named = any(known in _name(name) for name in names for known in card.names)
    return items, int(whole), int(named)


def _name(text: str) -> str:
    return _NOT_NAME.sub("", text.casefold())


def _scale(key: str, raw: dict[str, Any]) -> CardScale:
    low, high = (Decimal(str(edge)) for edge in raw["range"])
    figures = raw["reliability"]
    return CardScale(
        key=key,
        title=raw["title"],
        items=_indexes(raw["items"]),
        reversed=frozenset(raw.get("reversed", [])),
        method=definition.Method(raw["method"]),
        min_answered=raw["min_answered"],
        low=low,
        high=high,
        direction=definition.Direction(raw["direction"]),
        bands=tuple(_band(band) for band in raw["bands"]),
        reliability=_reliability(figures) if figures else None,
        unchecked=tuple(
            name
            for name, part in (("min_answered", raw["missing"]), ("reliability", figures or {}))
            if part.get("checked") in ("memory", "computed")
        ),
    )


def _indexes(raw: str | list[int]) -> tuple[int, ...]:
    """`1-9` or a list."""
    if isinstance(raw, list):
        return tuple(raw)
    first, _, last = raw.partition("-")
    return tuple(range(int(first), int(last) + 1))


def _band(raw: dict[str, Any]) -> definition.Band:
    return definition.Band(
        starts_at=Decimal(str(raw["from"])),
        title=raw["title"],
        text={},
        kind=definition.BandKind(raw["kind"]),
        source=raw["source"],
        population=raw["population"],
        year=raw["year"],
    )


def _reliability(raw: dict[str, Any]) -> definition.Reliability:
    return definition.Reliability(
        coefficient=raw["coefficient"],
        value=Decimal(str(raw["value"])),
        sd=Decimal(str(raw["sd"])),
        n=raw["n"],
        population=raw["population"],
        source=raw["source"],
    )


def _licence(raw: dict[str, Any]) -> definition.Licence:
    evidence_on = raw["evidence_on"]
    return definition.Licence(
        licence_class=definition.LicenceClass(raw["class"]),
        holder=raw["holder"],
        evidence_url=raw["evidence_url"],
        evidence_on=evidence_on.isoformat() if isinstance(evidence_on, date) else str(evidence_on),
        allowed_uses=tuple(raw["allowed_uses"]),
        attribution=raw["attribution"],
        checked_by=raw["checked_by"],
    )
