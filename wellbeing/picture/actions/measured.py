"""What a release says of how exactly our instruments measure, taken over where the rule allows."""

from datetime import date

from wellbeing.assessments.actions import reliability
from wellbeing.assessments.models import InstrumentVersion, MeasuredReliability
from wellbeing.picture import measuring
from wellbeing.picture.models import Release


def take_over(*, release: Release, today: date) -> list[MeasuredReliability]:
    """Offer what this release and those before it come to together; return what is used from next month on.

    Only of a release that has been published: what waits to be judged says nothing yet.
    """
    if release.state != Release.State.PUBLISHED:
        return []
    keys = {(each["instrument"], each["version"]) for each in release.measures}
    versions = InstrumentVersion.objects.exclude(status=InstrumentVersion.Status.DRAFT)
    found = versions.filter(instrument__slug__in={slug for slug, _ in keys}).select_related("instrument")
    made = []
    for version in found:
        if (version.instrument.slug, version.number) in keys:
            offers = measuring.offers(version)
            made += reliability.take_over(version=version, offers=offers, today=today)
    return made
