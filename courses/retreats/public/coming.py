"""Parts of the page of an application for whoever said yes: where it is, what happens there, a calendar."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.retreats import programme_words, published, whereabouts
from courses.retreats.models import Offer, Retreat
from courses.retreats.opened import Opened
from courses.runs.public.forms import CalendarForm
from courses.runs.rules.where import Told
from wellbeing.privacy import codes

COMES = (Retreat.Decided.PUBLISHED, Retreat.Decided.DONE)


def part(mine: Opened, code: str, now: datetime, language: str, form: Any) -> dict[str, object]:
    """Nothing for whoever has not said yes, and nothing of a retreat that was called off."""
    rows = Offer.objects.filter(application=mine.application, standing=Offer.Standing.ACCEPTED)
    offer = rows.filter(retreat__decided__in=COMES).select_related("retreat").first()
    if offer is None:
        return {"coming": None}
    retreat = offer.retreat
    newest = published.newest(retreat)
    return {
        "coming": offer,
        "where": _by_clocks_there(whereabouts.whereabouts(offer, now), retreat),
        "programme": newest and programme_words.by_day(newest.items, retreat.begins_on),
        "programme_version": newest and newest.number,
        "programme_changes": [
            programme_words.change(each, retreat.begins_on) for each in (newest.changes if newest else [])
        ],
        "stay_calendar": _address(code) if offer.calendar else "",
        "says": form
        or CalendarForm(initial={"says": offer.calendar_says(codes.calendar(code)) or _("Busy")}),
    }


def _address(plain: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse("retreats_links:calendar", args=[codes.calendar(plain)])


def _by_clocks_there(told: Told | None, retreat: Retreat) -> dict[str, object] | None:
    """Hours as clocks at the retreat show them."""
    if told is None:
        return None
    zone = ZoneInfo(retreat.zone)
    return {
        "city": told.city,
        "city_from": told.city_from and told.city_from.astimezone(zone).replace(tzinfo=None),
        "address": told.address,
        "address_from": told.address_from and told.address_from.astimezone(zone).replace(tzinfo=None),
        "zone": retreat.get_zone_display(),
    }
