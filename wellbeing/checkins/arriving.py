"""What exactly arrives by each channel: who sends it, every visible header, the words."""

from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from wellbeing.checkins import source
from wellbeing.checkins.contents import Contents
from wellbeing.checkins.models import FEEDS, Channel
from wellbeing.outbox.carriers import previews
from wellbeing.outbox.letters import Letter
from wellbeing.privacy import codes


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a person sees: lines of a name and a value, then the words."""

    headers: tuple[tuple[str, str], ...]
    text: str


def arrival(channel: Channel, contents: Contents) -> Arrival:
    """What a nudge looks like once it is there; numbers, dates and links in it are examples."""
    if channel in FEEDS:
        return _in_a_feed(contents)
    letter = source.nudge(uuid4(), contents)
    try:
        preview = previews.preview(channel, letter)
    except LookupError:  # the operator has taken the channel away, and its person changes something else
        return _words_alone(letter)
    is_mail = channel == Channel.EMAIL
    return Arrival(preview.headers if is_mail else _in_words(preview.headers), preview.text)


def _in_a_feed(contents: Contents) -> Arrival:
    code = codes.draw()
    link = settings.SITE_URL.rstrip("/") + reverse("nudges:leave", args=[code]) if contents.has_link else ""
    text = "\n\n".join(filter(None, (contents.text, link)))
    return Arrival(((_("Title"), contents.subject),), text)


def _words_alone(letter: Letter) -> Arrival:
    return Arrival(((_("Subject"), letter.subject),), letter.text)


def _in_words(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    called = {"From": _("From whom"), "Title": _("Title")}
    return tuple((called[name], value) for name, value in headers)
