from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.assessments import building
from wellbeing.assessments.rules import checking, scoring
from wellbeing.assessments.rules.definition import Instrument, Method, Option, ResponseSet

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.yaml"))
CASES = [
    pytest.param(instrument, case, id=f"{path.stem}-{number}")
    for path in GOLDEN
    for instrument, cases in [building.read_golden(path)]
    for number, case in enumerate(cases, start=1)
]


def test_golden_files_are_all_here() -> None:
    assert [path.stem for path in GOLDEN] == ["cbi_like", "gad7", "phq8", "phq9"]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_definition_has_no_problems(path: Path) -> None:
    instrument, _ = building.read_golden(path)

    assert checking.problems(instrument) == ()


@pytest.mark.parametrize(("instrument", "case"), CASES)
def test_golden_case_scores_as_published(instrument: Instrument, case: Mapping[str, Any]) -> None:
    codes = [None if code == "." else Decimal(code) for code in case["answers"].split()]
    answers = dict(zip([item.key for item in instrument.items], codes, strict=True))

    for result in scoring.score(instrument, answers):
        value, _, band = case[result.scale].partition(" ")
        assert result.value == (None if value == "none" else Decimal(value))
        assert (result.band.title["en"] if result.band else "") == (f"{band} (en)" if band else "")
        scale = next(each for each in instrument.scales if each.key == result.scale)
        assert result.of == len(scale.items)
        assert result.answered == sum(answers[key] is not None for key in scale.items)


def five_items(**changes: Any) -> Instrument:
    """Five items 0-4 in one summed scale 0-20, with an option to decline."""
    items = building.create_items(5)
    keys = [item.key for item in items]
    scale = building.create_scale(**{"items": keys, "low": 0, "high": 20, "min_answered": 4, **changes})
    sets = [building.create_response_set(0, 1, 2, 3, 4, with_declined=True)]
    return building.create_instrument(items=items, response_sets=sets, scales=[scale])


def answers_of(*codes: int | None) -> dict[str, Decimal | None]:
    return {f"q{n}": None if code is None else Decimal(code) for n, code in enumerate(codes, start=1)}


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("q2", "5"),
        ("q2", "0.5"),
        ("q2", "-1"),
        ("q2", "NaN"),
        ("q2", "sNaN"),
        ("q2", "Infinity"),
        ("q6", "1"),
    ],
)
def test_unknown_answer_is_named_by_item_and_never_shown(key: str, code: str) -> None:
    with pytest.raises(scoring.UnknownAnswer) as caught:
        scoring.score(five_items(), {"q1": Decimal(1), key: Decimal(code)})

    assert caught.value.item == key
    assert caught.value.args == (key,)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_item_outside_every_scale_is_still_checked() -> None:
    instrument = five_items(items=["q1", "q2", "q3", "q4"], high=16)

    assert scoring.score(instrument, answers_of(1, 1, 1, 1, 4))[0].value == 4
    with pytest.raises(scoring.UnknownAnswer) as caught:
        scoring.score(instrument, answers_of(1, 1, 1, 1, 9))
    assert caught.value.item == "q5"


def test_code_written_with_more_zeros_is_the_same_code() -> None:
    assert scoring.score(five_items(), {**answers_of(1, 1, 1, 1), "q5": Decimal("1.00")})[0].value == 5


def test_absent_none_and_empty_are_all_missing() -> None:
    absent = scoring.score(five_items(), answers_of(1, 2, 3, 4))

    assert scoring.score(five_items(), answers_of(1, 2, 3, 4, None)) == absent
    assert (absent[0].answered, absent[0].of) == (4, 5)
    assert absent[0].value == 13  # 12.5


def test_declined_option_with_a_code_counts_as_missing() -> None:
    options = (*building.create_response_set(0, 1, 2, 3, 4).options, Option(Decimal(9), {}, is_missing=True))
    instrument = replace(five_items(), response_sets=(ResponseSet("how-often", options),))

    result = scoring.score(instrument, answers_of(2, 2, 2, 2, 9))[0]

    assert result.answered == 4
    assert result.value == 10


def test_declined_option_with_an_impossible_code_is_no_answer() -> None:
    declined = Option(Decimal("sNaN"), {}, is_missing=True)
    options = (*building.create_response_set(0, 1, 2, 3, 4).options, declined)
    instrument = replace(five_items(), response_sets=(ResponseSet("how-often", options),))

    assert scoring.score(instrument, answers_of(2, 2, 2, 2))[0].value == 10


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        *[("1000000", True), ("-1000000", True), ("0.0001", True), ("1.00000000", True), ("-0.5", True)],
        *[
            ("1000000.1", False),
            ("-1000000.1", False),
            ("0.00011", False),
            ("Infinity", False),
            ("sNaN", False),
        ],
    ],
)
def test_is_plain_at_its_limits(*, number: str, expected: bool) -> None:
    assert scoring.is_plain(Decimal(number)) is expected


def test_mean_is_rounded_half_up_to_two_decimals() -> None:
    items = building.create_items(8)
    scale = building.create_scale(items=[item.key for item in items], low=0, high=3, method=Method.MEAN)
    sets = [building.create_response_set(0, 1, 2, 3)]
    instrument = building.create_instrument(items=items, response_sets=sets, scales=[scale])

    result = scoring.score(instrument, answers_of(1, 0, 0, 0, 0, 0, 0, 0))[0]

    assert str(result.value) == "0.13"  # 0.125


