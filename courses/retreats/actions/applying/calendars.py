"""Whoever has a place can have a calendar under a secret address that follows from their application code."""

from django.db import transaction

from courses.retreats import opened, stay_refusals
from courses.retreats.models import Offer
from wellbeing.privacy import codes


@transaction.atomic
def set_calendar(*, code: str, says: str) -> None:
    """Have a calendar whose entries say this, or other words in the one there is; none for no words.

    Raises refusals.NoSuchApplication, stay_refusals.NoPlace.
    """
    application = opened.find(code)
    mine = Offer(application=application)
    mine.put_calendar(codes.calendar(codes.read(code)), says)
    rows = Offer.objects.filter(application=application, standing=Offer.Standing.ACCEPTED)
    if not rows.update(calendar=mine.calendar, calendar_box=mine.calendar_box):
        raise stay_refusals.NoPlace
