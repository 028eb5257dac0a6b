"""The paper that confirms a stay, on the page of an application from the last day on."""

from datetime import datetime
from typing import Any

from django import forms

from courses.retreats.models import Application, Offer, Retreat
from courses.retreats.opened import Opened
from courses.retreats.public.after import offer_of
from courses.retreats.rules import hours
from courses.runs.public.paper import PaperForm

HELD = (Retreat.Decided.PUBLISHED, Retreat.Decided.DONE)


class StayPaperForm(PaperForm):
    """The name and the language. It says one thing only, which is not for choosing."""

    says = None  # type: ignore[assignment]  # Django takes a field out so


def part(mine: Opened, code: str, now: datetime, language: str, form: forms.Form | None) -> dict[str, Any]:
    """Nothing before the last day, and for whoever had no place."""
    return {
        "stayed": stayed(mine.application, now),
        "paper": form or StayPaperForm(initial={"language": language}),
    }


def stayed(application: Application, now: datetime) -> Retreat | None:
    """The retreat that a paper can confirm."""
    found = offer_of(application)
    if found is None or found.standing != Offer.Standing.ACCEPTED or found.retreat.decided not in HELD:
        return None
    last_day = hours.begins(found.retreat.ends_on, found.retreat.zone)
    return found.retreat if last_day <= now else None
