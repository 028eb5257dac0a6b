"""What a box apart came to beside the main one, for whoever judges it: the whole country, scale by scale.

The figures are those that have passed the rules, as everywhere."""

from dataclasses import dataclass

from wellbeing.picture import words
from wellbeing.picture.rules.release import Release, ScaleTable
from wellbeing.picture.standing import Standing
from wellbeing.picture.words import Shown

Key = tuple[str, int, str]
NOTHING = Shown()


@dataclass(frozen=True, slots=True)
class Beside:
    """One scale: how many and the mean, in the main box and in the one apart."""

    title: str
    n: Shown
    mean: Shown
    n_apart: Shown
    mean_apart: Shown


def beside(row: Standing) -> list[Beside]:
    """Every scale of which one of the two boxes shows anything."""
    main, apart = (_scales(row, is_apart=is_apart) for is_apart in (False, True))
    rows = [
        Beside(title, *main.get(key, ("", NOTHING, NOTHING))[1:], n_apart, mean_apart)
        for key, (title, n_apart, mean_apart) in apart.items()
    ]
    return [each for each in rows if each.n.text or each.n_apart.text]


def _scales(row: Standing, *, is_apart: bool) -> dict[Key, tuple[str, Shown, Shown]]:
    written = next((each for each in row.releases if each.is_apart == is_apart), None)
    if written is None:
        return {}
    return {
        (version.instrument, version.version, scale.scale): (
            f"{words.title(version.title)}: {words.title(scale.title)}",
            *_country(scale),
        )
        for version in Release.from_json(written.tables).versions
        for scale in version.scales
    }


def _country(scale: ScaleTable) -> tuple[Shown, Shown]:
    found = next(each for each in scale.rows if each.region is None)
    return words.how_many(found.n), words.figure(found.mean, scale)
