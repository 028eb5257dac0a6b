"""Twelve quarters of releases with ninety regions: `python -m tests.bench.filling_picture`.

Every region has been counted in the hundreds, so that all have something to show, and goes through the noise
and the rules. Prints the addresses of the heaviest pages: a scale's, with a row for each region and a column
for each quarter, and the first one.
"""

import random
from datetime import date, timedelta

import django
from django.conf import settings

django.setup()

from cms import generation  # noqa: E402  models need the settings
from wellbeing.ballots import quarters  # noqa: E402
from wellbeing.picture import counting  # noqa: E402
from wellbeing.picture.models import Release  # noqa: E402
from wellbeing.picture.rules import noised, release  # noqa: E402
from wellbeing.picture.rules.budget import Part  # noqa: E402
from wellbeing.picture.rules.layout import HALF, NO_REGION, SQUARE_HALF, VersionLayout  # noqa: E402

QUARTERS, REGIONS = 12, 90
FEWEST, MOST = 300, 1500
NEWEST = date(2026, 7, 1)
INSTRUMENT, SCALE = "month", "exhaustion"


def main() -> None:
    Release.objects.all().delete()
    rng = random.Random(3)
    (found,) = [each for each in counting.layouts() if each.instrument.key == INSTRUMENT]
    layout = VersionLayout(found.instrument, found.version, found.regions[: REGIONS - 1])
    day = NEWEST
    for _ in range(QUARTERS):
        noisy = noised.draw(layout, exact(layout, rng), year_epsilon=settings.PICTURE_BUDGET)
        Release.objects.create(
            quarter=day,
            is_apart=False,
            state=Release.State.PUBLISHED,
            tables=release.tables([noisy], quarter=day),
            measures=[],
            made_month=quarters.following(day),
        )
        day = quarters.first_day(day - timedelta(days=1))
    generation.bump()
    print(f"/ru/picture/scales/{INSTRUMENT}/{layout.version}/{SCALE}/")
    print("/ru/picture/")


def exact(layout: VersionLayout, rng: random.Random) -> dict[Part, list[int]]:
    """What so many people would have come to, without asking each of them."""
    places = {place: rng.randint(FEWEST, MOST) for place in (*layout.regions, NO_REGION)}
    bands = [[_bands(n, scale.slots) for scale in layout.scales] for n in places.values()]
    sums = [[_sums(n, rng) for _ in layout.scales] for n in places.values()]
    return {
        Part.REGION_BANDS: _flat(bands),
        Part.REGION_SUMS: _flat(sums),
        Part.COUNTRY_BANDS: [sum(column) for column in zip(*map(_row, bands), strict=True)],
        Part.COUNTRY_SUMS: [sum(column) for column in zip(*map(_row, sums), strict=True)],
    }


def _bands(n: int, slots: int) -> list[int]:
    return [n // slots] * slots


def _sums(n: int, rng: random.Random) -> list[int]:
    """A mean somewhere in the middle, and squares as wide as answers are."""
    return [round(n * rng.uniform(-HALF / 5, HALF / 5)), -n * SQUARE_HALF // 2]


def _row(of_place: list[list[int]]) -> list[int]:
    return [value for of_scale in of_place for value in of_scale]


def _flat(of_places: list[list[list[int]]]) -> list[int]:
    return [value for of_place in of_places for value in _row(of_place)]


if __name__ == "__main__":
    main()
