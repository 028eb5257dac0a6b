"""Numbers, places, quarters and reasons as a reader sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wellbeing.ballots import quarters
from wellbeing.picture.published import Published, language
from wellbeing.picture.rules.release import Figure, ScaleTable, Share, Why

# A scale of more points than this is told in whole ones.
WIDE = 20
ALL, WITHOUT = "all", "without"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure in words, with where it stands on a line of a hundred; or the mark and the reason instead."""

    text: str = ""
    interval: str = ""
    stretch: str = ""
    point: str = ""
    why: str = ""
    reason: str = ""


def title(texts: Mapping[str, str]) -> str:
    """The words in the reader's language, or in one that there is."""
    return texts.get(language()) or next(iter(texts.values()), "")


def place(found: Published, region: str | None) -> str:
    if region is None:
        return _("All together")
    if region == "":
        return _("Region not given")
    names = found.regions.get(region)
    return title(names) if names else region


def place_slug(region: str | None) -> str:
    if region is None:
        return ALL
    return region.lower() or WITHOUT


def quarter(day: date) -> str:
    return quarters.name(day, language=language())


def quarter_slug(day: date) -> str:
    return f"{day.year}-q{(day.month - 1) // quarters.MONTHS + 1}"


def mark(why: Why) -> str:
    """What stands in a table instead of a figure."""
    return {
        Why.FEW: pgettext("mark in a table", "few"),
        Why.ALIKE: pgettext("mark in a table", "alike"),
        Why.DERIVABLE: pgettext("mark in a table", "covers"),
        Why.NOISE: pgettext("mark in a table", "noise"),
    }[why]


def reason(why: Why) -> str:
    return {
        Why.FEW: _("Fewer than ten: so few that somebody could be guessed."),
        Why.ALIKE: _("Nearly everyone is in one band, so it would say something about each of them."),
        Why.DERIVABLE: _("Shown, it would let another hidden figure be worked out."),
        Why.NOISE: _("There are so few that the noise is louder than they are."),
    }[why]


def reasons() -> list[tuple[str, str]]:
    """Every mark with what it means."""
    return [(mark(why), reason(why)) for why in Why]


def figure(found: Figure | Why, table: ScaleTable) -> Shown:
    """A mean on its scale."""
    if isinstance(found, Why):
        return Shown(why=mark(found), reason=reason(found))
    places = 0 if table.high - table.low > WIDE else 1
    ends = [round(100 * (each - table.low) / (table.high - table.low)) for each in (found.low, found.high)]
    at = round(100 * (found.value - table.low) / (table.high - table.low))
    return Shown(
        number(found.value, places),
        f"{number(found.low, places)}–{number(found.high, places)}",
        stretch(*ends),
        point(at),
    )


def share(found: Share | Why) -> Shown:
    """A part of all in hundredths."""
    if isinstance(found, Why):
        return Shown(why=mark(found), reason=reason(found))
    at, low, high = (round(100 * each) for each in (found.value, found.low, found.high))
    return Shown(f"{at} %", f"{low}–{high}", stretch(low, high), point(at))


def how_many(found: Figure | Why) -> Shown:
    if isinstance(found, Why):
        return Shown(why=mark(found), reason=reason(found))
    return Shown(number(found.value, 0), f"{number(found.low, 0)}–{number(found.high, 0)}")


def number(value: float, places: int) -> str:
    return str(number_format(round(value, places) + 0.0, places, use_l10n=True))


def signed(value: float, table: ScaleTable) -> str:
    """A difference with its sign, in the steps in which the scale is told; a bound that is not nothing never
    looks like it."""
    places = 0 if table.high - table.low > WIDE else 1
    places = next((each for each in (places, places + 1) if round(value, each)), places)
    if not round(value, places):
        return number(0, places)
    return f"{'+' if value > 0 else '−'}{number(abs(value), places)}"


def stretch(low: int, high: int) -> str:
    """The classes of a stretch from `low` to `high` of a hundred: tens and ones of both ends."""
    return f"f{low // 10} g{low % 10} t{high // 10} u{high % 10}"


def point(at: int) -> str:
    return f"f{at // 10} g{at % 10}"
