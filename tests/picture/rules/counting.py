"""Small instruments for the counting, and every way to answer them."""

from itertools import product

from tests.assessments.building import (
    create_band,
    create_instrument,
    create_items,
    create_response_set,
    create_scale,
)
from wellbeing.assessments.rules.definition import Instrument, Method
from wellbeing.picture.rules.layout import VersionLayout

REGIONS = ("RU-AD", "RU-MOW")


def create_small() -> Instrument:
    """Two scales that share an item, one reversed item, a declined option, bands on one scale."""
    return create_instrument(
        items=create_items(3),
        response_sets=[create_response_set(0, 1, 2, with_declined=True)],
        scales=[
            create_scale(
                key="strain",
                items=["q1", "q2"],
                reversed_items=frozenset({"q2"}),
                min_answered=1,
                low=0,
                high=4,
                bands=(create_band(0), create_band(2), create_band(3)),
            ),
            create_scale(key="rest", items=["q2", "q3"], method=Method.RESCALE, low=0, high=100),
        ],
    )


def create_uneven() -> Instrument:
    """Items of different ranges, uneven codes, one scale of three."""
    return create_instrument(
        key="uneven",
        items=(*create_items(2), *create_items(1, prefix="r", response_set="far")),
        response_sets=[create_response_set(1, "2.5", 4), create_response_set(-2, 0, 1, 6, key="far")],
        scales=[create_scale(items=["q1", "q2", "r1"], low=0, high=14)],
    )


def layout_of(instrument: Instrument) -> VersionLayout:
    return VersionLayout(instrument, 1, REGIONS)


def every_answer(instrument: Instrument):
    """All sets of answers, as they stand in contributions."""
    sets = {each.key: each for each in instrument.response_sets}
    ways = [
        [None, *[str(o.code) for o in sets[item.response_set].options if o.code is not None]]
        for item in instrument.items
    ]
    return product(*ways)
