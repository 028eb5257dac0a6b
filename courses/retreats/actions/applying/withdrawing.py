"""Deleting an application, whenever somebody likes: nothing of it stays."""

from django.db import transaction

from courses.retreats import opened
from courses.retreats.actions.applying import sealing_words, taking_turns
from courses.retreats.actions.offers import asking


@transaction.atomic
def delete(*, code: str) -> None:
    """Delete the application with everything sealed for it; a place it was given becomes free.

    The round is held first, so that it is not being closed, drawn or published meanwhile. Raises
    refusals.NoSuchApplication.
    """
    taking_turns.hold(opened.find(code).round_id)
    application = taking_turns.hold_application(code)
    sealing_words.hold_teams(application)
    had_place = application.offers.exists()
    application.delete()
    if had_place:
        asking.ask_to_fill(application.round_id)
