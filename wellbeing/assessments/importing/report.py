"""What an import has to say: findings, each with its place in the file and a sentence in both languages.

The sentences and the severity of every message live in `messages.yaml`, so that staff read the same words in
the admin and on the terminal, and nobody decides at the point of finding how bad it is.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Protocol

import yaml

MESSAGES = Path(__file__).with_name("messages.yaml")
# A hostile file can hold a defect ten thousand times; a person reads the first few.
PER_MESSAGE = 20
VALUE_LENGTH = 160
PLACE_LENGTH = 250

# Control characters (PostgreSQL takes no NUL), lone halves of surrogate pairs (nothing can encode them), and
# marks that reverse the reading direction, which can make one text look like another.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")

_LINE = {"ru": "строка {line}, столбец {column}", "en": "line {line}, column {column}"}


class Severity(StrEnum):
    """ERROR: no draft is possible. OPEN: a named editor has to sign it off. NOTE: for information."""

    ERROR = "error"
    OPEN = "open"
    NOTE = "note"


class Text(Protocol):
    """One file, as far as places in it go. `name` is empty for the questionnaire itself."""

    @property
    def name(self) -> str: ...

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""


class Spot(Protocol):
    """What a finding can point to: a value in JSON (`jsonscan.Node`), a row, a cell, an element.

    `path` says in the format's own way where it is; `offset` is whatever its file counts by.
    """

    @property
    def document(self) -> Text: ...

    @property
    def offset(self) -> int: ...

    def path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file. `source` is empty for the questionnaire, `valueset[0]` for the first beside it.

    `line` and `column` count from 1, in characters. A finding about the whole file has neither.
    """

    path: str = ""
    line: int | None = None
    column: int | None = None
    source: str = ""

    @classmethod
    def of(cls, node: Spot) -> "Place":
        line, column = node.document.position(node.offset)
        return cls(node.path(), line, column, node.document.name)

    def text(self, language: str) -> str:
        """At most `PLACE_LENGTH` characters, for example "line 4, column 9, item[0].item[2]"."""
        parts = [self.source] if self.source else []
        if self.line is not None:
            parts.append(_LINE[language].format(line=self.line, column=self.column))
        if self.path:
            parts.append(self.path)
        whole = UNFIT.sub("�", ", ".join(parts))
        return whole if len(whole) <= PLACE_LENGTH else whole[: PLACE_LENGTH - 1] + "…"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `message` names the sentence; `kind` is the family of defect that it belongs to."""

    severity: Severity
    message: str
    place: Place
    values: Mapping[str, str]

    @property
    def kind(self) -> str:
        return self.message.partition(".")[0]

    def sentence(self, language: str) -> str:
        """What was found and what to do about it, in `ru` or `en`."""
        return messages()[self.message][language].format_map(self.values)


@dataclass(frozen=True, slots=True)
class Understood:
    """What the file was taken to be. `scales` are lines such as "total: sum of 9, 0..27"."""

    title: str = ""
    standard: str = ""
    languages: tuple[str, ...] = ()
    items: int = 0
    response_sets: int = 0
    scales: tuple[str, ...] = ()
    fact_card: str = ""
    format: str = "FHIR"


@dataclass(frozen=True, slots=True)
class Report:
    findings: tuple[Finding, ...]
    understood: Understood

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == Severity.ERROR for finding in self.findings)


@cache
def messages() -> dict[str, dict[str, str]]:
    """By name: `severity`, and the sentence in `ru` and `en`."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    return loaded


@dataclass(slots=True)
class Findings:
    """Collects findings while reading: each once, and each message at most `PER_MESSAGE` times."""

    _found: list[Finding] = field(default_factory=list)
    _seen: set[tuple[str, Place, tuple[tuple[str, str], ...]]] = field(default_factory=set)
    _count: Counter[str] = field(default_factory=Counter)
    _gathered: dict[tuple[str, tuple[tuple[str, str], ...]], list[tuple[Place, str]]] = field(
        default_factory=dict
    )

    def add(self, message: str, where: Spot | None = None, /, **values: object) -> None:
        self.add_at(message, Place.of(where) if where is not None else Place(), **values)

    def add_at(self, message: str, place: Place, /, **values: object) -> None:
        shown = {name: _shown(value) for name, value in values.items()}
        key = (message, place, tuple(shown.items()))
        if key in self._seen:
            return
        self._seen.add(key)
        self._count[message] += 1
        if self._count[message] <= PER_MESSAGE:
            severity = Severity(messages()[message]["severity"])
            self._found.append(Finding(severity, message, place, shown))

    def gather(self, message: str, where: Spot, name: str, /, **values: object) -> None:
        """The same of many places is one finding, so that a person answers for it once.

        It stands at the first of them, and its sentence has all their names as `items`, and their `count`.
        """
        key = (message, tuple((key, _shown(value)) for key, value in values.items()))
        place = Place.of(where)
        self._gathered.setdefault(key, []).append((place, name or place.path))

    def gathered(self, message: str) -> frozenset[str]:
        """The names under which `message` was gathered so far."""
        found = [places for (name, _), places in self._gathered.items() if name == message]
        return frozenset(name for places in found for _, name in places)

    def has_errors(self) -> bool:
        return any(finding.severity == Severity.ERROR for finding in self._found)

    def report(self, understood: Understood) -> Report:
        """Errors first, then what needs a signature, then notes; within each in the order found."""
        for (message, values), places in self._gathered.items():
            names = list(dict.fromkeys(name for _, name in places))
            self.add_at(message, places[0][0], **dict(values), items=", ".join(names), count=len(names))
        for message, count in list(self._count.items()):
            if count > PER_MESSAGE:
                self.add("more", kind=message.partition(".")[0], count=count - PER_MESSAGE)
        order = list(Severity)
        found = sorted(self._found, key=lambda finding: order.index(finding.severity))
        return Report(tuple(found), understood)


def _shown(value: object) -> str:
    """A value from the file as it may stand in a sentence: on one line, fit to be kept, and not too long."""
    text = " ".join(UNFIT.sub("�", str(value)).split())
    return text if len(text) <= VALUE_LENGTH else text[: VALUE_LENGTH - 1] + "…"
