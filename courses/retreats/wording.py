"""Rounds in words: where one stands, hours by the clocks of its zone, and what people say when they apply."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.zones import ZONES, offset
from courses.retreats.models import Round
from courses.retreats.rules.ties import Kind

NAMES = dict(ZONES)
# How great the need is by an own word, from the least.
NEEDS = [
    ("0", gettext_lazy("I am holding up; a retreat would do me good")),
    ("1", gettext_lazy("I am tired in a way that sleep does not mend")),
    ("2", gettext_lazy("It has been hard for a long time, and I have little strength left")),
    ("3", gettext_lazy("It is very hard, and without a break I cannot go on")),
]
# What can be said of another person.
TIES = {
    Kind.BOUND: gettext_lazy("come together or not at all"),
    Kind.TOGETHER: gettext_lazy("would like to come together"),
    Kind.SHARE_ROOM: gettext_lazy("would like to share a room"),
    Kind.APART: gettext_lazy("must not meet"),
}


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
