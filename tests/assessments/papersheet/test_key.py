"""The key gives by hand exactly what the site gives, whatever is answered and whatever is left out."""

import random
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessments import building
from tests.assessments.papersheet import by_hand
from tests.assessments.papersheet.by_hand import Crosses
from wellbeing.assessments import shipped
from wellbeing.assessments.importing import factcards
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.papersheet import keys, tables
from wellbeing.assessments.rules.definition import Instrument, Item, Method
from wellbeing.assessments.rules.scoring import prepare

OWN = [each.instrument for each in shipped.read_all()]
CARDS = factcards.shipped()
EACH = 2_000


def likeness(card: FactCard) -> Instrument:
    """An instrument with the card's codes, scales and bands, and with sentences of nobody's."""
    codes = {i: tuple(sorted(card.codes_of(i))) for i in range(1, card.count + 1)}
    names = {each: f"set-{n}" for n, each in enumerate(sorted(set(codes.values())))}
    scales = [
        building.create_scale(
            key=scale.key,
            items=[f"q{i}" for i in scale.items],
            reversed_items=frozenset(f"q{i}" for i in scale.reversed),
            low=scale.low,
            high=scale.high,
            method=scale.method,
            min_answered=scale.min_answered,
            bands=scale.bands,
            reliability=scale.reliability,
        )
        for scale in card.scales
    ]
    return building.create_instrument(
        items=[Item(f"q{i}", building.create_texts(f"q{i}"), names[codes[i]]) for i in codes],
        response_sets=[
            building.create_response_set(*each, key=name, with_declined=True) for each, name in names.items()
        ],
        scales=scales,
    )


def scored_by_hand_and_by_rule(instrument: Instrument, sheets: list[Crosses]) -> None:
    """Every sheet both ways: value, band, error, and that there is none."""
    plan = prepare(instrument)
    key = keys(instrument, plan)
    sets = {each.key: each.options for each in instrument.response_sets}
    for crosses in sheets:
        answers = {
            item.key: None if box is None else sets[item.response_set][box].code
            for item, box in zip(instrument.items, crosses, strict=True)
        }
        for each, result in zip(key, plan.score(answers), strict=True):
            value = by_hand.value_of(each, crosses)
            band = by_hand.band_of(each, value)
            assert value == result.value, (each.scale.key, crosses)
            assert (band.band if band else None) == result.band
            assert by_hand.ends_of(each, value) == (result.low_error, result.high_error)


def some_sheets(instrument: Instrument, count: int, seed: int) -> list[Crosses]:
    """With chance; some of them full, some nearly so, some with much left out."""
    chance = random.Random(seed)
    sets = {each.key: len(each.options) for each in instrument.response_sets}
    sheets: list[Crosses] = []
    for n in range(count):
        left_out = (0, 0.1, 0.4, 0.7)[n % 4]
        sheets.append(
            [
                None if chance.random() < left_out else chance.randrange(sets[item.response_set])
                for item in instrument.items
            ]
        )
    return sheets


@pytest.mark.parametrize("instrument", OWN, ids=lambda each: each.key)
def test_thousands_of_sheets_of_ours_are_scored_by_hand_as_by_the_site(instrument: Instrument) -> None:
    scored_by_hand_and_by_rule(instrument, some_sheets(instrument, EACH, seed=7))


@pytest.mark.parametrize("instrument", OWN, ids=lambda each: each.key)
def test_every_way_to_answer_a_scale_of_ours_is_scored_by_hand_as_by_the_site(instrument: Instrument) -> None:
    """All of them, so every edge of every band and every rounding is among them."""
    for scale in instrument.scales:
        items = tuple(item for item in instrument.items if item.key in scale.items)
        alone = replace(instrument, items=items, scales=(scale,))
        boxes = [None, *range(5)]
        scored_by_hand_and_by_rule(alone, [list(each) for each in product(boxes, repeat=len(items))])


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_sheets_with_the_structure_of_every_card_are_scored_by_hand_as_by_the_site(card: FactCard) -> None:
    instrument = likeness(card)

    scored_by_hand_and_by_rule(instrument, some_sheets(instrument, 300, seed=len(card.id)))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_can_be_scored_can_be_scored_by_hand(data: st.DataObject) -> None:
    """Reversed, mixed in range, with half codes, below zero."""
    instrument = data.draw(building.sound_instruments(mixed=data.draw(st.booleans())))

    scored_by_hand_and_by_rule(instrument, some_sheets(instrument, 20, seed=data.draw(st.integers(0, 99))))


def test_nobody_turns_a_reversed_question_round_by_themselves() -> None:
    month = next(each for each in OWN if each.key == "month")

    first = keys(month, prepare(month))[0]

    assert [row.points for row in first.rows] == [tuple(map(Decimal, range(5)))] * 3 + [
        tuple(map(Decimal, range(4, -1, -1)))
    ]
    assert [row.is_reversed for row in first.rows] == [False, False, False, True]


def test_a_band_ends_where_no_value_lies_before_the_next() -> None:
    items = building.create_items(3)
    bands = tuple(building.create_band(start) for start in (0, Decimal("4.5"), 7))
    scale = building.create_scale(items=[item.key for item in items], low=0, high=9, bands=bands)
    instrument = building.create_instrument(
        items=items, response_sets=[building.create_response_set(0, 1, 2, 3)], scales=[scale]
    )

    [key] = keys(instrument, prepare(instrument))

    assert [(each.start, each.end) for each in key.bands] == [(0, 4), (Decimal("4.5"), 6), (7, 9)]


def long(count: int, least: int, method: Method = Method.MEAN) -> Instrument:
    items = building.create_items(count)
    low, high = (0, 4 * count) if method is Method.SUM else (0, 4)
    scale = building.create_scale(
        items=[item.key for item in items], low=low, high=high, method=method, min_answered=least
    )
    return building.create_instrument(
        items=items, response_sets=[building.create_response_set(0, 1, 2, 3, 4)], scales=[scale]
    )


@pytest.mark.parametrize(
    ("count", "least", "columns", "lines"),
    [(20, 14, 7, 81), (20, 10, 1, 81), (27, 27, 1, 109), (40, 20, 0, 0)],
)
def test_a_long_scale_has_a_table_for_complete_answers_or_a_formula_alone(
    count: int, least: int, columns: int, lines: int
) -> None:
    instrument = long(count, least)

    [key] = keys(instrument, prepare(instrument))

    found = (len(key.table.weights), len(key.table.lines)) if key.table else (0, 0)
    assert found == (columns, lines)
    assert key.is_complete == (columns > 1 or count == least)
    scored_by_hand_and_by_rule(instrument, some_sheets(instrument, 200, seed=count))


def test_a_table_is_cut_into_stretches_of_one_length() -> None:
    lines = [tables.Line(Decimal(n), ()) for n in range(29)]

    assert [len(part) for part in tables.chunks(lines, 12)] == [9, 10, 10]
    assert [line for part in tables.chunks(lines, 12) for line in part] == lines
