"""An import's report in the order in which a person reads it, for the admin and the terminal alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wellbeing.assessments.importing import Finding, Report, Severity
from wellbeing.assessments.models import InstrumentVersion, Scale
from wellbeing.assessments.reading import plain
from wellbeing.assessments.staff.places import text_of

LEFT_OUT = {"left_out", "lead_left_out", "language_left_out"}
AGAINST_CARD = {
    "card_matched",
    "card_none",
    "item_order",
    "expression_agrees",
    "scoring_not_run",
    "sum_scope",
    "bands_without_source",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: what it says, and its place in the file as the language writes it."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """Findings under one heading; `severity` is that of all of them."""

    heading: str
    severity: Severity
    rows: tuple[Row, ...]


def understood(report: Report, version: InstrumentVersion | None) -> list[tuple[str, str]]:
    """What the file was taken to be, as names and values; empty where it could not be read."""
    taken = report.understood
    if not taken.standard:
        return []
    said = [
        (_("title in the file"), taken.title or "–"),
        (_("standard"), f"{taken.format} {taken.standard}".strip()),
        (_("fact card"), taken.fact_card or _("none")),
    ]
    if version:
        said += [
            (_("languages"), ", ".join(taken.languages)),
            (_("questions"), str(taken.items)),
            (_("response sets"), str(taken.response_sets)),
            (_("scales"), "; ".join(_scale(scale) for scale in version.scales.all())),
        ]
    return said


def _scale(scale: Scale) -> str:
    count = len(scale.item_keys)
    return ngettext(
        "%(title)s (%(method)s of %(count)s question, from %(low)s to %(high)s)",
        "%(title)s (%(method)s of %(count)s questions, from %(low)s to %(high)s)",
        count,
    ) % {
        "title": text_of(scale, "title") or scale.key,
        "method": scale.get_method_display(),
        "count": count,
        "low": number_format(plain(scale.low)),
        "high": number_format(plain(scale.high)),
    }


def groups(report: Report) -> list[Group]:
    """The findings under their headings; headings without findings are left out."""
    notes = report.of(Severity.NOTE)
    parts: list[tuple[str, Severity, Sequence[Finding]]] = [
        (_("No draft can be made"), Severity.ERROR, report.of(Severity.ERROR)),
        (_("Somebody has to sign this off before publishing"), Severity.OPEN, report.of(Severity.OPEN)),
        (_("Left out"), Severity.NOTE, [each for each in notes if each.kind in LEFT_OUT]),
        (
            _("Compared with the fact card and with the file's own scoring"),
            Severity.NOTE,
            [each for each in notes if each.kind in AGAINST_CARD],
        ),
        (
            _("Also good to know"),
            Severity.NOTE,
            [each for each in notes if each.kind not in LEFT_OUT | AGAINST_CARD],
        ),
    ]
    return [
        Group(heading, severity, tuple(_row(each) for each in found))
        for heading, severity, found in parts
        if found
    ]


def _row(finding: Finding) -> Row:
    language = "ru" if get_language() == "ru" else "en"
    return Row(finding.sentence(language), finding.place.text(language))
