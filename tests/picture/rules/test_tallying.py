"""Counting: what comes out is what came in, and no contribution moves it further than is stated."""

import math
from collections import Counter
from decimal import Decimal

import pytest

from tests.picture.rules.counting import REGIONS, create_small, create_uneven, every_answer, layout_of
from wellbeing.assessments.rules import scoring
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.layout import VersionLayout
from wellbeing.picture.rules.tallying import Tally, Unfit, read_counts, read_moments

INSTRUMENTS = [create_small(), create_uneven()]


def contributed(instrument, answers, *, region="", language="ru"):
    return instrument.key, 1, language, answers, region


def rows_of(instrument, *contributions):
    layout = layout_of(instrument)
    tally = Tally([layout])
    for each in contributions:
        tally.add(each)
    return tally.rows(layout.key)


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda each: each.key)
def test_no_contribution_moves_a_row_further_than_stated(instrument):
    """By brute force: every set of answers, language and region, added to what was there before."""
    layout = layout_of(instrument)
    tally = Tally([layout])
    farthest = dict.fromkeys(Part, 0.0)
    before = tally.rows(layout.key)
    for answers in every_answer(instrument):
        for language in instrument.languages:
            for region in (*REGIONS, "", "XX-1"):
                tally.add(contributed(instrument, answers, region=region, language=language))
                after = tally.rows(layout.key)
                for part in Part:
                    moved = math.dist(before[part], after[part])
                    farthest[part] = max(farthest[part], moved)
                before = after
    for part in Part:
        assert farthest[part] <= layout.sensitivity(part) * (1 + 1e-12)
    # And not stated too high: those who moved the counts furthest moved them all the way.
    for part in (Part.REGION_BANDS, Part.COUNTRY_BANDS):
        assert math.isclose(farthest[part], layout.sensitivity(part))


def test_the_stated_distance_is_reached_where_the_ends_can_be_answered():
    instrument = create_uneven()
    layout = layout_of(instrument)
    row = rows_of(instrument, contributed(instrument, ("4", "4", "6")))
    for part in Part:
        assert math.isclose(math.hypot(*row[part]), layout.sensitivity(part))


def test_counts_are_those_of_scoring():
    instrument = create_small()
    layout, everyone = layout_of(instrument), list(every_answer(instrument))
    expected = Counter()
    for answers in everyone:
        codes = {f"q{i}": None if a is None else Decimal(a) for i, a in enumerate(answers, start=1)}
        strain, rest = scoring.score(instrument, codes)
        if strain.value is not None:
            expected["strain", sum(strain.value >= start for start in (0, 2, 3)) - 1] += 1
        if rest.value is not None:
            expected["rest", 0] += 1
    rows = rows_of(instrument, *[contributed(instrument, each, region="RU-AD") for each in everyone])
    counts = read_counts(layout, Part.REGION_BANDS, rows[Part.REGION_BANDS])
    strain = (expected["strain", 0], expected["strain", 1], expected["strain", 2])
    assert counts == {
        ("RU-AD", "strain"): strain,
        ("RU-AD", "rest"): (expected["rest", 0],),
        ("RU-MOW", "strain"): (0, 0, 0),
        ("RU-MOW", "rest"): (0,),
        ("", "strain"): (0, 0, 0),
        ("", "rest"): (0,),
    }
    country = read_counts(layout, Part.COUNTRY_BANDS, rows[Part.COUNTRY_BANDS])
    assert country == {(None, "strain"): strain, (None, "rest"): (expected["rest", 0],)}


def test_sums_are_steps_from_the_middle_of_the_range():
    instrument = create_small()
    rows = rows_of(instrument, contributed(instrument, ("2", "0", "0"), region="RU-MOW"))
    sums = read_counts(layout_of(instrument), Part.REGION_SUMS, rows[Part.REGION_SUMS])
    assert sums["RU-MOW", "strain"] == (50, 25)  # 4 of 4
    assert sums["RU-MOW", "rest"] == (-50, 25)  # 0 of 100
    rows = rows_of(instrument, contributed(instrument, ("1", "1", "2")))
    country = read_counts(layout_of(instrument), Part.COUNTRY_SUMS, rows[Part.COUNTRY_SUMS])
    assert country == {(None, "strain"): (0, -25), (None, "rest"): (25, 25**2 // 50 + 1 - 25)}


def test_moments_are_of_those_who_answered_the_scale_in_full():
    instrument = create_small()
    rows = rows_of(
        instrument,
        contributed(instrument, ("2", "0", None)),
        contributed(instrument, ("0", "0", "1")),
        contributed(instrument, ("1", None, "1")),
        contributed(instrument, ("2", "2", "2"), language="en"),
    )
    found = read_moments(layout_of(instrument), rows[Part.PSYCHOMETRICS], sigma=0)
    strain = found["ru", "strain"]
    # q2 is reversed: its 0 is the far end. Middle 0, ends at 2 either way.
    assert (strain.n, strain.at_floor, strain.at_ceiling) == (2, 0, 1)
    assert strain.sums.tolist() == [0, 4]
    assert strain.products.tolist() == [[8, 0], [0, 8]]
    assert (found["ru", "rest"].n, found["en", "rest"].at_ceiling, found["en", "strain"].n) == (1, 1, 1)


def test_no_order_of_contributions_shows():
    instrument = create_small()
    ways = [contributed(instrument, each, region="RU-AD") for each in every_answer(instrument)]
    assert rows_of(instrument, *ways) == rows_of(instrument, *reversed(ways))


@pytest.mark.parametrize(
    "contribution",
    [
        ("other", 1, "ru", ("0", "0", "0"), ""),
        ("check", 2, "ru", ("0", "0", "0"), ""),
        ("check", 1, "de", ("0", "0", "0"), ""),
        ("check", 1, "ru", ("0", "0"), ""),
        ("check", 1, "ru", ("0", "0", "7"), ""),
        ("check", 1, "ru", ("0", "0", "sNaN"), ""),
        ("check", 1, "ru", ("0", "0", "all"), ""),
        ("check", 1, "ru", ("0", "0", 3), ""),
    ],
)
def test_what_fits_nothing_is_refused_and_moves_nothing(contribution):
    layout = layout_of(create_small())
    tally = Tally([layout])
    with pytest.raises(Unfit) as refusal:
        tally.add(contribution)
    assert str(refusal.value) == ""
    assert not any(any(row) for row in tally.rows(layout.key).values())


def test_regions_have_places_whether_or_not_anybody_is_there():
    layout = VersionLayout(create_small(), 1, ("RU-AD", "", "RU-MOW"))
    assert layout.places == ("RU-AD", "RU-MOW", "")
