"""Which next steps a result shows: three at most, the heaviest scales first, none twice."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.assessments import building
from tests.factories.assessments import create_definition, create_next_step, create_published
from wellbeing.assessments.rules.definition import Direction, Instrument, Scale
from wellbeing.assessments.rules.scoring import ScaleResult, band_for
from wellbeing.assessments.taking.explaining import Explained
from wellbeing.assessments.taking.pages import ordered_by_weight
from wellbeing.assessments.taking.steps import StepsOf, at_most_three, steps_of

HEAVY, LIGHT = ("heavy", Decimal(5)), ("light", Decimal(0))


def create_steps(by_place: dict[tuple[str, Decimal], list[str]]) -> StepsOf:
    """Steps with these texts at these places, keyed 1, 2, 3 in the order given."""
    items: dict[int, str] = {}
    places = {}
    for place, texts in by_place.items():
        first = len(items) + 1
        items |= {first + i: text for i, text in enumerate(texts)}
        places[place] = tuple(range(first, first + len(texts)))
    return StepsOf(items=items, by_place=places, frame=("<ul>", "</ul>"))


def chosen(by_place: dict[tuple[str, Decimal], list[str]], *places: tuple[str, Decimal]) -> list[str]:
    steps = create_steps(by_place)
    return [steps.items[key] for key in at_most_three(steps, places)]


def test_there_are_three_at_most_and_each_place_has_its_first_before_any_second() -> None:
    by_place = {HEAVY: ["a", "b", "c"], LIGHT: ["d", "e"]}

    assert chosen(by_place, HEAVY, LIGHT) == ["a", "d", "b"]
    assert chosen(by_place, LIGHT, HEAVY) == ["d", "a", "e"]
    assert chosen(by_place, HEAVY) == ["a", "b", "c"]
    assert chosen(by_place) == []


def test_a_step_that_two_places_share_stands_once_where_it_comes_first() -> None:
    assert chosen({HEAVY: ["a", "b"], LIGHT: ["a", "c"]}, HEAVY, LIGHT) == ["a", "b", "c"]


def test_a_place_without_steps_takes_nobodys_room() -> None:
    assert chosen({HEAVY: ["a"]}, ("other", Decimal(0)), HEAVY) == ["a"]


def scales() -> list[Scale]:
    """Two that count as strain, one the other way round, and one of what holds up."""
    bands = tuple(building.create_band(start, title) for start, title in ((0, "a"), (4, "b"), (7, "c")))
    one = replace(create_definition().scales[0], bands=bands, is_strain=True)
    return [
        replace(one, key="support", is_strain=False, direction=Direction.HIGHER_IS_BETTER),
        replace(one, key="first"),
        replace(one, key="second"),
        replace(one, key="hope", direction=Direction.HIGHER_IS_BETTER),
    ]


def order(values: dict[str, int | None]) -> list[tuple[str, Decimal]]:
    instrument: Instrument = replace(create_definition(), scales=tuple(scales()))
    explained = [Explained(scale, "ru", {}) for scale in instrument.scales]
    results = []
    for scale in instrument.scales:
        value = values[scale.key]
        number = None if value is None else Decimal(value)
        band = band_for(scale, number)
        results.append(
            ScaleResult(scale.key, number, answered=3, of=3, band=band, low_error=None, high_error=None)
        )
    return ordered_by_weight(explained, results)


def test_the_furthest_band_goes_first_whichever_way_the_scale_points() -> None:
    assert order({"support": 0, "first": 5, "second": 8, "hope": 1}) == [
        ("second", Decimal(7)),
        ("hope", Decimal(0)),
        ("first", Decimal(4)),
        ("support", Decimal(0)),
    ]


def test_equals_stand_in_the_order_of_the_instrument_and_what_was_not_scored_is_left_out() -> None:
    assert order({"support": None, "first": 0, "second": 1, "hope": None}) == [
        ("first", Decimal(0)),
        ("second", Decimal(0)),
    ]


@pytest.mark.service
@pytest.mark.django_db
def test_steps_are_read_in_the_language_in_their_order_each_with_its_link() -> None:
    instrument = create_published().instrument
    create_next_step(instrument=instrument, position=2, text_ru="Второй", text_en="")
    create_next_step(instrument=instrument, position=1, text_ru="Первый", link_ru="/ru/help/")
    create_next_step(instrument=instrument, starts_at=0, text_ru="Другой <шаг>")
    create_next_step(instrument=create_published(slug="check-2").instrument, text_ru="Чужой")

    steps = steps_of(instrument, "ru")

    high = ("total", Decimal(5))
    html = steps.html(steps.by_place[high])
    assert html.index('<a href="/ru/help/">Первый</a>') < html.index("Второй")
    assert [text.strip() for text in steps.items.values() if "Другой" in text] == [
        "<li>Другой &lt;шаг&gt;</li>"
    ]
    assert "Чужой" not in "".join(steps.items.values())
    assert len(steps_of(instrument, "en").by_place[high]) == 1, "a step without English is not shown there"
    assert steps.html([]) == ""
