"""What is published of a box: the figures with their intervals, and nothing of what is hidden."""

import json
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessments.building import create_band, create_instrument, create_items, create_response_set
from tests.assessments.building import create_scale as scale_of
from tests.picture.rules.test_cells import attack
from wellbeing.picture.rules import intervals
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.cells import COUNTRY, FEWEST, MEAN, TOTAL, Reason, Shown, Table
from wellbeing.picture.rules.layout import VersionLayout
from wellbeing.picture.rules.noised import Noisy
from wellbeing.picture.rules.release import (
    Figure,
    Release,
    Share,
    UnknownSchema,
    Why,
    tables,
    tells_the_country,
)

QUARTER = date(2026, 7, 1)
REGIONS = ("RU-AD", "RU-KDA", "RU-MOW")
BANDED, PLAIN = "strain", "rest"


def create_layout(*, regions=REGIONS):
    return VersionLayout(
        create_instrument(
            items=create_items(4),
            response_sets=[create_response_set(0, 1, 2)],
            scales=[
                scale_of(
                    key=BANDED,
                    items=["q1", "q2"],
                    low=0,
                    high=4,
                    bands=(create_band(0, "calm"), create_band(2, "some"), create_band(3, "much")),
                ),
                scale_of(key=PLAIN, items=["q3", "q4"], low=0, high=4),
            ],
        ),
        1,
        regions,
    )


def create_noisy(strain, rest=None, *, sums=0, sigma=0.0):
    """Noisy rows from band counts by place; the country's are their sums, as the rules take them to be."""
    layout = create_layout(regions=REGIONS[: len(strain) - 1])
    rest = rest or [sum(row) for row in strain]
    bands = [count for row, alone in zip(strain, rest, strict=True) for count in (*row, alone)]
    country = [sum(column) for column in (*zip(*strain, strict=True), rest)]
    rows = {
        Part.REGION_BANDS: bands,
        Part.COUNTRY_BANDS: country,
        Part.REGION_SUMS: [sums] * (4 * len(strain)),
        Part.COUNTRY_SUMS: [sums * len(strain)] * 4,
        Part.PSYCHOMETRICS: [987654321],
    }
    return Noisy(layout, rows, dict.fromkeys(rows, sigma))


def release_of(*noisy):
    return Release.from_json(json.loads(json.dumps(tables(noisy, quarter=QUARTER))))


def rows_of(release, scale=BANDED):
    found = next(each for each in release.versions[0].scales if each.scale == scale)
    return {row.region: row for row in found.rows}


counts = st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 60))
places = st.lists(st.lists(counts, min_size=3, max_size=3), min_size=2, max_size=4)


def test_a_release_is_read_back_with_the_words_a_page_needs():
    release = release_of(create_noisy([[30, 20, 10], [25, 25, 25], [40, 20, 20], [15, 15, 15]]))

    (version,) = release.versions
    strain, rest = version.scales
    assert (release.quarter, version.instrument, version.version) == (QUARTER, "check", 1)
    assert version.title["ru"] == "check (ru)"
    assert [band.title["en"] for band in strain.bands] == ["calm (en)", "some (en)", "much (en)"]
    assert [band.starts_at for band in strain.bands] == [0, 2, 3]
    assert (strain.low, strain.high, strain.direction, strain.is_strain) == (0, 4, "worse", True)
    assert rest.bands == ()
    assert [row.region for row in strain.rows] == [COUNTRY, *REGIONS, ""]


@pytest.mark.parametrize(("sigma", "is_told"), [(0.0, True), (95.0, True), (110.0, False), (900.0, False)])
def test_it_tells_the_country_where_noise_is_less_than_half_of_its_number(sigma, is_told):
    written = tables([create_noisy([[90, 60, 50], [80, 70, 50]], sigma=sigma)], quarter=QUARTER)

    assert tells_the_country(json.loads(json.dumps(written))) == is_told


def test_every_figure_has_the_interval_of_the_rules():
    row = rows_of(release_of(create_noisy([[90, 60, 50], [80, 70, 50]], sums=400, sigma=5.0)))["RU-AD"]

    share = intervals.share(90, n=200, bands=3, sigma=5.0)
    mean = intervals.mean(400, 400, n=200, bands=3, sigma=5.0, sums_sigma=5.0, low=0, high=4)
    assert row.n == Figure(200, 183, 217)
    assert isinstance(row.bands[0], Share)
    assert (row.bands[0].count, row.bands[0].value) == (90, 0.45)
    assert (row.bands[0].low, row.bands[0].high) == pytest.approx((share.low, share.high), abs=1e-3)
    assert row.mean.value == pytest.approx(mean.value, abs=5e-3)
    assert row.mean.low <= mean.low <= mean.high <= row.mean.high


