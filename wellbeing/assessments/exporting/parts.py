"""The small parts of a FHIR resource: texts with their translations, numbers, extensions."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from wellbeing.assessments.exporting import names
from wellbeing.assessments.rules.definition import Texts

Json = dict[str, Any]


def number(value: Decimal) -> int | float:
    """As JSON writes it. The eight digits that a table holds pass through it unharmed."""
    return int(value) if value == int(value) else float(value)


def text(key: str, said: Texts, base: str) -> Json:
    """A text under `key` in the resource's own language, and every other beside it; nothing for no text."""
    own: Json = {key: said[base]} if said.get(base) else {}
    others = [translation(each, said) for each in sorted(said) if each != base and said[each]]
    return own | ({f"_{key}": {"extension": others}} if others else {})


def translation(language: str, said: Texts) -> Json:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": said[language]}]
    return {"url": names.TRANSLATION, "extension": parts}


def complex_extension(url: str, parts: Iterator[Json]) -> Json:
    return {"url": url, "extension": list(parts)}


def strings(url: str, values: Sequence[str]) -> Iterator[Json]:
    """One part for each text that is not empty."""
    yield from ({"url": url, "valueString": value} for value in values if value)


def texts(url: str, said: Texts) -> Iterator[Json]:
    """A text in an extension, in each language alike: validators know no translations of a `valueString`."""
    if found := [translation(each, said) for each in sorted(said) if said[each]]:
        yield {"url": url, "extension": found}
