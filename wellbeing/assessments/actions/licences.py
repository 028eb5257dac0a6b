"""Whether a licence record allows to show a text here, and who put their name to it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wellbeing.assessments.actions import drafts
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.reading import as_definition
from wellbeing.assessments.rules.definition import Instrument, LicenceClass

NAMES = {
    "holder": _("holder of the rights"),
    "evidence_url": _("where it is stated"),
    "evidence_on": _("read on"),
    "reference": _("reference of the permission"),
    "uses": _("allowed uses"),
    "attribution": _("attribution in every language"),
}


class NotAllowed(Exception):
    """The record forbids showing the text, or lacks what it needs; `lacking` are keys of NAMES."""

    def __init__(self, lacking: tuple[str, ...]) -> None:
        super().__init__()
        self.lacking = lacking


def lacking(instrument: Instrument) -> tuple[str, ...]:
    """What the record needs and does not have: nothing for a text of our own."""
    licence = instrument.licence
    if licence.licence_class in (LicenceClass.OWN, LicenceClass.NEVER):
        return ()
    free = licence.licence_class is LicenceClass.FREE
    has = {
        "holder": bool(licence.holder.strip()),
        "evidence_url": not free or bool(licence.evidence_url.strip()),
        "evidence_on": not free or bool(licence.evidence_on),
        "reference": free or bool(licence.reference.strip()),
        "uses": bool(licence.allowed_uses),
        "attribution": all(
            licence.attribution.get(language, "").strip() for language in instrument.languages
        ),
    }
    return tuple(name for name, is_there in has.items() if not is_there)


@transaction.atomic
def check(*, version: InstrumentVersion, by: str, today: date) -> InstrumentVersion:
    """Put one's name to it that the record allows showing this text to anybody here.

    The database takes the name away when the record changes. Raises drafts.NotADraft or NotAllowed.
    """
    drafts.lock(version=version)
    version.refresh_from_db()
    instrument = as_definition(version)
    missing = lacking(instrument)
    if missing or instrument.licence.licence_class is LicenceClass.NEVER:
        raise NotAllowed(missing)
    version.licence_checked_by = by
    version.licence_checked_on = today
    version.save(update_fields=["licence_checked_by", "licence_checked_on"])
    return version
