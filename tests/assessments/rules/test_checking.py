from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.assessments import building
from tests.assessments.breaking import (
    BANDS,
    TEXTS,
    options,
    sound,
    with_bare_options,
    with_codes,
    with_half_attribution,
    with_item,
    with_keyless_set,
    with_many,
    with_options,
    with_repeated_item_key,
    with_scale,
    with_second_set,
    with_wider_item,
)
from wellbeing.assessments.rules import checking, definition
from wellbeing.assessments.rules.checking import Kind, Severity
from wellbeing.assessments.rules.definition import Instrument, LicenceClass, Method, Option
from wellbeing.assessments.rules.problem import WARNINGS

DECLINED = Option(None, TEXTS("declined"), is_missing=True)
UNCODED = Option(None, TEXTS("uncoded"))
BAND = building.create_band

PROBLEMS: list[tuple[Kind, str, Callable[[], Instrument]]] = [
    (Kind.NO_LANGUAGES, "languages", lambda: replace(sound(), languages=())),
    (Kind.NO_SCALES, "scales", lambda: replace(sound(), items=(), scales=())),
    (Kind.NO_ITEMS, "items", lambda: replace(sound(), items=())),
    (Kind.TOO_MANY_ITEMS, "items", lambda: with_many(101, 1)),
    (Kind.TOO_MANY_SCALES, "scales", lambda: with_many(3, 9)),
    (
        Kind.TOO_MANY_OPTIONS,
        "response_sets[0].options",
        lambda: with_options(*options(0, 1, 2, 3), *[DECLINED] * 33),
    ),
    (
        Kind.LICENCE_NEVER,
        "licence.licence_class",
        lambda: replace(sound(), licence=definition.Licence(LicenceClass.NEVER)),
    ),
    (Kind.KEY_MISSING, "response_sets[0].key", with_keyless_set),
    (Kind.DUPLICATE_KEY, "items[3].key", with_repeated_item_key),
    (Kind.DUPLICATE_KEY, "scales[1].key", lambda: replace(sound(), scales=sound().scales * 2)),
    (
        Kind.DUPLICATE_KEY,
        "response_sets[1].key",
        lambda: replace(sound(), response_sets=sound().response_sets * 2),
    ),
    (Kind.TEXT_MISSING, "title", lambda: replace(sound(), title={"ru": "проверка"})),
    (Kind.TEXT_MISSING, "about", lambda: replace(sound(), about={"ru": "о чём", "en": ""})),
    (Kind.TEXT_MISSING, "recall", lambda: replace(sound(), recall={"ru": "две недели"})),
    (Kind.TEXT_MISSING, "licence.attribution", with_half_attribution),
    (Kind.TEXT_MISSING, "items[2].text", lambda: with_item(text={"ru": "вопрос", "en": " \n"})),
    (
        Kind.TEXT_MISSING,
        "response_sets[0].options[3].text",
        lambda: with_options(*options(0, 1, 2), Option(Decimal(3), {"en": "always"})),
    ),
    (Kind.TEXT_MISSING, "scales[0].title", lambda: with_scale(title={"en": "total"})),
    (Kind.TEXT_MISSING, "scales[0].meaning", lambda: with_scale(meaning={"en": "strain"})),
    (
        Kind.TEXT_MISSING,
        "scales[0].bands[1].title",
        lambda: with_scale(bands=(BANDS[0], replace(BANDS[1], title={"en": "high"}))),
    ),
    (
        Kind.TEXT_MISSING,
        "scales[0].bands[0].text",
        lambda: with_scale(bands=(replace(BANDS[0], text={"en": "you"}), BANDS[1])),
    ),
    (Kind.DUPLICATE_TEXT, "items[2].text", lambda: with_item(text={"ru": "вопрос", "en": "Q1\n  (EN) "})),
    (
        Kind.DUPLICATE_TEXT,
        "response_sets[0].options[3].text",
        lambda: with_options(
            *options(0, 1, 2), Option(Decimal(3), {"ru": "всегда", "en": "how-often 0 (en)"})
        ),
    ),
    (Kind.UNKNOWN_RESPONSE_SET, "items[2].response_set", lambda: with_item(response_set="other")),
    (
        Kind.CODES_MISSING,
        "response_sets[0].options[4].code",
        lambda: with_options(*options(0, 1, 2, 3), UNCODED),
    ),
    *[
        (Kind.CODE_IMPOSSIBLE, "response_sets[0].options[1].code", lambda code=code: with_codes(0, code, 3))
        for code in ("NaN", "sNaN", "Infinity", "1000001", "1E+999999", "0.00001", "1E-999999")
    ],
    (Kind.DUPLICATE_CODE, "response_sets[0].options[4].code", lambda: with_codes(0, 1, 2, 3, "3.0")),
    (
        Kind.MISSING_OPTION,
        "response_sets[0].options[4].code",
        lambda: with_options(*options(0, 1, 2, 3), replace(DECLINED, code=Decimal(-99))),
    ),
    (Kind.DIRECTION, "response_sets[0].options", lambda: with_codes(0, 2, 1, 3)),
    (Kind.DIRECTION, "response_sets[1].options", lambda: with_second_set(3, 2, 1, 0)),
    (Kind.UNSCORED_ITEM, "items[3]", lambda: replace(sound(), items=building.create_items(4))),
    (Kind.UNKNOWN_ITEM, "scales[0].items[3]", lambda: with_scale(items=("q1", "q2", "q3", "q9"))),
    (
        Kind.REPEATED_ITEM,
        "scales[0].items[3]",
        lambda: with_scale(items=("q1", "q2", "q3", "q3"), high=Decimal(12)),
    ),
    (Kind.REVERSED_SET, "scales[0].reversed_items", lambda: with_scale(reversed_items=frozenset(["q7"]))),
    (Kind.MIXED_RANGES, "scales[0].items", with_wider_item),
    (Kind.MIN_ANSWERED, "scales[0].min_answered", lambda: with_scale(min_answered=0)),
    (Kind.MIN_ANSWERED, "scales[0].min_answered", lambda: with_scale(min_answered=4)),
    (Kind.RANGE, "scales[0].low", lambda: with_scale(low=Decimal(1), bands=())),
    (Kind.RANGE, "scales[0].low", lambda: with_scale(high=Decimal(27))),
    (Kind.RANGE, "scales[0].low", lambda: with_scale(method=Method.MEAN)),
    (Kind.RANGE, "scales[0].low", lambda: with_scale(method=Method.RESCALE, high=Decimal("9.001"))),
    (Kind.RANGE, "scales[0].low", lambda: with_scale(method=Method.RESCALE, low=Decimal(9), bands=())),
    (Kind.RANGE, "scales[0].low", lambda: with_scale(high=Decimal("NaN"))),
    (Kind.BANDS_ORDER, "scales[0].bands[2].starts_at", lambda: with_scale(bands=(*BANDS, BAND(5)))),
    (Kind.BANDS_ORDER, "scales[0].bands[2].starts_at", lambda: with_scale(bands=(*BANDS, BAND(4)))),
    (Kind.BANDS_START, "scales[0].bands[0].starts_at", lambda: with_scale(bands=(BAND(1), BAND(5)))),
    (Kind.BANDS_RANGE, "scales[0].bands[0].starts_at", lambda: with_scale(bands=(BAND(-1), BAND(5)))),
    (Kind.BANDS_RANGE, "scales[0].bands[2].starts_at", lambda: with_scale(bands=(*BANDS, BAND("9.01")))),
    (Kind.BANDS_RANGE, "scales[0].bands[2].starts_at", lambda: with_scale(bands=(*BANDS, BAND("sNaN")))),
    (
        Kind.BANDS_WITHOUT_SOURCE,
        "scales[0].bands[1].source",
        lambda: with_scale(bands=(BANDS[0], replace(BANDS[1], source=" "))),
    ),
    *[
        (
            Kind.RELIABILITY,
            "scales[0].reliability",
            lambda r=r, sd=sd: with_scale(reliability=building.create_reliability(r, sd)),
        )
        for r, sd in [(1, 2), (0, 2), ("1.1", 2), ("-0.1", 2), ("0.8", 0), ("0.8", -2), ("0.8", "4.51")]
    ],
]


