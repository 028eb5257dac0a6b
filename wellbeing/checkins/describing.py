"""A subscription in words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbeing.checkins import zones
from wellbeing.checkins.contents import Contents
from wellbeing.checkins.forms import DAYS, EVERY, HOUR, hour_of_end
from wellbeing.checkins.models import FEEDS, Channel
from wellbeing.checkins.rhythm import Rhythm


@dataclass(frozen=True, slots=True)
class Described:
    """What is set, each part as it stands on a page. `ends` is a day; `rests` is empty without a rest."""

    channel: str
    address: str
    often: str
    days: str
    hours: str
    zone: str
    ends: str
    rests: str


def described(channel: str, contents: Contents, language: str) -> Described:
    rhythm = contents.rhythm
    return Described(
        channel=str(Channel(channel).label),
        address=contents.address,
        often=str(dict(EVERY)[rhythm.every.value]),
        days=", ".join(str(name) for number, name in DAYS if int(number) in rhythm.weekdays),
        hours=f"{rhythm.start // HOUR}:00–{hour_of_end(rhythm)}:00",
        zone=zones.name(rhythm.zone, language),
        ends=day(rhythm.ends_on),
        rests=day(rhythm.rests_until) if rhythm.rests_until else "",
    )


def day(when: date) -> str:
    """A day as it is said within a sentence, with its weekday and year."""
    said = date_format(when, _("l, j E Y"))
    return said if get_language() == "en" else said[:1].lower() + said[1:]


def earliest(rhythm: Rhythm, now: datetime) -> date | None:
    """The first day on which something can come; None if nothing fits before the end."""
    first = rhythm.first(now, lambda: 0.0)
    return first.astimezone(ZoneInfo(rhythm.zone)).date() if first else None


def is_resting(contents: Contents, now: datetime) -> bool:
    """Whether it was put off beyond tomorrow, before which nothing that was changed begins anyway."""
    rests_until = contents.rhythm.rests_until
    return rests_until is not None and rests_until > contents.today(now) + timedelta(days=1)


def traces(channel: str, contents: Contents, host: str) -> list[str]:
    """What it costs a person in traces, in a few sentences."""
    if channel in FEEDS:
        said = [_("Your program asks our server by itself. Whoever watches the network sees that it does.")]
    else:
        said = [_("The services in between see that this address gets such a message at such times.")]
    if channel == Channel.EMAIL:
        said.append(_("Letters stay in the mailbox, in its copies and on every device that fetches it."))
    if contents.has_link:
        said.append(_("Each message holds a link to %(host)s: it names this site.") % {"host": host})
    elif channel in FEEDS:
        said.append(_("The entries do not name this site; the address that your program asks does."))
    else:
        said.append(_("No message names this site."))
    if channel in FEEDS:
        said.append(_("We keep the words sealed, and nothing about who asked for them or when."))
    else:
        said.append(_("We keep the address and the words sealed, and nothing about what was sent or when."))
    return said
