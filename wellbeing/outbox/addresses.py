"""What an address of each channel looks like. Imports no framework.

Strict enough that nothing read here can end a header, a command, an address of the web or a stanza, and
lenient with what people really have: letters of any script, domains in their own script, spaces and
hyphens in a telephone number.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

LONGEST = 254

# Letters and marks that count as printable and yet show nothing.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_ATOM = r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7f])+"
_MAILBOX = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_NODE = re.compile(r"[^\x00-\x20\"&'/:<>@\x7f]+")
_MATRIX = re.compile(r"@([a-zA-Z0-9._=/+-]+):([^:]+)(:[1-9][0-9]{0,4})?")
_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CHAT = re.compile(r"[1-9][0-9]{4,15}")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_SIGNAL_NAME = re.compile(r"[a-z_][a-z0-9_]{2,31}\.[0-9]{2,10}")
_DOMAIN = re.compile(r"(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?![0-9]+$)(?!-)[a-z0-9-]{2,63}(?<!-)")


class Fault(StrEnum):
    """Why something typed is not an address of its channel."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    HIDDEN = "hidden"  # control, bidirectional or invisible characters, or a line end
    FORM = "form"  # addresses of this channel look different
    SERVER = "server"  # the part after the sign or colon is no name of a server
    ROOM = "room"  # a room, a group or a channel, where a person's own address is needed


class BadAddress(ValueError):
    """This is no address of the channel. Carries why, never what was typed."""

    def __init__(self, kind: Fault) -> None:
        super().__init__(kind.value)
        self.kind = kind


def read(channel: str, typed: str) -> str:
    """The one spelling of a typed address, at most 254 characters; reading it again changes nothing.

    Raises BadAddress, and KeyError for a channel without addresses.
    """
    reader = _READERS[channel]
    text = typed.strip()
    if not text:
        raise BadAddress(Fault.EMPTY)
    if len(text) > LONGEST:
        raise BadAddress(Fault.TOO_LONG)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable() or _UNSEEN.search(text):
        raise BadAddress(Fault.HIDDEN)
    address = reader(text)
    if len(address) > LONGEST:
        raise BadAddress(Fault.TOO_LONG)
    return address


def person(channel: str, address: str) -> str:
    """The same for every form of an address that reaches the same person.

    What stands after a plus in the name of a mailbox, or dots in it, do not make it another person's.
    """
    if channel != "email":
        return address
    name, at, domain = address.lower().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}{at}{domain}"


def _email(text: str) -> str:
    """RFC 5321 and 6531, without quoted names and without numbers for hosts."""
    name, at, domain = text.rpartition("@")
    if not at or len(name.encode()) > 64 or not _MAILBOX.fullmatch(name):
        raise BadAddress(Fault.FORM)
    return f"{name}@{_domain(domain)}"


def _xmpp(text: str) -> str:
    """A bare address in its own script and lower case (RFC 7622), without the name of a device."""
    bare = text.partition("/")[0]
    name, at, domain = bare.partition("@")
    # Servers take some letters for others; who writes one of those may mean somebody else.
    is_same = unicodedata.normalize("NFKC", name.casefold()) == name.lower()
    if not at or not is_same or not _NODE.fullmatch(name):
        raise BadAddress(Fault.FORM)
    return f"{name.lower()}@{_domain_in_letters(domain)}"


def _matrix(text: str) -> str:
    """A person, not a room: a room may hold others, and only its members could say so."""
    if text[0] in "!#":
        raise BadAddress(Fault.ROOM)
    found = _MATRIX.fullmatch(text)
    if not found:
        raise BadAddress(Fault.FORM)
    name, domain, port = found.groups(default="")
    return f"@{name}:{_domain(domain)}{port}"


def _ntfy(text: str) -> str:
    """A topic on the operator's server."""
    return _whole(_TOPIC, text)


def _telegram(text: str) -> str:
    """The number of a person's own chat; those of groups and channels are negative."""
    if text[0] == "-":
        raise BadAddress(Fault.ROOM)
    return _whole(_CHAT, text)


def _signal(text: str) -> str:
    """A user name with its digits, or a telephone number with its country."""
    if text.startswith("+"):
        return _whole(_PHONE, re.sub(r"[ ().-]", "", text))
    return _whole(_SIGNAL_NAME, text.lower())


def _whole(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise BadAddress(Fault.FORM)
    return text


def _domain(typed: str) -> str:
    """A domain as it stands in the net's own tables: lower case, other scripts as `xn--`.

    Python knows the older of the two rules for other scripts (RFC 3490), by which a few letters turn into
    different ones and so into somebody else's domain. What does not come back as it went is refused.
    """
    domain = typed.lower()
    if not domain.isascii():
        try:
            name = domain.encode("idna")
            is_same = name.decode("idna") == domain
        except UnicodeError:
            raise BadAddress(Fault.SERVER) from None
        if not is_same:
            raise BadAddress(Fault.SERVER)
        domain = name.decode("ascii").lower()
    if len(domain) > 253 or not _DOMAIN.fullmatch(domain):
        raise BadAddress(Fault.SERVER)
    return domain


def _domain_in_letters(typed: str) -> str:
    """A domain in its own script."""
    name = _domain(typed)
    try:
        domain = name.encode().decode("idna")
        is_same = domain.encode("idna").decode() == name
    except UnicodeError:
        raise BadAddress(Fault.SERVER) from None
    if not is_same:
        raise BadAddress(Fault.SERVER)
    return domain


_READERS: dict[str, Callable[[str], str]] = {
    "email": _email,
    "matrix": _matrix,
    "xmpp": _xmpp,
    "ntfy": _ntfy,
    "telegram": _telegram,
    "signal": _signal,
}
