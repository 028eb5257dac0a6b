"""Fact cards: what is known of an instrument without its texts, and which card fits a file.

A card (`factcards/*.yaml`) holds counts, codes, index sets, thresholds, figures with their sources, and the
licence: facts, no wording. `checked` says how each figure was verified: `page` (read in full), `abstract`,
`computed` (`how` says from what), or `memory`, which a person still has to look up.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wellbeing.assessments.importing.cardreading import load
from wellbeing.assessments.importing.cards import CardScale, FactCard

__all__ = ["CARDS", "CardScale", "FactCard", "Match", "load", "match", "shipped", "with_texts"]

CARDS = Path(__file__).parent.parent / "factcards"
# A file holding this part of a card's items by code is about that instrument.
ENOUGH_ITEMS = 0.6
NOTHING = ((0, 0.0), 0, 0)
# Letters of a name that are fewer than these could be the end of any word.
SHORT = 3

_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """The card that fits, and others that some evidence in the file speaks for as well."""

    card: FactCard
    others: tuple[str, ...]


@cache
def shipped() -> tuple[FactCard, ...]:
    """Every card in the project. Raises BrokenCard for one that breaks the form."""
    return tuple(card for card, _ in with_texts())


@cache
def with_texts() -> tuple[tuple[FactCard, str], ...]:
    """Every card in the project with its YAML."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CARDS.glob("*.yaml"))]
    return tuple((load(text), text) for text in texts)


def match(cards: Iterable[FactCard], names: Sequence[str], codes: frozenset[str]) -> Match | None:
    """The card for a file with these names (title, name, id, url) and codes (its own and its items').

    Its items by code say most, then a code of the whole, then the name.
    """
    scored = sorted(
        ((score, card) for card in cards if (score := _evidence(card, names, codes)) > NOTHING),
        key=lambda pair: pair[0],
        reverse=True,
    )
    if not scored:
        return None
    best = scored[0][1]
    return Match(best, tuple(card.id for score, card in scored[1:] if any(score[1:])))


def _evidence(
    card: FactCard, names: Sequence[str], codes: frozenset[str]
) -> tuple[tuple[int, float], int, int]:
    held = len(codes & set(card.items_loinc))
    # The PHQ-8 is the PHQ-9 without its last item, and the PHQ-4 holds some of the PHQ-9 and the GAD-7: the
    # card that explains most items wins, and of two that explain as many the one that is whole.
    items = (held, held / card.count) if held / card.count >= ENOUGH_ITEMS else (0, 0.0)
    whole = bool(codes & (card.panels | card.totals))
    named = any(_is_named(name, text) for text in names for name in card.names)
    return items, int(whole), int(named)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A name as it may stand in a title, however its parts are joined, never within a longer number.

    Short letters need a beginning of their own ("K6" is not in "book6"); longer ones with a number may follow
    others, as in a file called SDCPHQ9.
    """
    parts = _PARTS.findall(name.casefold())
    before = "(?<![^\\W_])" if len(parts[0]) < SHORT or len(parts) == 1 else ""
    after = "(?![0-9])" if parts[-1].isdecimal() else "(?![^\\W\\d_])"
    return re.compile(before + r"[\W_]*".join(map(re.escape, parts)) + after)


def _is_named(name: str, text: str) -> bool:
    return _pattern(name).search(text.casefold()) is not None
