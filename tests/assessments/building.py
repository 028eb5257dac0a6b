"""Instruments made of placeholders, for tests: no question of any real instrument is in them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from wellbeing.assessments.rules.definition import (
    Band,
    BandKind,
    Direction,
    Instrument,
    Item,
    Licence,
    LicenceClass,
    Method,
    Option,
    Reliability,
    ResponseSet,
    Scale,
    Texts,
)

LANGUAGES = ("ru", "en")


def create_texts(text: str) -> Texts:
    return {language: f"{text} ({language})" for language in LANGUAGES}


def create_response_set(*codes: object, key: str = "how-often", with_declined: bool = False) -> ResponseSet:
    options = [Option(Decimal(str(code)), create_texts(f"{key} {i}")) for i, code in enumerate(codes)]
    if with_declined:
        options.append(Option(None, create_texts(f"{key} declined"), is_missing=True))
    return ResponseSet(key, tuple(options))


def create_items(count: int, *, prefix: str = "q", response_set: str = "how-often") -> tuple[Item, ...]:
    return tuple(
        Item(f"{prefix}{n}", create_texts(f"{prefix}{n}"), response_set) for n in range(1, count + 1)
    )


def create_band(starts_at: object, title: str = "band") -> Band:
    return Band(
        Decimal(str(starts_at)), create_texts(title), {}, BandKind.CONVENTION, "a source", "adults", 2001
    )


def create_reliability(value: object, sd: object) -> Reliability:
    return Reliability("alpha", Decimal(str(value)), Decimal(str(sd)), None, "adults", "a source")


def create_scale(*, items: Iterable[str], low: object, high: object, **changes: Any) -> Scale:
    items = tuple(items)
    fields: dict[str, Any] = {
        "key": "total",
        "title": create_texts("total"),
        "reversed_items": frozenset(),
        "method": Method.SUM,
        "min_answered": len(items),
        "direction": Direction.HIGHER_IS_WORSE,
    }
    return Scale(items=items, low=Decimal(str(low)), high=Decimal(str(high)), **{**fields, **changes})


def create_instrument(
    *,
    items: Iterable[Item],
    response_sets: Iterable[ResponseSet],
    scales: Iterable[Scale],
    key: str = "check",
) -> Instrument:
    return Instrument(
        key=key,
        title=create_texts(key),
        about={},
        recall={},
        is_validated=False,
        items=tuple(items),
        response_sets=tuple(response_sets),
        scales=tuple(scales),
        licence=Licence(LicenceClass.OWN),
        languages=LANGUAGES,
    )


def read_golden(path: Path) -> tuple[Instrument, list[Mapping[str, Any]]]:
    """The instrument and the cases of a file in `golden/`.

    Such a file holds facts of an instrument's structure, never its texts, and answers with the outcome that
    the published rules give, worked out by hand:

    - `response_sets`: the codes, in the order of the options;
    - `items`: the response set of each item, first to last;
    - `scales`: `items` are the first and the last item's number, `bands` titles with where each starts;
    - `cases`: `answers` are the codes, first item to last, `.` for none; then for each scale its value and
      band, or `none`.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    sets = [create_response_set(*codes, key=key) for key, codes in data["response_sets"].items()]
    key = data["key"]
    items = [
        Item(f"{key}-{n}", create_texts(f"{key}-{n}"), name)
        for n, name in enumerate(data["items"].split(), start=1)
    ]
    scales = [_read_scale(key, name, facts) for name, facts in data["scales"].items()]
    return create_instrument(items=items, response_sets=sets, scales=scales, key=key), data["cases"]


def _read_scale(key: str, name: str, facts: Mapping[str, Any]) -> Scale:
    first, last = facts["items"]
    return create_scale(
        key=name,
        title=create_texts(name),
        items=[f"{key}-{n}" for n in range(first, last + 1)],
        reversed_items=frozenset(f"{key}-{n}" for n in facts.get("reversed", ())),
        method=Method(facts["method"]),
        min_answered=facts["min_answered"],
        low=facts["low"],
        high=facts["high"],
        bands=tuple(create_band(start, title) for title, start in facts["bands"].items()),
    )


@st.composite
def sound_instruments(draw: st.DrawFn, *, mixed: bool = True) -> Instrument:
    """Instruments with nothing impossible in them; with `mixed`, items of a scale may differ in range."""
    codes = st.sampled_from([0, 0, 1]).flatmap(
        lambda places: st.lists(st.decimals(-9, 99, places=places), min_size=2, max_size=5, unique=True)
    )
    names = ["how-often", "how-much"] if mixed else ["how-often"]
    sets = {
        name: create_response_set(*sorted(draw(codes)), key=name, with_declined=draw(st.booleans()))
        for name in names
    }
    count = draw(st.integers(1, 7))
    items = [Item(f"q{n}", create_texts(f"q{n}"), draw(st.sampled_from(names))) for n in range(count)]
    scales = []
    for key in ("first", "second"):
        mine = draw(st.lists(st.sampled_from(items), min_size=1, unique_by=lambda item: item.key))
        method = draw(st.sampled_from(Method))
        low, high = published_range(method, [sets[item.response_set] for item in mine])
        if low == high:
            method, low, high = Method.RESCALE, Decimal(0), Decimal(100)
        reversed_items = draw(st.frozensets(st.sampled_from([item.key for item in mine])))
        min_answered = draw(st.integers(1, len(mine)))
        scales.append(
            create_scale(
                key=key,
                title=create_texts(key),
                items=[item.key for item in mine],
                reversed_items=reversed_items,
                method=method,
                min_answered=min_answered,
                low=low,
                high=high,
            )
        )
    return create_instrument(items=items, response_sets=sets.values(), scales=scales)


def codes_of(response_set: ResponseSet) -> list[Decimal]:
    return [option.code for option in response_set.options if option.code is not None]


def published_range(method: Method, sets: list[ResponseSet]) -> tuple[Decimal, Decimal]:
    """A scale's range worked out the plain way, by fractions."""
    if method is Method.RESCALE:
        return Decimal(0), Decimal(100)
    lows = [Fraction(min(codes_of(each))) for each in sets]
    highs = [Fraction(max(codes_of(each))) for each in sets]
    if method is Method.SUM:
        return half_up(sum(lows, Fraction()), 1), half_up(sum(highs, Fraction()), 1)
    many = len(sets)
    return half_up(sum(lows, Fraction()) / many, 2), half_up(sum(highs, Fraction()) / many, 2)


def half_up(number: Fraction, places: int) -> Decimal:
    """`number` to so many decimals, a half going up."""
    return Decimal((number * 10**places + Fraction(1, 2)).__floor__()).scaleb(-places)


@st.composite
def answers_to(draw: st.DrawFn, instrument: Instrument) -> dict[str, Decimal | None]:
    """Any answers that the instrument's form allows, with some left out."""
    sets = {each.key: each for each in instrument.response_sets}
    answers: dict[str, Decimal | None] = {}
    for item in instrument.items:
        if draw(st.integers(0, 3)):
            answers[item.key] = draw(st.sampled_from([None, *codes_of(sets[item.response_set])]))
    return answers
