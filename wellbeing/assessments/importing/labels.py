"""What labels of answers say, by a small list of words (`labels.yaml`): how much, declined or not, spelt how.

The list knows common words and nothing of any instrument. What it does not know it says nothing about, so a
questionnaire in unusual words passes unremarked; that every draft is proof-read by a person stands beside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

LEXICON = Path(__file__).with_name("labels.yaml")
# Shorter words have too many neighbours to tell a slip from another word.
SPELLING_LENGTH = 5
# Longer texts are no labels.
LABEL_WORDS = 12
# Labels closer than this are put in either order by sound instruments: sometimes, occasionally.
NEAR = 10
# From here on the opposite of a word is a small amount.
MUCH = 60

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, in the form that `normal` gives; `ranks` run 0..100, `starts` is by letter.

    `asks` and `answers` are the words of questions and of answers by what they are about, often or much.
    """

    ranks: dict[str, int]
    nothing: tuple[str, ...]
    negations: tuple[str, ...]
    unclear: tuple[str, ...]
    asks: dict[str, tuple[str, ...]]
    answers: dict[str, tuple[str, ...]]
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
            _terms(raw["nothing"][language]),
            _terms(raw["not"][language]),
            _terms(raw["unclear"][language]),
            {about: _terms(terms.get(language, ())) for about, terms in raw["asks"].items()},
            {about: _terms(terms.get(language, ())) for about, terms in raw["answers"].items()},
            _terms(raw["declines"][language]),
            frozenset(words),
            {letter: tuple(sorted(w for w in words if w[0] == letter)) for letter in {w[0] for w in words}},
            _terms(raw["sensitive"][language]),
        )
    return found


def _terms(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(normal(word) for word in words)


@lru_cache(maxsize=10_000)
def normal(text: str) -> str:
    """Small letters, single spaces, no punctuation, ё as е: for comparing, never for showing."""
    return _NOT_WORD.sub(" ", text.casefold().replace("ё", "е")).strip()


def rank(text: str, language: str) -> int | None:
    """How much a label says, 0..100, by the longest known term in it; None for what is no such label."""
    lexicon = lexicons().get(language)
    if lexicon is None or normal(text).count(" ") >= LABEL_WORDS or _holds(text, lexicon.unclear):
        return None
    if _holds(text, lexicon.nothing):
        return 0
    held = [term for term in lexicon.ranks if _holds(text, (term,))]
    if not held:
        return None
    term = max(held, key=len)
    found = lexicon.ranks[term]
    is_denied = found >= MUCH and _holds(text, [f"{negation} {term}" for negation in lexicon.negations])
    return 100 - found if is_denied else found


def is_asked(text: str, about: str) -> bool:
    """Whether a question, in any known language, asks how `often` or how `much` in so many words."""
    return any(_holds(text, lexicon.asks[about]) for lexicon in lexicons().values())


def is_answered(texts: Iterable[str], about: str) -> bool:
    """Whether most of these labels, in any known language, say how `often` or how `much`."""
    said = list(texts)
    most = (sum(_holds(text, one.answers[about]) for text in said) for one in lexicons().values())
    return 2 * max(most) > len(said)


def _holds(text: str, terms: Iterable[str]) -> bool:
    padded = f" {normal(text)} "
    return any(f" {term} " in padded for term in terms)


def declines(text: str, language: str) -> bool:
    lexicon = lexicons().get(language)
    return lexicon is not None and _holds(text, lexicon.declines)


def is_sensitive(text: str) -> bool:
    """Whether a question, in any known language, is about death or harming oneself."""
    padded = f" {normal(text)}"
    return any(f" {start}" in padded for lexicon in lexicons().values() for start in lexicon.sensitive)


def misspelt(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Words that are one slip away from a common word of labels, or torn in two, with that word."""
    lexicon = lexicons().get(language)
    if lexicon is None:
        return
    words = normal(text).split()[:LABEL_WORDS]
    for one, other in pairwise(words):
        joined = one + other
        if len(joined) >= SPELLING_LENGTH and joined in lexicon.words and not {one, other} <= lexicon.words:
            yield f"{one} {other}", joined
    for word in words:
        if len(word) >= SPELLING_LENGTH and word not in lexicon.words:
            for known in lexicon.starts.get(word[0], ()):
                if len(known) >= SPELLING_LENGTH and _is_slip(word, known):
                    yield word, known


def runs(pairs: Sequence[tuple[object, int]]) -> int:
    """+1 if the ranks rise along the pairs, -1 if they fall, 0 if neither or unknown."""
    rises, falls = _steps(pairs)
    return (rises > falls) - (falls > rises)


def is_mixed(pairs: Sequence[tuple[object, int]]) -> bool:
    """Whether the ranks clearly rise in one place and clearly fall in another."""
    return all(_steps(pairs, NEAR))


def _steps(pairs: Sequence[tuple[object, int]], near: int = 0) -> tuple[int, int]:
    """How many pairs of pairs rise, and how many fall, by more than `near`."""
    steps = [high - low for i, (_, low) in enumerate(pairs) for _, high in pairs[i + 1 :]]
    return sum(step > near for step in steps), sum(step < -near for step in steps)


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
