"""One sound instrument, and the ways to break it that the tests of the checks need."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.assessments import building
from wellbeing.assessments.rules.definition import Instrument, Option, ResponseSet

TEXTS = building.create_texts
BANDS = (building.create_band(0), building.create_band(5))


def sound() -> Instrument:
    """Three items 0-3 in one summed scale 0-9; the least that has every part and no problem."""
    items = building.create_items(3)
    scale = building.create_scale(
        items=[item.key for item in items],
        low=0,
        high=9,
        min_answered=2,
        reversed_items=frozenset(["q2"]),
        bands=BANDS,
        reliability=building.create_reliability("0.8", 2),
    )
    sets = [building.create_response_set(0, 1, 2, 3, with_declined=True)]
    return building.create_instrument(items=items, response_sets=sets, scales=[scale])


def with_scale(**changes: Any) -> Instrument:
    return replace(sound(), scales=(replace(sound().scales[0], **changes),))


def with_item(**changes: Any) -> Instrument:
    return replace(sound(), items=(*sound().items[:2], replace(sound().items[2], **changes)))


def with_options(*options: Option) -> Instrument:
    return replace(sound(), response_sets=(ResponseSet("how-often", options),))


def with_codes(*codes: object) -> Instrument:
    return replace(sound(), response_sets=(building.create_response_set(*codes),))


def with_second_set(*codes: object) -> Instrument:
    """The third item gets a response set of its own, with the labels of the first."""
    sets = (building.create_response_set(0, 1, 2, 3), ResponseSet("again", options(*codes)))
    return replace(with_item(response_set="again"), response_sets=sets)


def with_many(items: int, scales: int) -> Instrument:
    """So many items and scales, each scale of the first three items."""
    copies = [replace(sound().scales[0], key=f"s{n}") for n in range(scales)]
    return replace(sound(), items=building.create_items(items), scales=tuple(copies))


def options(*codes: object) -> tuple[Option, ...]:
    return building.create_response_set(*codes).options


def with_keyless_set() -> Instrument:
    items = tuple(replace(item, response_set="") for item in sound().items)
    return replace(sound(), items=items, response_sets=(ResponseSet("", options(0, 1, 2, 3)),))


def with_repeated_item_key() -> Instrument:
    return replace(sound(), items=(*sound().items, replace(sound().items[0], text=TEXTS("another"))))


def with_half_attribution() -> Instrument:
    licence = replace(sound().licence, attribution={"en": "by its authors"})
    return replace(sound(), licence=licence)


def with_wider_item() -> Instrument:
    wide = building.create_response_set(0, 1, 2, 3, 4, key="how-much")
    narrow = building.create_response_set(0, 1, 2, 3)
    scale = replace(sound().scales[0], high=Decimal(10))
    return replace(with_item(response_set="how-much"), response_sets=(narrow, wide), scales=(scale,))


def with_bare_options() -> Instrument:
    bare = [replace(option, text={}) for option in options(0, 1, 2, 3)]
    return with_options(*bare)
