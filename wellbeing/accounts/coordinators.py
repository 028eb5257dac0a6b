"""The teams of a region's coordinators."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext

from wellbeing.accounts.kinds import Kind
from wellbeing.accounts.models import User
from wellbeing.accounts.models.people import COORDINATOR
from wellbeing.accounts.models.teams import COORDINATORS
from wellbeing.regions.models import Region


def may_hold(region: Combinable) -> QuerySet[User]:
    """Whoever has the role for the region and may sign in."""
    return User.objects.filter(is_active=True, groups__name=COORDINATOR, region=region)


def names(codes: Collection[str]) -> dict[str, str]:
    regions = Region.objects.filter(pk__in=codes)
    return {each.pk: gettext("Coordinators: %(region)s") % {"region": each} for each in regions}


KIND = Kind(COORDINATORS, may_hold, names)
