"""A result goes into the anonymous picture."""

from datetime import datetime

from wellbeing.assessments.adding import offers, refusals
from wellbeing.assessments.adding.contributions import contribution_of
from wellbeing.assessments.taking import catalogue
from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.ballots.actions import casting


def add(
    *,
    shown: Shown,
    answers: tuple[str | None, ...],
    is_ticked: bool,
    region: str,
    form: str,
    now: datetime,
) -> None:
    """Seal the answers into the box of this quarter.

    Raises what `casting.cast` refuses, and adding.refusals.NotTaken, Unticked, UnknownRegion: with each
    nothing is stored.
    """
    if not offers.is_taken(shown):
        raise refusals.NotTaken
    if not is_ticked:
        raise refusals.Unticked
    if region and not any(place.code == region for place in catalogue.regions(shown.language)):
        raise refusals.UnknownRegion
    contribution = contribution_of(
        shown.instrument, shown.number, language=shown.language, answers=answers, region=region
    )
    casting.cast(contribution=contribution, form=form, now=now)
