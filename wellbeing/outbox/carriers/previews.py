"""What will arrive, before anything is sent: made by the code that makes the real thing."""

from django.conf import settings

from wellbeing.outbox.carriers import texts
from wellbeing.outbox.carriers.message import Preview, Writer
from wellbeing.outbox.letters import Letter
from wellbeing.outbox.servers import needed


def preview(channel: str, letter: Letter) -> Preview:
    """A letter whose address has been read, as it will be seen. LookupError for a channel not offered.

    A mail has all its headers; its number and its date are drawn anew when it goes. Other channels have
    whom it comes from and, where they know one, a title.
    """
    if channel == "email":
        return Writer(needed(settings.EMAIL_FROM)).preview(letter, to=letter.address)
    headers = [("From", sender(channel))]
    if channel != "ntfy":
        return Preview(headers=tuple(headers), text=texts.whole(letter))
    headers.append(("Title", texts.one_line(letter.subject)))
    return Preview(headers=tuple(headers), text=texts.lines(letter.text))


def sender(channel: str) -> str:
    """Who letters of a channel come from, as people see it; for ntfy, which shows nobody, its server."""
    if channel == "email":
        return needed(settings.EMAIL_FROM).address
    if channel == "matrix":
        return needed(settings.MATRIX_URL).path
    if channel == "xmpp":
        server = needed(settings.XMPP_URL)
        return f"{server.user}@{server.host}"
    if channel == "telegram":
        return f"@{needed(settings.TELEGRAM_TOKEN).path}"
    if channel == "signal":
        return needed(settings.SIGNAL_URL).path
    if channel == "ntfy":
        return needed(settings.NTFY_URL).host
    raise LookupError(channel)