def test_a_hidden_figure_says_why_and_nothing_else():
    release = release_of(create_noisy([[40, 20, 20], [3, 3, 2], [90, 4, 4], [20, 25, 30]]))

    rows = rows_of(release)
    assert (rows["RU-KDA"].n, rows["RU-KDA"].mean) == (Why.FEW, Why.FEW)
    assert rows["RU-KDA"].bands == (Why.FEW,) * 3
    assert rows["RU-MOW"].n.value == 98
    assert rows["RU-MOW"].mean == Why.ALIKE


def test_a_place_hidden_for_one_scale_is_hidden_for_all():
    release = release_of(
        create_noisy([[40, 20, 20], [3, 3, 2], [25, 25, 25], [20, 25, 30]], [80, 70, 75, 75])
    )

    hidden = {place for place, row in rows_of(release).items() if isinstance(row.n, Why)}
    assert hidden == {place for place, row in rows_of(release, PLAIN).items() if isinstance(row.n, Why)}
    assert rows_of(release, PLAIN)["RU-KDA"].n is Why.FEW


def test_what_the_noise_has_drowned_is_left_out():
    noisy = create_noisy([[19, 19, 19], [70, 60, 80]], sigma=11.0)

    # 3 * 11 * sqrt(3) = 57.2
    assert rows_of(release_of(noisy))["RU-AD"].n is Why.NOISE
    assert rows_of(release_of(noisy))[""].n == Figure(210, 172, 248)


def test_a_form_that_is_not_known_is_refused():
    with pytest.raises(UnknownSchema):
        Release.from_json({"schema": 2, "quarter": "2026-07-01", "versions": []})


@settings(deadline=None, max_examples=60)
@given(places, st.data())
def test_nobody_can_work_out_what_is_hidden(strain, data):
    """All equations of every table, and that the numbers of two scales are of the same people."""
    rest = [max(0, sum(row) + data.draw(st.integers(-12, 12))) for row in strain]
    noisy = create_noisy(strain, rest)
    release = release_of(noisy)
    for scale, counted in ((BANDED, strain), (PLAIN, [[n] for n in rest])):
        shown = _shown(release, scale, counted)
        protected = {(0, cell) for cell, reason in shown.hidden.items() if reason is not Reason.DERIVABLE}
        assert attack([shown], protected) == set()


def _shown(release, scale, counted):
    """The table as the rules of cells see it, with what the release hides of it."""
    places = dict(zip([*REGIONS[: len(counted) - 1], ""], counted, strict=True))
    table = Table(places, [sum(column) for column in zip(*counted, strict=True)])
    hidden = {}
    for place, row in rows_of(release, scale).items():
        for column, figure in [(TOTAL, row.n), (MEAN, row.mean), *enumerate(row.bands)]:
            if isinstance(figure, Why):
                hidden[place, column] = Reason(figure.replace(Why.NOISE, Why.FEW))
    return Shown(table, hidden)


@settings(deadline=None)
@given(places)
def test_nothing_under_ten_is_shown(strain):
    release = release_of(create_noisy(strain))
    for scale in (BANDED, PLAIN):
        for row in rows_of(release, scale).values():
            assert isinstance(row.n, Why) or row.n.value >= FEWEST
            assert all(isinstance(band, Why) or band.count >= FEWEST for band in row.bands)
            if isinstance(row.n, Why):
                assert {row.mean, *row.bands} == {row.n}


@settings(deadline=None)
@given(places, st.data())
def test_what_is_hidden_leaves_no_trace(strain, data):
    """Two boxes that differ only in figures that both hide are published alike, to the letter."""
    noisy = create_noisy(strain)
    published = tables([noisy], quarter=QUARTER)
    rows = rows_of(Release.from_json(published))
    places, rng = [*REGIONS[: len(strain) - 1], ""], data.draw(st.randoms(use_true_random=False))
    sums = list(noisy.rows[Part.REGION_SUMS])
    for i, place in enumerate(places):
        if isinstance(rows[place].mean, Why):
            sums[4 * i : 4 * i + 2] = [rng.randint(-5000, 5000) for _ in range(2)]
    swapped = {**noisy.rows, Part.REGION_SUMS: sums, Part.REGION_BANDS: _swapped(noisy, rows, places, rng)}
    other = tables([Noisy(noisy.layout, swapped, noisy.sigmas)], quarter=QUARTER)
    same = _reasons(other) == _reasons(published)
    assert not same or other == published


def _swapped(noisy, rows, places, rng):
    """The counts of each row's hidden bands in another order."""
    bands = list(noisy.rows[Part.REGION_BANDS])
    for i, place in enumerate(places):
        hidden = [4 * i + band for band, figure in enumerate(rows[place].bands) if isinstance(figure, Why)]
        values = [bands[at] for at in hidden]
        rng.shuffle(values)
        for at, value in zip(hidden, values, strict=True):
            bands[at] = value
    return bands


def _reasons(published):
    found = defaultdict(list)
    for version in published["versions"]:
        for scale in version["scales"]:
            for row in scale["rows"]:
                figures = [row["n"], *row["bands"], row["mean"]]
                found[scale["scale"]] += [each if isinstance(each, str) else None for each in figures]
    return found
