"""What holds of scoring whatever the instrument and the answers."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.assessments import building
from wellbeing.assessments.rules import scoring
from wellbeing.assessments.rules.definition import Method


@given(st.data())
def test_values_stay_in_range_and_follow_the_missing_rule(data: st.DataObject) -> None:
    instrument = data.draw(building.sound_instruments())
    answers = data.draw(building.answers_to(instrument))

    for scale, result in zip(instrument.scales, scoring.score(instrument, answers), strict=True):
        answered = sum(answers.get(key) is not None for key in scale.items)
        assert (result.answered, result.of) == (answered, len(scale.items))
        assert (result.value is not None) == (answered >= scale.min_answered)
        assert result.value is None or scale.low <= result.value <= scale.high


@given(st.data())
def test_lowest_and_highest_codes_reach_both_ends_of_the_range(data: st.DataObject) -> None:
    instrument = data.draw(building.sound_instruments())
    pick = data.draw(st.sampled_from([min, max]))
    missing = data.draw(st.sampled_from([item.key for item in instrument.items]))
    sets = {each.key: building.codes_of(each) for each in instrument.response_sets}
    plain = replace(
        instrument, scales=tuple(replace(each, reversed_items=frozenset()) for each in instrument.scales)
    )

    results = scoring.score(
        plain,
        {item.key: pick(sets[item.response_set]) for item in instrument.items if item.key != missing},
    )

    for scale, result in zip(instrument.scales, results, strict=True):
        assert result.value in (None, pick(scale.low, scale.high))


@given(st.data())
def test_value_is_the_published_arithmetic(data: st.DataObject) -> None:
    """With one range of codes: reverse by min + max - code, take the mean of the answered, and go on."""
    instrument = data.draw(building.sound_instruments(mixed=False))
    answers = data.draw(building.answers_to(instrument))
    codes = building.codes_of(instrument.response_sets[0])
    low, high = min(codes), max(codes)

    for scale, result in zip(instrument.scales, scoring.score(instrument, answers), strict=True):
        taken = [(key in scale.reversed_items, answers.get(key)) for key in scale.items]
        straight = [
            low + high - code if is_reversed else code for is_reversed, code in taken if code is not None
        ]
        if len(straight) < scale.min_answered:
            assert result.value is None
            continue
        mean = Fraction(sum(straight)) / len(straight)
        if scale.method is Method.SUM:
            places = 0 if all(code == int(code) for code in codes) else 1
            assert result.value == building.half_up(mean * len(scale.items), places)
        elif scale.method is Method.MEAN:
            assert result.value == building.half_up(mean, 2)
        else:
            stretched = (mean - Fraction(low)) / Fraction(high - low) * 100
            assert result.value == building.half_up(stretched, 2)


@given(st.data())
def test_complete_sum_is_exact(data: st.DataObject) -> None:
    instrument = data.draw(building.sound_instruments())
    sets = {each.key: building.codes_of(each) for each in instrument.response_sets}
    answers = {item.key: data.draw(st.sampled_from(sets[item.response_set])) for item in instrument.items}
    sums = [replace(each, method=Method.SUM, reversed_items=frozenset()) for each in instrument.scales]

    results = scoring.score(replace(instrument, scales=tuple(sums)), answers)

    assert [each.value for each in results] == [sum(answers[key] for key in scale.items) for scale in sums]


@given(st.data())
def test_reversal_is_undone_by_reversing_the_answers(data: st.DataObject) -> None:
    instrument = data.draw(building.sound_instruments())
    answers = data.draw(building.answers_to(instrument))
    mirrored_sets = []
    for each in instrument.response_sets:
        codes = building.codes_of(each)
        mirrored = sorted(min(codes) + max(codes) - code for code in codes)
        mirrored_sets.append(building.create_response_set(*mirrored, key=each.key))
    ends = {
        each.key: (min(codes), max(codes)) for each in mirrored_sets for codes in [building.codes_of(each)]
    }
    mirrored_answers = {
        item.key: sum(ends[item.response_set]) - code
        for item in instrument.items
        if (code := answers.get(item.key)) is not None
    }
    turned = [
        replace(each, reversed_items=frozenset(each.items) - each.reversed_items)
        for each in instrument.scales
    ]
    mirror = replace(instrument, response_sets=tuple(mirrored_sets), scales=tuple(turned))

    assert scoring.score(mirror, mirrored_answers) == scoring.score(instrument, answers)


@given(st.data())
def test_order_of_answers_and_items_does_not_matter(data: st.DataObject) -> None:
    instrument = data.draw(building.sound_instruments())
    answers = data.draw(building.answers_to(instrument))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    scales = [
        replace(each, items=tuple(data.draw(st.permutations(each.items)))) for each in instrument.scales
    ]
    items = tuple(data.draw(st.permutations(instrument.items)))

    other = replace(instrument, items=items, scales=tuple(scales))

    assert scoring.score(other, shuffled) == scoring.score(instrument, answers)


@given(st.data())
def test_a_higher_code_raises_straight_scales_and_lowers_reversed(data: st.DataObject) -> None:
    instrument = data.draw(building.sound_instruments())
    answers = data.draw(building.answers_to(instrument))
    sets = {each.key: building.codes_of(each) for each in instrument.response_sets}
    item = data.draw(st.sampled_from(instrument.items))
    less, more = sorted(data.draw(st.lists(st.sampled_from(sets[item.response_set]), min_size=2, max_size=2)))

    before = scoring.score(instrument, {**answers, item.key: less})
    after = scoring.score(instrument, {**answers, item.key: more})

    for scale, low, high in zip(instrument.scales, before, after, strict=True):
        if item.key not in scale.items:
            assert low == high
        elif low.value is not None and high.value is not None:
            assert low.value >= high.value if item.key in scale.reversed_items else low.value <= high.value


@given(st.data())
def test_answering_alike_gives_the_same_value_however_much_is_missing(data: st.DataObject) -> None:
    """Prorating must not move a person who answers every item alike."""
    instrument = data.draw(building.sound_instruments(mixed=False))
    code = data.draw(st.sampled_from(building.codes_of(instrument.response_sets[0])))
    keys = [item.key for item in instrument.items]
    answered = data.draw(st.sets(st.sampled_from(keys)))
    straight = [replace(each, reversed_items=frozenset()) for each in instrument.scales]
    instrument = replace(instrument, scales=tuple(straight))

    whole = scoring.score(instrument, dict.fromkeys(keys, code))
    partial = scoring.score(instrument, dict.fromkeys(answered, code))

    for complete, incomplete in zip(whole, partial, strict=True):
        assert incomplete.value in (None, complete.value)


@given(st.data(), st.integers(-9, 9))
def test_shifting_all_codes_shifts_sums_and_means_and_leaves_stretched_values(
    data: st.DataObject, by: int
) -> None:
    """K10 is in use with codes 0-4 and with 1-5: the two must differ by what the codes do, and no more."""
    instrument = data.draw(building.sound_instruments())
    answers = data.draw(building.answers_to(instrument))
    sets = []
    for each in instrument.response_sets:
        shifted = [code + by for code in building.codes_of(each)]
        sets.append(building.create_response_set(*shifted, key=each.key))
    moves = {Method.SUM: by, Method.MEAN: by, Method.RESCALE: 0}
    scales = []
    for scale in instrument.scales:
        move = moves[scale.method] * (len(scale.items) if scale.method is Method.SUM else 1)
        scales.append(replace(scale, low=scale.low + move, high=scale.high + move))
    moved = replace(instrument, response_sets=tuple(sets), scales=tuple(scales))

    shifted_answers = {key: None if code is None else code + by for key, code in answers.items()}
    before, after = scoring.score(instrument, answers), scoring.score(moved, shifted_answers)

    for scale, shifted_scale, old, new in zip(instrument.scales, scales, before, after, strict=True):
        assert (old.value is None) == (new.value is None)
        if old.value is not None and new.value is not None:
            assert new.value - old.value == shifted_scale.low - scale.low


@given(st.decimals(0, 100, places=2), st.decimals("0.05", "0.95", places=2), st.decimals("0.1", 50, places=1))
def test_error_range_holds_the_value(value: Decimal, r: Decimal, sd: Decimal) -> None:
    """One item whose codes are the values themselves, so that any value can be had."""
    sets = [building.create_response_set(*{Decimal("0.00"), value, Decimal("100.00")})]
    scale = building.create_scale(
        items=["q1"], low=0, high=100, method=Method.MEAN, reliability=building.create_reliability(r, sd)
    )
    instrument = building.create_instrument(
        items=building.create_items(1), response_sets=sets, scales=[scale]
    )

    result = scoring.score(instrument, {"q1": value})[0]

    assert result.value == value
    margin = (Decimal("1.96") * sd * (1 - r).sqrt()).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert result.low_error == max(Decimal(0), value - margin)
    assert result.high_error == min(Decimal(100), value + margin)
