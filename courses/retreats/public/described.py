"""Retreats of a round as somebody reads of them who applies."""

from django.utils.formats import date_format

from courses.retreats import planned_titles
from courses.retreats.models import Retreat, Round
from wellbeing.regions.wide import wide


def retreats_of(round: Round) -> list[Retreat]:
    """Those that can be wished for."""
    rows = round.retreats.exclude(decided=Retreat.Decided.CANCELLED)
    return list(rows.order_by("begins_on", "title"))


def described(retreat: Retreat) -> str:
    """What the public may know of it: the month, where about it is, and its name."""
    name = planned_titles.shown(retreat.title)
    return f"{date_format(retreat.begins_on, 'F Y')}, {wide(retreat.region_id)} — {name}"