def test_band_is_read_from_the_rounded_value() -> None:
    """One of eight is 0.125: shown as 0.13, so it must be in the band that starts at 0.13."""
    bands = (building.create_band(0, "below"), building.create_band("0.13", "above"))
    items = building.create_items(8)
    keys = [item.key for item in items]
    scale = building.create_scale(items=keys, low=0, high=3, method=Method.MEAN, bands=bands)
    sets = [building.create_response_set(0, 1, 2, 3)]
    instrument = building.create_instrument(items=items, response_sets=sets, scales=[scale])

    assert scoring.score(instrument, answers_of(1, 0, 0, 0, 0, 0, 0, 0))[0].band == bands[1]


def test_prorated_sum_keeps_the_decimals_of_its_codes() -> None:
    items = building.create_items(3)
    keys = [item.key for item in items]
    scale = building.create_scale(items=keys, low=0, high="4.5", min_answered=2)
    sets = [building.create_response_set("0", "0.5", "1.5")]
    instrument = building.create_instrument(items=items, response_sets=sets, scales=[scale])

    result = scoring.score(instrument, {"q1": Decimal("0.5"), "q2": Decimal("1.5")})[0]

    assert result.value == Decimal("3.0")
    assert scoring.score(instrument, {"q1": Decimal("0.5"), "q2": Decimal(0)})[0].value == Decimal("0.8")


@pytest.mark.parametrize("first", ["0.5", "1"])
def test_complete_sum_of_items_with_different_decimals_is_exact(first: str) -> None:
    sets = [
        building.create_response_set(0, "0.5", 1),
        building.create_response_set(0, 1, key="how-much"),
    ]
    items = (*building.create_items(1), *building.create_items(1, prefix="p", response_set="how-much"))
    scale = building.create_scale(items=["q1", "p1"], low=0, high=2)
    instrument = building.create_instrument(items=items, response_sets=sets, scales=[scale])

    result = scoring.score(instrument, {"q1": Decimal(first), "p1": Decimal(1)})[0]

    assert result.value == Decimal(first) + 1


def test_missing_answer_of_a_wider_item_stays_in_range() -> None:
    """Filling in the mean of the answered would give 12 of at most 9 here."""
    sets = [building.create_response_set(0, 6), building.create_response_set(0, 1, 2, 3, key="how-much")]
    items = (
        *building.create_items(1),
        *building.create_items(1, prefix="p", response_set="how-much"),
    )
    scale = building.create_scale(items=["q1", "p1"], low=0, high=9, min_answered=1)
    instrument = building.create_instrument(items=items, response_sets=sets, scales=[scale])

    assert scoring.score(instrument, {"q1": Decimal(6)})[0].value == 9
    assert scoring.score(instrument, {"p1": Decimal(1)})[0].value == 3
    assert scoring.score(instrument, {"q1": Decimal(6), "p1": Decimal(1)})[0].value == 7


@pytest.mark.parametrize(
    ("codes", "low", "high"),
    [((2, 2, 2, 2, 2), "5.17", "14.83"), ((0, 0, 0, 0, 1), "0", "5.83"), ((4, 4, 4, 4, 4), "15.17", "20")],
)
def test_error_range_is_clipped_to_the_scale(codes: tuple[int, ...], low: str, high: str) -> None:
    """SD 6 and r .8313 give 1.96 * 6 * sqrt(.1687) = 4.8301."""
    instrument = five_items(reliability=building.create_reliability("0.8313", 6))

    result = scoring.score(instrument, answers_of(*codes))[0]

    assert (result.low_error, result.high_error) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("figures", [None, ("1", "6"), ("1.2", "6"), ("0.8", "0"), ("NaN", "6")])
def test_no_error_range_without_possible_reliability(figures: tuple[str, str] | None) -> None:
    reliability = building.create_reliability(*figures) if figures else None

    result = scoring.score(five_items(reliability=reliability), answers_of(2, 2, 2, 2, 2))[0]

    assert result.value == 10
    assert (result.low_error, result.high_error) == (None, None)


def test_unscored_scale_says_nothing_but_its_count() -> None:
    instrument = five_items(
        reliability=building.create_reliability("0.8", 6), bands=(building.create_band(0),)
    )

    result = scoring.score(instrument, answers_of(2, 2, 2))

    assert result == (scoring.ScaleResult("total", None, 3, 5, None, None, None),)


def test_band_for_value_below_the_first_band_is_none() -> None:
    scale = building.create_scale(
        items=["q1"], low=0, high=9, bands=(building.create_band(3), building.create_band(6))
    )

    found = [scoring.band_for(scale, Decimal(value)) for value in ("2.99", "3", "5.99", "6", "9")]

    assert found == [None, scale.bands[0], scale.bands[0], scale.bands[1], scale.bands[1]]
    assert scoring.band_for(scale, None) is None


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"response_sets": ()}, "items[0].response_set"),
        ({"response_sets": (building.create_response_set(1),)}, "items[0].response_set"),
        ({"response_sets": (building.create_response_set(1, "NaN"),)}, "items[0].response_set"),
        ({"response_sets": (building.create_response_set(1, "1E+999999"),)}, "items[0].response_set"),
        ({"items": building.create_items(4)}, "scales[0].items"),
        ({"scales": (building.create_scale(items=(), low=0, high=1),)}, "scales[0].items"),
        ({"scales": five_items(min_answered=0).scales}, "scales[0].min_answered"),
        ({"scales": five_items(min_answered=6).scales}, "scales[0].min_answered"),
        ({"scales": five_items(low=20).scales}, "scales[0].low"),
        ({"scales": five_items(method=Method.RESCALE, high="NaN").scales}, "scales[0].low"),
    ],
)
def test_broken_instrument_is_refused_with_its_place(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(scoring.BrokenInstrument) as caught:
        scoring.prepare(replace(five_items(), **changes))

    assert caught.value.place == place
