"""Published releases of what simulated people answered, with the noise that real ones have."""

from datetime import date

import numpy as np

from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.reading import as_definition
from wellbeing.picture.models import Release
from wellbeing.picture.rules import measures, noised
from wellbeing.picture.rules.layout import VersionLayout
from wellbeing.picture.rules.tallying import Tally

QUARTER = date(2027, 1, 1)
MADE = date(2027, 4, 1)


def simulate(
    layout: VersionLayout, n: int, *, loading: float = 0.8, middle: float = 0.5, seed: int = 3
) -> np.ndarray:
    """How far each of n people goes on each item, from 0 to 1, of whom one thing makes answer alike."""
    rng = np.random.default_rng(seed)
    many = len(layout.instrument.items)
    alike = rng.normal(size=(n, 1)) * loading + rng.normal(size=(n, many)) * np.sqrt(1 - loading**2)
    return np.clip(middle + alike / 5, 0, 1)


def tally_of(layout: VersionLayout, n: int, *, language: str = "ru", **how: float) -> Tally:
    """What n people come to who answer everything; reversed items the other way round."""
    turned = {key for scale in layout.instrument.scales for key in scale.reversed_items}
    sets = {
        each.key: sorted(o.code for o in each.options if o.code is not None)
        for each in layout.instrument.response_sets
    }
    tally = Tally([layout])
    columns = [
        [str(code) for code in sets[item.response_set][:: -1 if item.key in turned else 1]]
        for item in layout.instrument.items
    ]
    for person in simulate(layout, n, **how):
        answers = [codes[round(x * (len(codes) - 1))] for codes, x in zip(columns, person, strict=True)]
        tally.add((*layout.key, language, tuple(answers), ""))
    return tally


def measured(version: InstrumentVersion, n: int, *, year_epsilon: float = 2.0, **how: object) -> list:
    """`Release.measures` of n people."""
    layout = VersionLayout(as_definition(version), version.number, ())
    rows = tally_of(layout, n, **how).rows(layout.key)
    return measures.of([noised.draw(layout, rows, year_epsilon=year_epsilon)])


def create_release(written: list, *, quarter: date = QUARTER, **changes: object) -> Release:
    fields = {
        "quarter": quarter,
        "is_apart": False,
        "state": Release.State.PUBLISHED,
        "tables": {},
        "measures": written,
        "made_month": MADE,
    }
    return Release.objects.create(**fields | changes)
