"""Drafts: made from a definition or a published version, checked whenever they change."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from wellbeing.assessments import findings as found
from wellbeing.assessments import writing
from wellbeing.assessments.findings import OF_CHECKS, Found
from wellbeing.assessments.models import Finding, Instrument, InstrumentVersion
from wellbeing.assessments.reading import as_definition
from wellbeing.assessments.rules.definition import Instrument as Definition

POSITION_STEP = 10


class NotADraft(Exception):
    """The version has been published, and never changes again."""


@transaction.atomic
def create_draft(*, instrument: Definition, slug: str, findings: Sequence[Found] = ()) -> InstrumentVersion:
    """The next version under the address `slug`, which is made when it is new.

    `findings` are written down with it, and what our own checks find. Raises writing.DoesNotFit.
    """
    parent = _locked_instrument(slug)
    last = parent.versions.aggregate(last=Max("number"))["last"] or 0
    version = writing.write(instrument, of=parent, number=last + 1)
    Finding.objects.bulk_create([row_of(version, each) for each in findings])
    check(version=version)
    return version


@transaction.atomic
def new_draft_from(*, version: InstrumentVersion) -> InstrumentVersion:
    """The next version with everything `version` has, to go on from there.

    Findings come along with their signatures, since what they speak of is the same text. The statement that
    help is staffed does not: it is about now.
    """
    signed = list(version.findings.all())
    draft = create_draft(instrument=as_definition(version), slug=version.instrument.slug)
    draft.findings.filter(kind__startswith=OF_CHECKS).delete()
    for finding in signed:
        finding.pk = None
        finding.version = draft
    Finding.objects.bulk_create(signed)
    check(version=draft)
    return draft


@transaction.atomic
def check(*, version: InstrumentVersion) -> None:
    """Bring the findings of our own checks up to date.

    What is no longer so goes; what still is keeps its signature. Raises NotADraft.
    """
    lock(version=version)
    wanted = {(each.kind, each.text_en): each for each in found.of_checks(as_definition(version))}
    for finding in version.findings.filter(kind__startswith=OF_CHECKS):
        if wanted.pop((finding.kind, finding.text_en), None) is None:
            finding.delete()
    Finding.objects.bulk_create([row_of(version, each) for each in wanted.values()])


def lock(*, version: InstrumentVersion) -> None:
    """Keep `version` a draft until the caller's transaction ends. Raises NotADraft."""
    locked = InstrumentVersion.objects.select_for_update().get(pk=version.pk)
    if not locked.is_draft():
        raise NotADraft


def neutral_slug() -> str:
    """An address that says nothing of the content and is still free: `check-2`."""
    taken = set(Instrument.objects.filter(slug__startswith="check-").values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := f"check-{n}") not in taken)


def _locked_instrument(slug: str) -> Instrument:
    """The instrument at this address, locked, so that numbers are given one after another."""
    if not Instrument.objects.filter(slug=slug).exists():
        last = Instrument.objects.aggregate(last=Max("position"))["last"] or 0
        Instrument.objects.get_or_create(slug=slug, defaults={"position": last + POSITION_STEP})
    return Instrument.objects.select_for_update().get(slug=slug)


def row_of(version: InstrumentVersion, each: Found) -> Finding:
    """What was found, to be saved with the version."""
    return Finding(
        version=version,
        severity=each.severity,
        kind=each.kind,
        place=each.place,
        text_ru=each.text_ru,
        text_en=each.text_en,
    )
