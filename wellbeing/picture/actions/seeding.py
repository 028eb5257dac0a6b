"""The demo's picture: five quarters that people who do not exist have added to, and the open box of today's.

Whoever is simulated here goes through the counting, the noise and the rules as everybody does; the noise
takes no seed, so the figures differ from one demo to the next. Each that is drawn stands for several people
alike, which is what keeps this quick.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.conf import settings

from wellbeing.assessments.rules.definition import Direction, Instrument
from wellbeing.ballots import quarters
from wellbeing.ballots.actions import boxes as ballot_boxes
from wellbeing.picture import counting
from wellbeing.picture.actions import boxes
from wellbeing.picture.models import Release
from wellbeing.picture.rules import measures, noised, release
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.layout import NO_REGION, VersionLayout
from wellbeing.picture.rules.noised import Noisy
from wellbeing.picture.rules.tallying import Contributed, Tally
from wellbeing.privacy import team_boxes

SEED = 7
QUARTERS = 5
ALIKE = 5
SPREAD = 0.16
WANDER = 0.22
IN_ENGLISH = 0.12
# How many answers are drawn of a place in a quarter, and how heavy it is there from 0 to 1.
PLACES = {
    "RU-MOW": (140, 0.50),
    "RU-SPE": (120, 0.47),
    "RU-SVE": (70, 0.44),
    "RU-KDA": (60, 0.52),
    "RU-NVS": (60, 0.45),
    "RU-TA": (50, 0.41),
    "RU-PER": (45, 0.46),
    "RU-SAM": (40, 0.43),
    "RU-IRK": (30, 0.48),
    "RU-ROS": (12, 0.50),
    "GE": (45, 0.40),
    "AM": (3, 0.42),
    NO_REGION: (90, 0.46),
}
# Where it grows heavier from quarter to quarter.
RISING, RISES = "RU-TOM", (0.34, 0.36, 0.43, 0.55, 0.66)
MANY_RISING = 110
# Of each instrument, what part of a place's people added it: the shipped ones, by key.
SHARES = {"month": 1.0, "week": 0.4}


def seed_picture(*, today: date) -> None:
    """Releases of the quarters before today's, and boxes for it, whose key the council shares by its keys.

    Where something has been published there is nothing to do.
    """
    if Release.objects.exists():
        return
    rng, day = random.Random(SEED), quarters.first_day(today)  # noqa: S311  people who do not exist
    past: list[date] = []
    for _ in range(QUARTERS):
        day = quarters.first_day(day - timedelta(days=1))
        past.insert(0, day)
    layouts, spends = counting.layouts(), settings.PICTURE_BUDGET
    for number, quarter in enumerate(past):
        exact = [(layout, counted(layout, number, rng)) for layout in layouts]
        _release(quarter, [noised.draw(layout, rows, year_epsilon=spends) for layout, rows in exact])
    boxes.make_due(today=today)


def _release(quarter: date, noisy: Sequence[Noisy]) -> None:
    """As if the boxes of the quarter had been opened in the month after."""
    ends = quarters.following(quarter)
    opened = ballot_boxes.open_box(quarter=quarter, public=team_boxes.public_half(team_boxes.draw()))
    ballot_boxes.close_due(today=ends)
    for box in opened:
        ballot_boxes.settle(box=box.pk)
    Release.objects.create(
        quarter=quarter,
        is_apart=False,
        state=Release.State.PUBLISHED,
        tables=release.tables(noisy, quarter=quarter),
        measures=measures.of(noisy),
        made_month=ends,
    )


def counted(layout: VersionLayout, number: int, rng: random.Random) -> dict[Part, list[int]]:
    """What a quarter came to before the noise."""
    tally = Tally([layout])
    for each in _contributions(layout, number, rng):
        tally.add(each)
    return {part: [value * ALIKE for value in row] for part, row in tally.rows(layout.key).items()}


def _contributions(layout: VersionLayout, number: int, rng: random.Random) -> Iterator[Contributed]:
    share, instrument = SHARES.get(layout.instrument.key, 0.0), layout.instrument
    codes, turned = _codes(instrument), _turned(instrument)
    places = PLACES | {RISING: (MANY_RISING, RISES[number])}
    for place, (many, heavy) in places.items():
        for _ in range(round(many * share)):
            own = rng.gauss(heavy, SPREAD)
            answers = [_answer(own, codes[key], rng, is_turned=key in turned) for key in codes]
            language = "en" if rng.random() < IN_ENGLISH else "ru"
            yield instrument.key, layout.version, language, answers, place


def _answer(own: float, codes: Sequence[str], rng: random.Random, *, is_turned: bool) -> str:
    heavy = min(1.0, max(0.0, rng.gauss(own, WANDER)))
    return codes[round((1 - heavy if is_turned else heavy) * (len(codes) - 1))]


def _codes(instrument: Instrument) -> Mapping[str, Sequence[str]]:
    """The codes of each item, from the lowest on."""
    sets = {
        each.key: [str(code) for code in sorted(o.code for o in each.options if o.code is not None)]
        for each in instrument.response_sets
    }
    return {item.key: sets[item.response_set] for item in instrument.items}


def _turned(instrument: Instrument) -> set[str]:
    """The items of which a higher code is the lighter answer."""
    found = set()
    for scale in instrument.scales:
        is_better = scale.direction is Direction.HIGHER_IS_BETTER
        found |= {key for key in scale.items if (key in scale.reversed_items) != is_better}
    return found
