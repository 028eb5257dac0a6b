"""The extensions of a file of ours, read strictly: what is not as we write it is broken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from wellbeing.assessments.exporting import names
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import UNFIT
from wellbeing.assessments.importing.weights import is_usable

Json = dict[str, Any]
T = TypeVar("T")

_NEEDED: Any = object()


class Broken(Exception):
    """Something is missing or of another kind than we write it; says what."""


def bare(node: Node) -> Any:
    """The values of a tree without their places. The scanner has bounded its depth."""
    if isinstance(node.value, dict):
        return {key: bare(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [bare(child) for child in node.value]
    return node.value


@dataclass(frozen=True, slots=True)
class Part:
    """The extensions of one part of a resource, by address; `base` is the language of texts."""

    parts: Mapping[str, list[Json]]
    base: str

    @classmethod
    def of(cls, holder: Json, base: str) -> "Part":
        parts: dict[str, list[Json]] = {}
        for extension in cls.list_of(holder, "extension"):
            parts.setdefault(str(extension.get("url", "")), []).append(extension)
        return cls(parts, base)

    @staticmethod
    def list_of(holder: Json, key: str) -> list[Json]:
        found = holder.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise Broken(key)
        return found

    @staticmethod
    def texts_of(holder: Json, key: str, base: str) -> dict[str, str]:
        """The text under `key` in every language, unchanged."""
        found = dict(_said(holder, key, base))
        if not all(isinstance(each, str) and not UNFIT.search(each) for each in found.values()):
            raise Broken(key)
        return found

    def has(self, url: str) -> bool:
        return url in self.parts

    def raw(self, url: str) -> list[Json]:
        return self.parts.get(url, [])

    def inner(self, url: str) -> "Part":
        found = self.inners(url)
        if len(found) != 1:
            raise Broken(url)
        return found[0]

    def inners(self, url: str) -> "list[Part]":
        return [Part.of(each, self.base) for each in self.raw(url)]

    def value(self, url: str, key: str, kind: type[T], otherwise: T = _NEEDED) -> T:
        """The one value under `url`, of this kind; `otherwise` where it may be missing."""
        found = self.raw(url)
        if not found and otherwise is not _NEEDED:
            return otherwise
        if len(found) != 1 or not isinstance(value := found[0].get(key), kind):
            raise Broken(url)
        if isinstance(value, str) and UNFIT.search(value):
            raise Broken(url)
        return value

    def all_of(self, url: str, key: str) -> tuple[str, ...]:
        return tuple(Part({url: [each]}, self.base).value(url, key, str) for each in self.raw(url))

    def string(self, url: str, otherwise: str = _NEEDED) -> str:
        return self.value(url, "valueString", str, otherwise)

    def flag(self, url: str) -> bool:
        return self.value(url, "valueBoolean", bool)

    def number(self, url: str) -> Decimal:
        found = self.value(url, "valueDecimal", Decimal)
        if not is_usable(found):
            raise Broken(url)
        return found

    def whole(self, url: str) -> int:
        found = self.value(url, "valueInteger", Decimal)
        if not is_usable(found) or found != int(found):
            raise Broken(url)
        return int(found)

    def texts(self, url: str) -> dict[str, str]:
        found = self.raw(url)
        if len(found) > 1:
            raise Broken(url)
        return dict(_translations(found[0], self.base)) if found else {}


def _said(holder: Json, key: str, base: str) -> Iterator[tuple[str, Any]]:
    if key in holder:
        yield base, holder[key]
    beside = holder.get(f"_{key}", {})
    if not isinstance(beside, dict):
        raise Broken(key)
    yield from _translations(beside, base)


def _translations(holder: Json, base: str) -> Iterator[tuple[str, str]]:
    for extension in Part.of(holder, base).inners(names.TRANSLATION):
        language = extension.value("lang", "valueCode", str)
        yield language, extension.value("content", "valueString", str)
