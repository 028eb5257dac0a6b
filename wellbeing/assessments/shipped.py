"""The instruments that come with the project: readable files, read into definitions. Imports no framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from wellbeing.assessments.rules import definition
from wellbeing.assessments.rules.definition import BandKind, Direction, LicenceClass, Method, Texts

FOLDER = Path(__file__).with_name("instruments")


@dataclass(frozen=True, slots=True)
class Step:
    """A next step for one band (by where it starts) of one scale; `link` is empty where there is none."""

    scale: str
    starts_at: Decimal
    text: Texts
    link: Texts


@dataclass(frozen=True, slots=True)
class Shipped:
    """One instrument with its next steps, in the order in which results offer them."""

    instrument: definition.Instrument
    steps: tuple[Step, ...]


def read_all(folder: Path = FOLDER) -> tuple[Shipped, ...]:
    """Every file of the folder, by name. Raises KeyError or ValueError where a file is not as it must be."""
    return tuple(read(path) for path in sorted(folder.glob("*.yaml")))


def read(path: Path) -> Shipped:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = tuple(
        Step(step["scale"], _number(start), step["text"], step["link"] or {})
        for step in data["next_steps"]
        for start in step["bands"]
    )
    return Shipped(_instrument(data), steps)


def _instrument(data: Mapping[str, Any]) -> definition.Instrument:
    return definition.Instrument(
        key=data["key"],
        title=data["title"],
        about=data["about"],
        recall=data["recall"],
        is_validated=data["is_validated"],
        items=tuple(
            definition.Item(item["key"], item["text"], item["response_set"], item.get("is_sensitive", False))
            for item in data["items"]
        ),
        response_sets=tuple(
            definition.ResponseSet(each["key"], tuple(_option(option) for option in each["options"]))
            for each in data["response_sets"]
        ),
        scales=tuple(_scale(scale) for scale in data["scales"]),
        licence=definition.Licence(
            LicenceClass(data["licence"]["class"]),
            holder=data["licence"]["holder"],
            allowed_uses=tuple(data["licence"]["uses"]),
            attribution=data["licence"]["attribution"],
        ),
        languages=tuple(data["languages"]),
    )


def _option(data: Mapping[str, Any]) -> definition.Option:
    return definition.Option(_number(data["code"]), data["text"])


def _scale(data: Mapping[str, Any]) -> definition.Scale:
    return definition.Scale(
        key=data["key"],
        title=data["title"],
        items=tuple(data["items"]),
        reversed_items=frozenset(data["reversed"]),
        method=Method(data["method"]),
        min_answered=data["min_answered"],
        low=_number(data["low"]),
        high=_number(data["high"]),
        direction=Direction(data["direction"]),
        is_strain=data["is_strain"],
        meaning=data["meaning"],
        bands=tuple(_band(band) for band in data["bands"]),
        reliability=_reliability(data["reliability"]),
    )


def _band(data: Mapping[str, Any]) -> definition.Band:
    return definition.Band(
        _number(data["starts_at"]),
        data["title"],
        data["text"],
        BandKind(data["kind"]),
        data["source"],
        data["population"],
        data["year"],
    )


def _reliability(data: Mapping[str, Any]) -> definition.Reliability:
    return definition.Reliability(
        data["coefficient"],
        _number(data["value"]),
        _number(data["sd"]),
        data["n"],
        data["population"],
        data["source"],
    )


def _number(value: object) -> Decimal:
    return Decimal(str(value))
