"""The map of tiles: where each subject stands, and its name short enough for a tile."""

import re
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
    for each in regions:
        place = places().get(each.region.pk)
        if place:
            on.append(Tile(each, short(str(each.region)), *place))
        else:
            beside.append(Tile(each, str(each.region)))
    on.sort(key=lambda tile: (tile.row, tile.column))
    return on, sorted(beside, key=lambda tile: tile.covered.region.position)


def short(name: str) -> str:
    """“Томская” of “Томская область”; the whole name where nothing is left."""
    return " ".join(COMMON.sub(" ", name).split()) or name
