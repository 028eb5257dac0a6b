"""What labels of answers say, by a small list of words (`labels.yaml`): how much, declined or not, spelt how.

The list knows common words and nothing of any instrument. What it does not know it says nothing about, so a
questionnaire in unusual words passes unremarked; that every draft is proof-read by a person stands beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

LEXICON = Path(__file__).with_name("labels.yaml")
# Shorter words have too many neighbours to tell a slip from another word.
SPELLING_LENGTH = 5
# Longer texts are no labels.
LABEL_WORDS = 12

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, in the form that `normal` gives; `ranks` run 0..100, `starts` is by letter."""

    ranks: dict[str, int]
    declines: tuple[str, ...]
    words: frozenset[str]
    starts: dict[str, tuple[str, ...]]
    sensitive: tuple[str, ...]


@cache
def lexicons() -> dict[str, Lexicon]:
    raw = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    found = {}
    for language, by_rank in raw["ranks"].items():
        ranks = {normal(term): rank for rank, terms in by_rank.items() for term in terms}
        words = {word for term in [*ranks, *raw["words"][language]] for word in normal(term).split()}
        found[language] = Lexicon(
            ranks,
            tuple(normal(term) for term in raw["declines"][language]),
            frozenset(words),
            {letter: tuple(sorted(w for w in words if w[0] == letter)) for letter in {w[0] for w in words}},
            tuple(normal(term) for term in raw["sensitive"][language]),
        )
    return found


@lru_cache(maxsize=10_000)
def normal(text: str) -> str:
    """Small letters, single spaces, no punctuation, ё as е: for comparing, never for showing."""
    return _NOT_WORD.sub(" ", text.casefold().replace("ё", "е")).strip()


def rank(text: str, language: str) -> int | None:
    """How much a label says, 0..100, by the longest known term in it."""
    lexicon = lexicons().get(language)
    if lexicon is None:
        return None
    padded = f" {normal(text)} "
    held = [term for term in lexicon.ranks if f" {term} " in padded]
    return lexicon.ranks[max(held, key=len)] if held else None


def declines(text: str, language: str) -> bool:
    lexicon = lexicons().get(language)
    return lexicon is not None and any(f" {term} " in f" {normal(text)} " for term in lexicon.declines)


def is_sensitive(text: str) -> bool:
    """Whether a question, in any known language, is about death or harming oneself."""
    padded = f" {normal(text)}"
    return any(f" {start}" in padded for lexicon in lexicons().values() for start in lexicon.sensitive)


def misspelt(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Words of a label that are one slip away from a common word of labels, with that word."""
    lexicon = lexicons().get(language)
    if lexicon is None:
        return
    for word in normal(text).split()[:LABEL_WORDS]:
        if len(word) >= SPELLING_LENGTH and word not in lexicon.words:
            for known in lexicon.starts.get(word[0], ()):
                if len(known) >= SPELLING_LENGTH and _is_slip(word, known):
                    yield word, known


def runs(pairs: Sequence[tuple[object, int]]) -> int:
    """+1 if the ranks rise along the pairs, -1 if they fall, 0 if neither or unknown."""
    rises, falls = _steps(pairs)
    return (rises > falls) - (falls > rises)


def is_mixed(pairs: Sequence[tuple[object, int]]) -> bool:
    """Whether the ranks rise in one place and fall in another."""
    return all(_steps(pairs))


def _steps(pairs: Sequence[tuple[object, int]]) -> tuple[int, int]:
    """How many pairs of pairs rise, and how many fall."""
    ordered = [(low, high) for i, (_, low) in enumerate(pairs) for _, high in pairs[i + 1 :]]
    return sum(low < high for low, high in ordered), sum(low > high for low, high in ordered)


def _is_slip(word: str, known: str) -> bool:
    """One letter wrong, missing, doubled or swapped with its neighbour, not in the ending (inflection)."""
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    if start >= min(len(word), len(known)) - 1:
        return False
    rest, known_rest = word[start:], known[start:]
    return (
        rest[1:] == known_rest
        or rest == known_rest[1:]
        or rest[1:] == known_rest[1:]
        or (rest[1::-1] == known_rest[:2] and rest[2:] == known_rest[2:])
    )
