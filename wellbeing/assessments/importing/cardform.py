"""A fact card's YAML with the line of everything in it, so that what breaks the form can be found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml

WORDS = Path(__file__).with_name("cardwords.yaml")
# The way to the card itself.
WHOLE = "*"
LANGUAGES = {"ru", "en"}
DEPTH = 10
LARGEST = 10_000

Choice = TypeVar("Choice", bound=StrEnum)


class BrokenCard(ValueError):
    """What breaks the form of a card: its line, from 1, and the way to the place, as in `items.count`."""

    def __init__(self, problem: str, line: int, where: str = "", **values: object) -> None:
        self.problem, self.line, self.where, self.values = problem, line, where, values
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """In `ru` or `en`, for example "line 4: title needs its words in ru and en"."""
        said = _words()[self.problem][language].format_map(self.values)
        if language == "ru":
            where = "карточка" if self.where == WHOLE else self.where
            return f"строка {self.line}: {f'{where}: ' if where else ''}{said}"
        where = "the card" if self.where == WHOLE else self.where
        return f"line {self.line}: {f'{where} ' if where else ''}{said}"


@cache
def _words() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class Part:
    """A value of the card: a scalar, a list of parts, or parts by name. `where` is the way to it."""

    value: Any
    line: int
    where: str

    def fail(self, problem: str, **values: object) -> NoReturn:
        raise BrokenCard(problem, self.line, self.where or WHOLE, **values)

    def only(self, needed: str, optional: str = "") -> None:
        """Refuses names that are not listed (both lists are words with spaces between) and gaps."""
        names = self._named()
        for name in needed.split():
            if name not in names:
                self.fail("lacks", name=name)
        for name, part in names.items():
            if name not in needed.split() + optional.split():
                part.fail("unknown")

    def find(self, name: str) -> "Part | None":
        """The part of that name; None where it is not there or is null."""
        part = self._named().get(name)
        return None if part is None or part.value is None else part

    def get(self, name: str) -> "Part":
        part = self.find(name)
        if part is None:
            self.fail("lacks", name=name)
        return part

    def named(self) -> Iterator[tuple[str, "Part"]]:
        yield from self._named().items()

    def members(self) -> list["Part"]:
        if not isinstance(self.value, list):
            self.fail("not_a_list")
        return self.value

    def text(self) -> str:
        if isinstance(self.value, date):
            return self.value.isoformat()
        if not isinstance(self.value, str):
            self.fail("not_a_text")
        return self.value

    def number(self) -> Decimal:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.fail("not_a_number")
        number = Decimal(str(self.value))
        if not number.is_finite() or abs(number) > LARGEST:
            self.fail("too_large", most=LARGEST)
        return number

    def whole(self) -> int:
        number = self.number()
        if not isinstance(self.value, int) or number < 0:
            self.fail("not_whole")
        return self.value

    def texts(self) -> dict[str, str]:
        """The same in Russian and in English."""
        found = {name: part.text() for name, part in self.named()}
        if set(found) != LANGUAGES or not all(text.strip() for text in found.values()):
            self.fail("two_languages")
        return found

    def strings(self) -> tuple[str, ...]:
        return tuple(part.text() for part in self.members())

    def numbers(self) -> tuple[Decimal, ...]:
        return tuple(part.number() for part in self.members())

    def indexes(self, count: int) -> tuple[int, ...]:
        """Numbers of items from 1, as a list or as in `1-9`; each once and none beyond `count`."""
        if isinstance(self.value, str):
            first, _, last = self.value.partition("-")
            if not (first.isdecimal() and last.isdecimal() and len(first + last) < 8):
                self.fail("item_list")
            found = tuple(range(int(first), min(int(last), count + 1) + 1))
        else:
            found = tuple(part.whole() for part in self.members())
        if len(set(found)) != len(found) or not all(1 <= i <= count for i in found):
            self.fail("item_numbers", count=count)
        return found

    def choice(self, kind: type[Choice]) -> Choice:
        if self.value not in list(kind):
            self.fail("choice", options=", ".join(kind))
        return kind(self.value)

    def _named(self) -> dict[str, "Part"]:
        if not isinstance(self.value, dict):
            self.fail("not_named")
        return self.value


def parse(text: str) -> Part:
    """The card as parts. Raises BrokenCard for what is no YAML or names a thing twice."""
    try:
        loader = yaml.SafeLoader(text)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise BrokenCard("no_yaml", line, reason=error.reason) from error
    try:
        _check_depth(text)
        node = loader.get_single_node()
        if node is None:
            raise BrokenCard("empty", 1)
        return _part(loader, node, "")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise BrokenCard("no_yaml", line, reason=error.problem) from error
    finally:
        loader.dispose()


def _check_depth(text: str) -> None:
    """A card is shallow and says each thing where it belongs: no references, which could hold themselves."""
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEPTH:
            line = event.start_mark.line + 1 if event.start_mark is not None else 1
            raise BrokenCard("too_deep", line)


def _part(loader: yaml.SafeLoader, node: yaml.Node, where: str) -> Part:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        members = [_part(loader, each, f"{where}[{i}]") for i, each in enumerate(node.value, 1)]
        return Part(members, line, where)
    if isinstance(node, yaml.MappingNode):
        named: dict[str, Part] = {}
        for key, each in node.value:
            name = str(key.value)
            if name in named:
                raise BrokenCard("twice", key.start_mark.line + 1, name=name)
            named[name] = _part(loader, each, f"{where}.{name}".lstrip("."))
        return Part(named, line, where)
    try:
        return Part(loader.construct_object(node, deep=True), line, where)
    except ValueError as error:
        raise BrokenCard("unreadable", line, where, reason=error) from error
