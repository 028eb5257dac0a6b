"""From draft to public: sign-offs, the statement that help is staffed, and what stands in the way."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cms import generation
from wellbeing.assessments import sentences
from wellbeing.assessments.actions import drafts, licences
from wellbeing.assessments.models import Finding, Instrument, InstrumentVersion
from wellbeing.assessments.reading import as_definition
from wellbeing.assessments.rules import checking
from wellbeing.assessments.rules.definition import Instrument as Definition
from wellbeing.assessments.rules.definition import LicenceClass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a version cannot be published: the rule's short name, and a sentence in the language that is on."""

    rule: str
    text: str


class NotPublishable(Exception):
    """The version must not be published yet; `reasons` says all that stands in the way."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__()
        self.reasons = reasons


class ReasonMissing(Exception):
    """A signature without a reason says nothing to whoever reads it later."""


@transaction.atomic
def publish(*, version: InstrumentVersion, by: str, today: date) -> InstrumentVersion:
    """Make `version` the public one; the one published before is retired in the same moment.

    Raises drafts.NotADraft or NotPublishable.
    """
    Instrument.objects.select_for_update().get(pk=version.instrument_id)
    drafts.check(version=version)
    version = InstrumentVersion.objects.select_related("instrument").get(pk=version.pk)
    if reasons := obstacles(version=version):
        raise NotPublishable(reasons)
    versions = InstrumentVersion.objects.filter(instrument=version.instrument)
    versions.filter(status=InstrumentVersion.Status.PUBLISHED).update(status=InstrumentVersion.Status.RETIRED)
    version.status = InstrumentVersion.Status.PUBLISHED
    version.published_by = by
    version.published_on = today
    version.save(update_fields=["status", "published_by", "published_on"])
    transaction.on_commit(generation.bump)
    return version


@transaction.atomic
def withdraw(*, version: InstrumentVersion) -> bool:
    """Take a published version off the public list; histories still open. Says whether it was public."""
    found = InstrumentVersion.objects.filter(pk=version.pk, status=InstrumentVersion.Status.PUBLISHED)
    was_public = bool(found.update(status=InstrumentVersion.Status.RETIRED))
    transaction.on_commit(generation.bump)
    return was_public


@transaction.atomic
def sign_off(*, finding: Finding, by: str, reason: str, today: date) -> Finding:
    """Answer for a finding with one's name. Signing again replaces the signature.

    Raises ReasonMissing or drafts.NotADraft.
    """
    if not reason.strip():
        raise ReasonMissing
    drafts.lock(version=finding.version)
    finding.signed_off_by = by
    finding.signed_off_on = today
    finding.reason = reason.strip()
    finding.save(update_fields=["signed_off_by", "signed_off_on", "reason"])
    return finding


@transaction.atomic
def state_help_is_staffed(*, version: InstrumentVersion, by: str, today: date) -> InstrumentVersion:
    """Put one's name to it that people answer where the page sends those in need. Raises drafts.NotADraft."""
    drafts.lock(version=version)
    version.help_staffed_by = by
    version.help_staffed_on = today
    version.save(update_fields=["help_staffed_by", "help_staffed_on"])
    return version


def obstacles(*, version: InstrumentVersion) -> tuple[Reason, ...]:
    """All that stands in the way of publishing, in the order in which an editor would mend it."""
    instrument = as_definition(version)
    return (*_errors(instrument), *_licence(instrument), *_signatures(version), *_help(version, instrument))


def _errors(instrument: Definition) -> list[Reason]:
    said = [
        sentences.sentence(problem, instrument)
        for problem in checking.problems(instrument)
        if problem.severity is checking.Severity.ERROR and problem.kind != checking.Kind.LICENCE_NEVER
    ]
    return [Reason("error", each.ru if get_language() == "ru" else each.en) for each in said]


def _licence(instrument: Definition) -> list[Reason]:
    licence = instrument.licence
    if licence.licence_class is LicenceClass.NEVER:
        return [Reason("licence_never", _("The licence record says that this text must not be shown."))]
    lacking = licences.lacking(instrument)
    if lacking:
        text = _("The licence record is not complete. Still missing: %(what)s.")
        names = ", ".join(str(licences.NAMES[each]) for each in lacking)
        return [Reason("licence_incomplete", text % {"what": names})]
    if not licence.checked_on:
        return [Reason("licence_unchecked", _("Nobody has put their name to the licence record yet."))]
    return []


def _signatures(version: InstrumentVersion) -> list[Reason]:
    unsigned = version.findings.filter(severity=Finding.Severity.OPEN, signed_off_on__isnull=True).count()
    if not unsigned:
        return []
    text = ngettext(
        "%(count)s finding still needs a signature.", "%(count)s findings still need a signature.", unsigned
    )
    return [Reason("unsigned_findings", text % {"count": unsigned})]


def _help(version: InstrumentVersion, instrument: Definition) -> list[Reason]:
    if version.help_staffed_on or not any(item.is_sensitive for item in instrument.items):
        return []
    text = _("There is a sensitive question, and nobody has stated yet that help is staffed.")
    return [Reason("help_not_stated", text)]
