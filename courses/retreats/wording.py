"""Rounds in words: where one stands, and hours by the clocks of its zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.zones import ZONES, offset
from courses.retreats.models import Round

NAMES = dict(ZONES)


def state(round_: Round, now: datetime) -> str:
    """As a sentence begins. What has come to its hour is closed, though nobody wrote it down yet."""
    if round_.decided == Round.Decided.OPEN and not round_.is_open(now):
        return _("The hour of closing has come, applications are being closed")
    return capfirst(round_.get_decided_display())


def hour(at: datetime | None, zone: str) -> str:
    """Day, hour and the clocks meant; nothing for no moment."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zone))
    # Without its zone: the format would turn it into the server's time.
    said = date_format(local.replace(tzinfo=None), "j E Y, H:i")
    return f"{said} ({NAMES.get(zone, zone)}, {offset(local)})"
