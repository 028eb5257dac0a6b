"""What is found of people in rooms, in words. Who must not meet is told to nobody."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from courses.retreats.models.choices import Feature
from courses.retreats.rooms import Arranged
from courses.retreats.rules.rooms_by_hand import Finding, What

SAID = {
    What.FULL: _("There are more people than beds in “%(room)s”."),
    What.NOT_ALONE: _("%(name)s has to sleep alone, and would share “%(room)s”."),
    What.APART: _("Not everybody can be put together in “%(room)s”. Choose another room."),
    What.LACKS: _("%(name)s needs a room that is %(features)s. “%(room)s” is not."),
    What.NOT_TOGETHER: _("%(name)s and %(other)s both wished to share a room, and do not."),
    What.MOVED: _("%(name)s sleeps elsewhere than the sharing-out of places proposed."),
    What.WAITS: _("%(name)s has no bed yet."),
}


def said(found: Finding, now: Arranged) -> str:
    names = [now.names.get(ticket, "") for ticket in found.tickets]
    name, other = (*names, "", "")[:2]
    room = now.rooms.get(found.room, "")
    return str(SAID[found.what]) % {
        "name": name,
        "other": other,
        "room": room,
        "features": features(found.features),
    }


def features(keys: Iterable[str]) -> str:
    """In the order of the vocabulary, with commas."""
    there = set(keys)
    return ", ".join(str(label) for key, label in Feature.choices if key in there)
