"""Which regions the public page never shows as served."""

from collections.abc import Collection

from django.db import transaction

from cms import generation
from trainers import refusals, scope
from trainers.models import QuietRegion
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region


@transaction.atomic
def keep_quiet(*, regions: Collection[Region], by: User) -> None:
    """Exactly these regions from now on. The public page is made anew at once."""
    if not scope.works_in(by, None):
        raise refusals.NotYours
    codes = {region.pk for region in regions}
    QuietRegion.objects.exclude(region__in=codes).delete()
    QuietRegion.objects.bulk_create(
        [QuietRegion(region_id=code) for code in sorted(codes)], ignore_conflicts=True
    )
    transaction.on_commit(generation.bump)