def test_sound_instrument_has_no_problems() -> None:
    assert checking.problems(sound()) == ()


@pytest.mark.parametrize(
    ("kind", "place", "make"), PROBLEMS, ids=[f"{kind}-{place}" for kind, place, _ in PROBLEMS]
)
def test_problem_is_found_at_its_place(kind: Kind, place: str, make: Callable[[], Instrument]) -> None:
    found = checking.problems(make())

    assert (kind, place) in [(each.kind, each.place) for each in found]
    followed = {
        Kind.NO_ITEMS: {Kind.UNKNOWN_ITEM},
        Kind.NO_SCALES: {Kind.NO_ITEMS},
        Kind.TOO_MANY_ITEMS: {Kind.UNSCORED_ITEM},
        Kind.TOO_MANY_OPTIONS: {Kind.DUPLICATE_TEXT},
    }
    assert {each.kind for each in found} - followed.get(kind, set()) == {kind}
    severity = Severity.WARNING if kind in WARNINGS else Severity.ERROR
    assert {each.severity for each in found if each.kind == kind} == {severity}


def test_too_few_options_leave_nothing_to_score_by() -> None:
    found = checking.problems(with_options(*options(1), DECLINED))

    assert [(each.kind, each.place) for each in found] == [
        (Kind.TOO_FEW_OPTIONS, "response_sets[0].options"),
    ]
    assert found[0].values == {"response_set": "how-often", "count": "1"}


