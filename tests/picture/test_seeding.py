"""The demo's picture: a year and more of quarters, through the real noise and rules, and an open box."""

import random
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from tests.factories.cms import create_colleague
from tests.factories.picture import create_council
from wellbeing.assessments.actions import shipped
from wellbeing.ballots.models import Box
from wellbeing.picture import counting
from wellbeing.picture.actions import seeding
from wellbeing.picture.models import Release, Share
from wellbeing.picture.rules import release
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.layout import HALF, VersionLayout
from wellbeing.picture.rules.tallying import read_counts

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)
QUARTERS = [date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)]


@pytest.fixture(autouse=True)
def _ready() -> None:
    shipped.load_shipped(by=create_colleague(username="editor").username, today=TODAY)
    create_council()


def test_five_quarters_are_published_and_todays_box_is_open() -> None:
    seeding.seed_picture(today=TODAY)
    seeding.seed_picture(today=TODAY)

    rows = Release.objects.order_by("quarter")
    assert [row.quarter for row in rows] == QUARTERS
    assert {(row.state, row.is_apart) for row in rows} == {("published", False)}
    read = release.Release.from_json(rows[4].tables)
    assert [version.instrument for version in read.versions] == ["month", "week"]
    assert Box.objects.filter(state=Box.State.OPENED).count() == 2 * len(QUARTERS)
    assert [box.quarter for box in Box.objects.filter(state=Box.State.OPEN)] == [date(2026, 10, 1)] * 2
    assert set(Share.objects.values_list("quarter", flat=True)) == {date(2026, 10, 1)}


def test_in_one_region_it_grows_heavier() -> None:
    """Before the noise, which nobody can foresee."""
    (layout,) = [each for each in counting.layouts() if each.instrument.key == "week"]
    exact = [seeding.counted(layout, number, random.Random(1)) for number in (0, len(QUARTERS) - 1)]

    tomsk, moscow = [[_mean(layout, rows, place) for rows in exact] for place in ("RU-TOM", "RU-MOW")]

    assert tomsk[1] - tomsk[0] > 20
    assert abs(moscow[1] - moscow[0]) < 8


def _mean(layout: VersionLayout, rows: Mapping[Part, Sequence[int]], place: str) -> float:
    """From 0 to 100."""
    (scale,) = layout.scales
    key = place, scale.scale.key
    steps, _ = read_counts(layout, Part.REGION_SUMS, rows[Part.REGION_SUMS])[key]
    return steps / sum(read_counts(layout, Part.REGION_BANDS, rows[Part.REGION_BANDS])[key]) + HALF
