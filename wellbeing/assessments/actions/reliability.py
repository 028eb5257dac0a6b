"""Taking over what has been measured: which figure changes are judged by, from next month on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from cms import generation
from wellbeing.assessments.models import InstrumentVersion, MeasuredReliability
from wellbeing.assessments.reading import as_definition
from wellbeing.assessments.rules import measured
from wellbeing.assessments.rules.definition import LicenceClass, Reliability
from wellbeing.assessments.rules.measured import ALPHA, Found, Refusal


@dataclass(frozen=True, slots=True)
class Offer:
    """What was found for one scale in one language, on the answers of these quarters."""

    scale: str
    language: str
    found: Found
    first_quarter: date
    last_quarter: date


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether an offer may be taken over, what it would replace, and since when that is used if measured."""

    offer: Offer
    refusal: Refusal | None
    replaces: Reliability | None
    used_since: date | None


@transaction.atomic
def take_over(
    *, version: InstrumentVersion, offers: Sequence[Offer], today: date
) -> list[MeasuredReliability]:
    """Put measured figures in the place of those used so far where the rule allows; return what is new.

    They hold from the first of next month on, so that nothing that was said this month is said otherwise;
    there is one change a month. A version that has been withdrawn has them too: histories are read by it.
    """
    InstrumentVersion.objects.select_for_update().get(pk=version.pk)
    since = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    rows = [
        _row(version, each.offer, each.replaces, since)
        for each in judged(version=version, offers=offers)
        if each.refusal is None and each.replaces and each.used_since != since
    ]
    made = MeasuredReliability.objects.bulk_create(rows)
    if made:
        transaction.on_commit(generation.bump)
    return made


def judged(*, version: InstrumentVersion, offers: Sequence[Offer]) -> list[Judged]:
    """What the rule says of each offer."""
    published = {scale.key: scale.reliability for scale in as_definition(version).scales}
    rows = MeasuredReliability.objects.filter(version=version).order_by("since_month")
    newest = {(row.scale_key, row.language): row for row in rows}
    licence = LicenceClass(version.licence_class)
    return [
        _judged(licence, offer, newest.get((offer.scale, offer.language)), published.get(offer.scale))
        for offer in offers
    ]


def _judged(
    licence: LicenceClass, offer: Offer, newest: MeasuredReliability | None, published: Reliability | None
) -> Judged:
    in_force, before = published, None
    if newest:
        in_force = Reliability(ALPHA, newest.low, newest.sd, newest.people, "", "")
        before = Found(newest.alpha, newest.low, newest.high, newest.sd, newest.people)
    refusal = measured.refusal(offer.found, licence=licence, in_force=in_force, before=before)
    return Judged(offer, refusal, in_force, newest.since_month if newest else None)


def _row(version: InstrumentVersion, offer: Offer, replaced: Reliability, since: date) -> MeasuredReliability:
    found = offer.found
    return MeasuredReliability(
        version=version,
        scale_key=offer.scale,
        language=offer.language,
        alpha=found.alpha,
        low=found.low,
        high=found.high,
        sd=found.sd,
        people=found.people,
        first_quarter=offer.first_quarter,
        last_quarter=offer.last_quarter,
        since_month=since,
        replaced_kind=replaced.coefficient,
        replaced_value=replaced.value,
        replaced_sd=replaced.sd,
        replaced_source=replaced.source,
    )