def test_scale_without_items_is_found() -> None:
    empty = replace(sound().scales[0], key="empty", items=(), reversed_items=frozenset())

    found = checking.problems(replace(sound(), scales=(*sound().scales, empty)))

    assert [(each.kind, each.place) for each in found] == [(Kind.SCALE_WITHOUT_ITEMS, "scales[1].items")]


def test_every_kind_is_shown_by_a_test() -> None:
    assert {kind for kind, _, _ in PROBLEMS} | {Kind.TOO_FEW_OPTIONS, Kind.SCALE_WITHOUT_ITEMS} == set(Kind)


def test_values_say_what_was_expected() -> None:
    [problem] = checking.problems(with_scale(high=Decimal(27)))

    assert problem.values == {
        "scale": "total",
        "low": "0",
        "high": "27",
        "expected_low": "0",
        "expected_high": "9",
    }


def test_spread_is_held_against_the_width_of_the_range_wherever_it_starts() -> None:
    wide = with_scale(
        low=Decimal(3), high=Decimal(12), bands=(), reliability=building.create_reliability("0.8", 5)
    )
    instrument = replace(wide, response_sets=with_codes(1, 2, 3, 4).response_sets)

    assert [each.kind for each in checking.problems(instrument)] == [Kind.RELIABILITY]


@pytest.mark.parametrize(
    ("make", "places"),
    [
        (lambda: replace(sound(), title={}), ["title"]),
        (lambda: with_item(text={}), ["items[2].text"]),
        (with_bare_options, [f"response_sets[0].options[{n}].text" for n in range(4)]),
        (lambda: with_scale(title={}), ["scales[0].title"]),
        (
            lambda: with_scale(bands=(BANDS[0], replace(BANDS[1], title={}))),
            ["scales[0].bands[1].title"],
        ),
    ],
)
def test_missing_text_is_told_for_each_language(make: Callable[[], Instrument], places: list[str]) -> None:
    found = checking.problems(make())

    assert [(each.kind, each.place, dict(each.values)) for each in found] == [
        (Kind.TEXT_MISSING, place, {"language": language}) for place in places for language in ("ru", "en")
    ]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: with_codes(3, 2, 1, 0), id="best-first"),
        pytest.param(lambda: with_many(3, 8), id="eight-scales"),
        pytest.param(lambda: with_scale(min_answered=1), id="one-answer-is-enough"),
        pytest.param(lambda: with_scale(min_answered=3), id="all-answers-needed"),
        pytest.param(lambda: with_scale(bands=(*BANDS, BAND(9))), id="band-of-the-highest-value-alone"),
        pytest.param(
            lambda: with_scale(reliability=building.create_reliability("0.8", "4.5")), id="widest-spread"
        ),
        pytest.param(lambda: with_scale(reliability=None, bands=()), id="neither-bands-nor-reliability"),
        pytest.param(lambda: with_codes(0, 3), id="yes-or-no"),
    ],
)
def test_what_is_at_the_limit_is_allowed(make: Callable[[], Instrument]) -> None:
    assert checking.problems(make()) == ()


def test_a_hundred_items_are_not_too_many() -> None:
    assert Kind.TOO_MANY_ITEMS not in {each.kind for each in checking.problems(with_many(100, 1))}


def test_inverted_copy_of_a_response_set_is_told_once_with_its_original() -> None:
    [problem] = checking.problems(with_second_set(3, 2, 1, 0))

    assert problem.values == {"response_set": "again", "other": "how-often"}


def test_sets_without_labels_are_not_taken_for_inverted_copies() -> None:
    """Where labels are missing nothing can be said of their codes; that they are missing is said."""
    inverted = with_second_set(3, 2, 1, 0)
    bare = tuple(
        replace(
            each, options=tuple(replace(option, text={"ru": option.text["ru"]}) for option in each.options)
        )
        for each in (inverted.response_sets[0], building.create_response_set(3, 2, 1, 0, key="again"))
    )

    assert {each.kind for each in checking.problems(replace(inverted, response_sets=bare))} == {
        Kind.TEXT_MISSING
    }


def test_second_set_with_other_labels_or_the_same_codes_is_fine() -> None:
    other = building.create_response_set(3, 2, 1, 0, key="how-much")
    with_other = replace(
        with_item(response_set="how-much"),
        response_sets=(building.create_response_set(0, 1, 2, 3), other),
    )

    assert checking.problems(with_other) == ()
    assert checking.problems(with_second_set(0, 1, 2, 3)) == ()
