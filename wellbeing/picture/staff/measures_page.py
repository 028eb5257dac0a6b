"""What the page of one version shows: for each scale its figures by language, and what is judged by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbeing.assessments.actions import reliability
from wellbeing.assessments.actions.reliability import Offer
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.reading import as_definition, plain
from wellbeing.assessments.rules import measured
from wellbeing.assessments.rules.definition import Instrument, Scale, Texts
from wellbeing.picture import measuring
from wellbeing.picture.measuring import Quarter
from wellbeing.picture.rules import psychometrics
from wellbeing.picture.rules.cells import FEWEST
from wellbeing.picture.rules.figures import Figure, Why
from wellbeing.picture.rules.measures import Measure
from wellbeing.picture.staff import frame
from wellbeing.picture.staff.measures_words import refused

TOGETHER = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in words; `is_flagged` where too many are at an end of the scale."""

    text: str
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One scale: its figures, each item with the rest, and for each language what changes are judged by."""

    title: str
    languages: tuple[str, ...]
    rows: tuple[Row, ...]
    items: tuple[Row, ...]
    judged: tuple[tuple[str, str], ...]


def of(version: InstrumentVersion, chosen: str) -> dict[str, Any] | None:
    """None for a version of which nothing is known. What was chosen wrongly is the quarters together."""
    quarters = measuring.quarters(version)
    if not quarters:
        return None
    by_name = {_name(quarter): quarter for quarter in quarters}
    quarter = by_name.get(chosen)
    found = quarter.measures if quarter else measuring.together(version, quarters)
    judged = {} if quarter else _judged(version, measuring.offers_of(found, quarters))
    by_key = {(each.scale, each.language): each for each in found}
    instrument = as_definition(version)
    return {
        "version": version,
        "parts": [_part(instrument, scale, by_key, judged) for scale in instrument.scales],
        "choices": [(TOGETHER, _("the newest quarters together"))]
        + [(name, _title(each)) for name, each in by_name.items()],
        "chosen": chosen if quarter else TOGETHER,
        "fewest": FEWEST,
        "least": psychometrics.LEAST,
        "least_for_ends": psychometrics.LEAST_FOR_ENDS,
        "least_per_item": psychometrics.LEAST_PER_ITEM,
        "least_to_use": measured.LEAST,
        "widest_to_use": measured.WIDEST,
        "most_at_an_end": round(psychometrics.MOST_AT_AN_END * 100),
        "most_quarters": measuring.QUARTERS_TOGETHER,
    }


def _part(
    instrument: Instrument,
    scale: Scale,
    by_key: dict[tuple[str, str], Measure],
    judged: dict[tuple[str, str], str],
) -> Part:
    languages = [each for each in instrument.languages if (scale.key, each) in by_key]
    several = [by_key[scale.key, language] for language in languages]
    texts = {item.key: item.text for item in instrument.items}
    items = [
        Row(_in_words(texts[key]), tuple([_cell(dict(each.items)[key]) for each in several]))
        for key in scale.items
    ]
    return Part(
        title=_in_words(scale.title),
        languages=tuple([_language(each) for each in languages]),
        rows=tuple(_rows(several)),
        items=tuple(items if several else []),
        judged=tuple(
            [(_language(each), judged[scale.key, each]) for each in languages if (scale.key, each) in judged]
        ),
    )


def _rows(several: Sequence[Measure]) -> list[Row]:
    if not several:
        return []
    return [
        Row(_("Complete answers"), tuple([_cell(each.n) for each in several])),
        Row(_("Mean"), tuple([_cell(each.mean) for each in several])),
        Row(_("Standard deviation"), tuple([_cell(each.sd) for each in several])),
        Row(_("Cronbach's alpha"), tuple([_cell(each.alpha) for each in several])),
        Row(_("McDonald's omega"), tuple([_cell(each.omega) for each in several])),
        Row(_("At the lowest value"), tuple([_at_an_end(each.floor) for each in several])),
        Row(_("At the highest value"), tuple([_at_an_end(each.ceiling) for each in several])),
    ]


def _cell(figure: Figure) -> Cell:
    if figure.value is None or figure.low is None or figure.high is None:
        return Cell(_why(figure))
    return Cell(_bounded(figure.value, figure.low, figure.high))


def _at_an_end(figure: Figure) -> Cell:
    if figure.value is None or figure.low is None or figure.high is None:
        return Cell(_why(figure))
    text = _bounded(*[each * 100 for each in (figure.value, figure.low, figure.high)], unit=" %")
    return Cell(text, is_flagged=figure.value > psychometrics.MOST_AT_AN_END)


def _why(figure: Figure) -> str:
    if figure.why is Why.DROWNED:
        return _("drowned in noise")
    if figure.why is Why.ALIKE:
        return _("hidden: nearly everyone is in one band")
    return _("fewer than %(needed)s people are certain") % {"needed": figure.needed}


def _bounded(value: float, low: float, high: float, *, unit: str = "") -> str:
    if low == high:
        return f"{_number(value)}{unit}"
    return f"{_number(value)}{unit} ({_number(low)}–{_number(high)})"


def _number(value: float) -> str:
    """With a real minus, and without what floating point adds."""
    return number_format(plain(Decimal(str(round(value, 4))))).replace("-", "−")


def _judged(version: InstrumentVersion, offers: Sequence[Offer]) -> dict[tuple[str, str], str]:
    """What becomes of what was measured, by scale and language."""
    return {
        (each.offer.scale, each.offer.language): refused(each)
        for each in reliability.judged(version=version, offers=offers)
    }


def _language(code: str) -> str:
    return capfirst(str(dict(settings.LANGUAGES)[code]))


def _name(quarter: Quarter) -> str:
    return f"{quarter.day:%Y-%m-%d}{'-apart' if quarter.is_apart else ''}"


def _title(quarter: Quarter) -> str:
    name = frame.quarter_name(quarter.day)
    return _("%(quarter)s, the second box") % {"quarter": name} if quarter.is_apart else name


def _in_words(texts: Texts) -> str:
    language = (get_language() or "ru")[:2]
    return texts.get(language) or next(iter(texts.values()), "")
