"""What holds of the checks whatever the definition."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.assessments import building
from wellbeing.assessments.rules import checking, definition, scoring
from wellbeing.assessments.rules.checking import Severity
from wellbeing.assessments.rules.definition import (
    Instrument,
    LicenceClass,
    Method,
    Option,
    ResponseSet,
    Scale,
)

KEYS = st.sampled_from(["", "a", "b", "c"])
CODES = st.one_of(
    st.integers(-2, 3).map(Decimal),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.sampled_from(["sNaN", "1E+999999", "-1E-999999"]).map(Decimal),
)
TEXT = st.dictionaries(st.sampled_from(["ru", "en"]), st.sampled_from(["", "one", "two"]))
WILD = st.builds(
    Instrument,
    key=KEYS,
    title=TEXT,
    about=TEXT,
    recall=TEXT,
    is_validated=st.booleans(),
    items=st.lists(st.builds(definition.Item, KEYS, TEXT, KEYS), max_size=4).map(tuple),
    response_sets=st.lists(
        st.builds(
            ResponseSet,
            KEYS,
            st.lists(st.builds(Option, st.none() | CODES, TEXT, st.booleans()), max_size=4).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    scales=st.lists(
        st.builds(
            Scale,
            KEYS,
            TEXT,
            st.lists(KEYS, max_size=4).map(tuple),
            st.frozensets(KEYS),
            st.sampled_from(Method),
            st.integers(-1, 4),
            CODES,
            CODES,
            st.sampled_from(definition.Direction),
            bands=st.lists(
                st.builds(
                    definition.Band,
                    CODES,
                    TEXT,
                    TEXT,
                    st.sampled_from(definition.BandKind),
                    KEYS,
                    KEYS,
                    st.none(),
                ),
                max_size=3,
            ).map(tuple),
            reliability=st.none()
            | st.builds(definition.Reliability, KEYS, CODES, CODES, st.none(), KEYS, KEYS),
        ),
        max_size=3,
    ).map(tuple),
    licence=st.builds(definition.Licence, st.sampled_from(LicenceClass), attribution=TEXT),
    languages=st.lists(st.sampled_from(["ru", "en"])).map(tuple),
)


@given(WILD)
def test_wild_definitions_are_reported_and_refused_by_name(instrument: Instrument) -> None:
    found = checking.problems(instrument)

    try:
        scoring.prepare(instrument)
    except scoring.BrokenInstrument:
        assert Severity.ERROR in {each.severity for each in found}


@given(st.data())
def test_without_errors_every_value_is_in_range_and_has_its_band(data: st.DataObject) -> None:
    """One figure in eight is nudged at random; what the checks let pass must score soundly."""
    sound = data.draw(building.sound_instruments())
    nudge = st.sampled_from([0] * 14 + [1, -1]).map(Decimal)
    scales = []
    for scale in sound.scales:
        low, high = scale.low + data.draw(nudge), scale.high + data.draw(nudge)
        starts = [low + data.draw(nudge), (low + high) / 2, high + data.draw(nudge)]
        scales.append(
            replace(
                scale,
                low=low,
                high=high,
                min_answered=scale.min_answered + int(data.draw(nudge)),
                bands=tuple(building.create_band(start) for start in starts[: data.draw(st.integers(0, 3))]),
            )
        )
    instrument = replace(sound, scales=tuple(scales))
    if Severity.ERROR in {each.severity for each in checking.problems(instrument)}:
        return

    answers = data.draw(building.answers_to(instrument))
    for scale, result in zip(instrument.scales, scoring.score(instrument, answers), strict=True):
        if result.value is not None:
            assert scale.low <= result.value <= scale.high
            assert (result.band is not None) == bool(scale.bands)
