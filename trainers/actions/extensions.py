"""All certificates of a region, or of all regions, made longer at once, and taken back."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from wagtail.log_actions import log

from trainers import reading, refusals, scope
from trainers.models import Certificate, ExtendedCertificate, Extension
from trainers.rules import months, standing
from trainers.rules.standing import State
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

# A lapsed certificate has a way back of its own, a revoked one none.
REACHED = standing.ACTIVE | {State.SUSPENDED}


def reached(region: Region | None, today: date, by: User) -> list[Certificate]:
    """The certificates that an extension made today would reach: never those of whoever makes it."""
    rows = Certificate.objects.exclude(candidacy__trainer__user=by)
    rows = rows.select_related("version", "candidacy__trainer", "region").order_by("pk")
    if region:
        rows = rows.filter(region=region)
    return [each for each in rows if reading.state(each, today) in REACHED]


@transaction.atomic
def extend(
    *, region: Region | None, months_more: int, reason: str, by: User, today: date, note: str = ""
) -> Extension:
    """Make every certificate of a region, or of all, longer by so many months; a region once a month."""
    if not scope.works_in(by, region.pk if region else None):
        raise refusals.NotYours
    extension = Extension(
        region=region,
        months=months_more,
        reason=reason,
        note=note.strip(),
        made_by=by,
        made_by_name=str(by),
        made_month=months.of(today),
    )
    try:
        with transaction.atomic():
            extension.save(force_insert=True)
    except IntegrityError as error:
        if "a_region_is_extended_once_a_month" not in str(error):
            raise
        raise refusals.ExtendedAlready from None
    ids = [each.pk for each in reached(region, today, by)]
    if not ids:
        raise refusals.NobodyReached
    Certificate.objects.filter(pk__in=ids).update(extended_months=F("extended_months") + months_more)
    ExtendedCertificate.objects.bulk_create(
        ExtendedCertificate(extension=extension, certificate_id=id) for id in ids
    )
    log(instance=extension, action="trainers.extend", user=by)
    return extension


@transaction.atomic
def take_back(*, extension: Extension, by: User, today: date) -> Extension:
    """Undo an extension, except for certificates that were renewed since."""
    if not scope.works_in(by, extension.region_id):
        raise refusals.NotYours
    undone = Extension.objects.filter(pk=extension.pk, reversed_month__isnull=True).update(
        reversed_by=by, reversed_by_name=str(by), reversed_month=months.of(today)
    )
    if not undone:
        raise refusals.TakenBackAlready
    rows = ExtendedCertificate.objects.filter(extension=extension)
    Certificate.objects.filter(pk__in=rows.values("certificate")).update(
        extended_months=F("extended_months") - extension.months
    )
    rows.delete()
    log(instance=extension, action="trainers.take_back", user=by)
    extension.refresh_from_db()
    return extension
