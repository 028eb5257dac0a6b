"""The map of tiles: where each subject stands, and its name short enough for a tile."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from trainers.coverage import Covered, Level

PLACES = Path(__file__).parent / "tiles.yaml"
EMPTY = "."
# What many regions have in common, and what stands after a dash or in brackets.
COMMON = re.compile(
    r"\b(Республика|республика|область|край|автономн\w+|округ|Republic|Oblast|Krai|Autonomous|Okrug)\b"
    r"|[—–].*|\(.*\)"
)

# What a tile says of its region: a sign beside the colour, and words.
LEVELS: dict[Level, tuple[str, str | Promise]] = {
    Level.NOBODY: ("○", gettext_lazy("nobody")),
    Level.IN_TRAINING: ("◔", gettext_lazy("nobody yet, somebody is in training")),
    Level.ENDING: ("◑", gettext_lazy("every certificate ends soon")),
    Level.ACTIVE: ("●", gettext_lazy("somebody is there")),
}

# Where a long word may be broken: browsers know no syllables of Russian everywhere.
SEAM = re.compile(
    r"(?<=\w{3})(?=(?:ск|цк)(?:ая|ий)|(?:гель|мир|бир|лов|яр|каль)ск|тостан|вия|град|город|бург|стан|поль"
    r"|birsk|yarsk|binsk|gelsk|grad)"
)
LONG = 7
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


@dataclass(frozen=True, slots=True)
class Tile:
    """A region on the map; `column` and `row` count from one, and are None beside the map."""

    covered: Covered
    name: str
    column: int | None = None
    row: int | None = None

    @property
    def sign(self) -> str:
        return LEVELS[self.covered.level][0]

    @property
    def words(self) -> str:
        return str(LEVELS[self.covered.level][1])


@cache
def places() -> dict[str, tuple[int, int]]:
    """By code the column and the row of each subject, counted from one."""
    lines: list[str] = yaml.safe_load(PLACES.read_text(encoding="utf-8"))
    return {
        f"RU-{code}": (column, row)
        for row, line in enumerate(lines, 1)
        for column, code in enumerate(line.split(), 1)
        if code != EMPTY
    }


def tiles(regions: Iterable[Covered]) -> tuple[list[Tile], list[Tile]]:
    """Those on the map from north-west to south-east, as they are read out, and those beside it by name."""
    on, beside = [], []
    regions = list(regions)
    times = Counter(short(str(each.region)) for each in regions)  # in English there are two of Moscow
    for each in regions:
        place = places().get(each.region.pk)
        if place:
            name = short(str(each.region))
            on.append(Tile(each, name if times[name] == 1 else str(each.region), *place))
        else:
            beside.append(Tile(each, str(each.region)))
    on.sort(key=lambda tile: (tile.row, tile.column))
    return on, sorted(beside, key=lambda tile: tile.covered.region.position)


def short(name: str) -> str:
    """“Томская” of “Томская область”, with soft hyphens in long words; all of it where nothing is left."""
    words = COMMON.sub(" ", name).split() or [name]
    return " ".join(SEAM.sub(SOFT_HYPHEN, word) if len(word) > LONG else word for word in words)
