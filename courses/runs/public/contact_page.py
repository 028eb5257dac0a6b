"""The page about messages to somebody with a place. Every answer to a place code has one length."""

import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from courses.runs.models import Contact, Place
from courses.runs.public.contact_steps import Pressed
from courses.runs.public.pages import LENGTH
from wellbeing.outbox import carriers
from wellbeing.outbox.actions import confirming
from wellbeing.outbox.carriers import previews
from wellbeing.outbox.carriers.message import Preview
from wellbeing.outbox.models import AddressBox
from wellbeing.outbox.notes import letters, words
from wellbeing.outbox.notes.contents import Contents
from wellbeing.outbox.notes.forms import CHANNELS, AddressForm, NumberForm, offered
from wellbeing.outbox.notes.hours import EARLIEST, LATEST, MOSCOW
from wellbeing.privacy import codes, server_keys
from wellbeing.privacy.padding import pad_html

PATH = "place/messages/"
chance = secrets.SystemRandom()


def page(place: Place, code: str, now: datetime, language: str, pressed: Pressed) -> bytes:
    """What is set, and what came of what was just pressed."""
    row = Contact.objects.filter(place=place.pk).first()
    context = {
        "language": language,
        "path": PATH,
        "code": codes.show(codes.read(code)),
        **whats_set(row, ahead=_ahead(place, now), pressed=pressed),
    }
    return pad_html(render_to_string("runs/public/messages.html", context).encode(), LENGTH)


def whats_set(row: AddressBox | None, *, ahead: int, pressed: Pressed) -> dict[str, object]:
    """What stands on a page about messages; `ahead` is by how many hours the clocks of somebody new are
    probably ahead of Moscow's."""
    contents = confirming.opened(row) if row else None
    channels = offered(carriers.configured())
    return {
        "has_key": server_keys.is_there(),
        "channels": [(CHANNELS[each][0], previews.sender(each)) for each in channels],
        "row": row,
        "channel": CHANNELS[row.channel][0] if row else "",
        "contents": contents,
        "preview": _preview(row.channel, contents) if row and contents and row.is_confirmed else None,
        "form": pressed.form or _filled(row, contents, channels, ahead),
        "number": pressed.number or NumberForm(),
        "said": pressed.said,
    }


def hours_ahead(zone: str, now: datetime) -> int:
    """How many hours the clocks of a zone are ahead of Moscow's, as far as the form knows such hours."""
    offset = now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return max(EARLIEST, min(LATEST, round(offset / timedelta(hours=1)) - MOSCOW))


def _filled(
    row: AddressBox | None, contents: Contents | None, channels: list[str], ahead: int
) -> AddressForm:
    """The form with what is set, or with words drawn for somebody new: not all have the same."""
    if row and contents:
        initial: dict[str, object] = {
            "channel": row.channel,
            "address": contents.address,
            "note": contents.note,
            "ahead": contents.ahead,
        }
    else:
        only = channels[0] if len(channels) == 1 else None
        initial = {"channel": only, "note": chance.choice(words.every_key()), "ahead": ahead}
    return AddressForm(initial=initial, channels=channels)


def _ahead(place: Place, now: datetime) -> int:
    """By the clocks of the run's people."""
    session = place.party.run.sessions.first()
    return hours_ahead(session.zone, now) if session else 0


def _preview(channel: str, contents: Contents) -> Preview:
    """Exactly what arrives, in the language in which it was asked for."""
    letter = letters.letter(contents, contents.language)
    try:
        return previews.preview(channel, letter)
    except LookupError:  # the operator has taken the channel away
        return Preview(headers=(), text=f"{letter.subject}\n\n{letter.text}")
