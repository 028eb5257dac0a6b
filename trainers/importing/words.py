"""Languages, formats and specialities by word, and lists of such words in one cell. Imports no framework."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

from trainers.importing import cells
from trainers.importing.columns import Column, words

WORDS = Path(__file__).with_name("words.yaml")
KNOWN = (Column.LANGUAGES, Column.FORMATS, Column.SPECIALITIES)
# A list is taken apart by the first of these that stands in it, unless it is one of the words as a whole.
SEPARATORS = tuple(re.compile(each) for each in (r"[;\n]", r",", r"[/|]", r"\s+(?:и|and|&|\+)\s+"))
_IDLE = re.compile(r"\b(?:язык|языки|языке|language)\b")

Found = TypeVar("Found")
Labels = Mapping[Column, Iterable[tuple[str, str]]]  # code and word, in any language


class Vocabulary:
    """The words of the site, given as `labels`, and those of the file beside this module."""

    def __init__(self, labels: Labels) -> None:
        self._codes: dict[Column, dict[str, str]] = {column: dict(_known(column)) for column in KNOWN}
        for column, pairs in labels.items():
            self._codes[column].update({_key(label): code for code, label in pairs})

    def find(self, column: Column, text: str) -> str | None:
        return self._codes[column].get(_key(text))


def parts(text: str, find: Callable[[str], Found | None]) -> tuple[list[Found], list[str]]:
    """What a list in a cell means, and those of its parts that mean nothing."""
    return _parts(cells.tidy(text), find, SEPARATORS)


def says_nothing(text: str) -> bool:
    """Whether a cell is as good as empty, as with a dash."""
    return words(text) in _nothing()


def _parts(
    text: str, find: Callable[[str], Found | None], separators: tuple[re.Pattern[str], ...]
) -> tuple[list[Found], list[str]]:
    found = find(text)
    if found is not None:
        return [found], []
    for number, separator in enumerate(separators):
        pieces = [piece.strip() for piece in separator.split(text)]
        if len(pieces) == 1:
            continue
        both = [_parts(piece, find, separators[number + 1 :]) for piece in pieces if piece]
        return [one for known, _ in both for one in known], [one for _, strange in both for one in strange]
    return [], [text] if text else []


def _key(text: str) -> str:
    plain = words(text)
    return " ".join(_IDLE.sub(" ", plain).split()) or plain


@cache
def _nothing() -> frozenset[str]:
    return frozenset(words(form) for form in _content()["nothing"][""])


@cache
def _known(column: Column) -> dict[str, str]:
    return {_key(form): code for code, forms in _content()[column].items() for form in forms}


@cache
def _content() -> dict[str, dict[str, list[str]]]:
    content: dict[str, dict[str, list[str]]] = yaml.safe_load(WORDS.read_text("utf-8"))
    return content
