"""What exactly arrives by each channel: who sends it, every visible header, the words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from wellbeing.checkins.models import Channel
from wellbeing.outbox.carriers import texts
from wellbeing.outbox.carriers.message import Writer
from wellbeing.outbox.letters import Letter
from wellbeing.outbox.servers import needed


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a person sees: lines of a name and a value, then the words."""

    headers: tuple[tuple[str, str], ...]
    text: str


def arrival(channel: str, letter: Letter) -> Arrival:
    """What a letter looks like once it is there; numbers and dates in its headers are examples."""
    return _ARRIVALS[Channel(channel)](letter)


def _by_mail(letter: Letter) -> Arrival:
    preview = Writer(needed(settings.EMAIL_FROM)).preview(letter, to=letter.address)
    return Arrival(preview.headers, preview.text)


def _by_matrix(letter: Letter) -> Arrival:
    return _in_a_chat(needed(settings.MATRIX_URL).path, texts.whole(letter))


def _by_xmpp(letter: Letter) -> Arrival:
    server = needed(settings.XMPP_URL)
    return _in_a_chat(f"{server.user}@{server.host}", texts.whole(letter))


def _by_telegram(letter: Letter) -> Arrival:
    return _in_a_chat(f"@{needed(settings.TELEGRAM_TOKEN).path}", texts.whole(letter))


def _by_signal(letter: Letter) -> Arrival:
    return _in_a_chat(needed(settings.SIGNAL_URL).path, texts.whole(letter))


def _by_ntfy(letter: Letter) -> Arrival:
    place = f"{needed(settings.NTFY_URL).host}/{letter.address}"
    return Arrival(
        ((_("Topic"), place), (_("Title"), texts.one_line(letter.subject))), texts.lines(letter.text)
    )


def _in_a_feed(letter: Letter) -> Arrival:
    return Arrival(((_("Entry"), letter.subject),), letter.text)


def _in_a_chat(sender: str, text: str) -> Arrival:
    return Arrival(((_("From whom"), sender),), text)


_ARRIVALS: dict[Channel, Callable[[Letter], Arrival]] = {
    Channel.EMAIL: _by_mail,
    Channel.MATRIX: _by_matrix,
    Channel.XMPP: _by_xmpp,
    Channel.NTFY: _by_ntfy,
    Channel.TELEGRAM: _by_telegram,
    Channel.SIGNAL: _by_signal,
    Channel.ICS: _in_a_feed,
    Channel.ATOM: _in_a_feed,
}
