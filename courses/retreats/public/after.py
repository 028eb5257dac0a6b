"""Parts of the page of an application once places are shared out: the offer, or why there is none; the second
form; an appeal."""

import logging
from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from courses.retreats import frozen, reasons_in_words, wording
from courses.retreats.actions.committee import appealing, appeals, teams
from courses.retreats.actions.offers import answers
from courses.retreats.actions.offers.offering import begins
from courses.retreats.actions.preparing import stay_forms
from courses.retreats.models import Application, Frozen, Offer, Retreat, Round, SealedPart, StayForm
from courses.retreats.models.choices import Part
from courses.retreats.opened import Opened
from courses.retreats.public.described import described
from courses.retreats.rules.stay import LONGEST, Stay
from courses.retreats.rules.words import LONGEST_APPEAL
from courses.runs.public.forms import Plain
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.privacy.server_keys import NoKey

log = logging.getLogger(__name__)

TOO_LONG = _("At most %(count)d characters, please.")


def _field(label: Any, *, rows: int, longest: int) -> Plain:
    attrs = {"rows": rows, "maxlength": longest, "autocomplete": "off", "spellcheck": "false", "dir": "auto"}
    return Plain(label=label, widget=forms.Textarea(attrs=attrs))


class StayFields(forms.Form):
    """The second form. Once it is valid, `stay` has it."""

    use_required_attribute = False
    prefix = "stay"

    travel = _field(_("How you travel, and whether somebody should meet you"), rows=3, longest=LONGEST)
    emergency = _field(_("Whom we call in an emergency, and how"), rows=3, longest=LONGEST)
    medication = _field(_("Medication, and what helpers would have to know"), rows=3, longest=LONGEST)
    diet = _field(_("What you eat and drink, and what you do not"), rows=3, longest=LONGEST)
    more = _field(_("Anything else that the team should know"), rows=3, longest=LONGEST)

    def clean(self) -> dict[str, Any]:
        for name, typed in list(self.cleaned_data.items()):
            if len(typed) > LONGEST:
                self.add_error(name, TOO_LONG % {"count": LONGEST})
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error("travel", _("Write something in at least one field. What was sent before stands."))
        return self.cleaned_data

    def stay(self) -> Stay:
        return Stay(**self.cleaned_data)


class AppealFields(forms.Form):
    use_required_attribute = False
    prefix = "appeal"

    why = _field(_("What should be looked at again, and why"), rows=6, longest=LONGEST_APPEAL)

    def clean_why(self) -> str:
        typed: str = self.cleaned_data["why"]
        if not typed:
            raise forms.ValidationError(_("Write in a few words what should be looked at again."))
        if len(typed) > LONGEST_APPEAL:
            raise forms.ValidationError(TOO_LONG % {"count": LONGEST_APPEAL})
        return typed


def offer(mine: Opened, code: str, now: datetime, language: str, form: Any) -> dict[str, object]:
    """The offer and what can be answered; for whoever was never offered anything, why."""
    round = mine.application.round
    if round.decided != Round.Decided.PUBLISHED:
        return {"offer": None, "whys": [], "is_shared_out": False}
    found = offer_of(mine.application)
    return {
        "offer": found,
        "is_shared_out": True,
        "whys": [] if found else _whys(mine),
        **(_facts(found, round, now) if found else {}),
    }


def stay(mine: Opened, code: str, now: datetime, language: str, form: Any) -> dict[str, object]:
    """The second form, for whoever said yes, until the retreat begins."""
    found = offer_of(mine.application)
    if found is None or not stay_forms.may_send(found, now):
        return {"may_send_stay": False}
    return {
        "may_send_stay": True,
        "stay_is_read": teams.can_seal(teams.found_of(found.retreat)),
        "has_sent_stay": StayForm.objects.filter(offer=found).exists(),
        "stay": form or StayFields(),
    }


def appeal(mine: Opened, code: str, now: datetime, language: str, form: Any) -> dict[str, object]:
    """How to appeal and until when; what was answered stays there."""
    round = mine.application.round
    if round.appeals_end_on is None:
        return {"appeals_end_on": None}
    return {
        "appeals_end_on": round.appeals_end_on,
        "may_appeal": appealing.is_open(round, now),
        "appeal_is_read": teams.can_seal(teams.found_for(round, Part.APPEAL)),
        "has_appealed": SealedPart.objects.filter(application=mine.application, part=Part.APPEAL).exists(),
        "appeal_answer": _answered(mine.application),
        "appeal": form or AppealFields(),
    }


def offer_of(application: Application) -> Offer | None:
    return Offer.objects.filter(application=application).select_related("retreat").first()


def days(retreat: Retreat) -> str:
    first, last = (date_format(day, "j E Y") for day in (retreat.begins_on, retreat.ends_on))
    return f"{first} – {last}"


def _facts(found: Offer, round: Round, now: datetime) -> dict[str, object]:
    is_off = found.retreat.decided == Retreat.Decided.CANCELLED
    return {
        "offer_retreat": described(found.retreat),
        "offer_days": days(found.retreat),
        "offer_until": wording.hour(found.answer_by, round.zone),
        "offer_is_off": is_off,
        "may_accept": found.standing == Offer.Standing.OFFERED and answers.stands(found, now),
        "may_give_up": found.standing == Offer.Standing.ACCEPTED and now < begins(found.retreat),
    }


def _whys(mine: Opened) -> list[reasons_in_words.Why]:
    try:
        return reasons_in_words.why(frozen.closed_case(mine.application.round), mine.facts)
    except Frozen.DoesNotExist:  # it goes with the last retreat, before the applications do
        return []
    except (NoKey, DoesNotOpen):
        log.error("the box with reasons does not open")
        return []


def _answered(application: Application) -> str:
    try:
        return appeals.answered(application)
    except (NoKey, DoesNotOpen):
        return ""
