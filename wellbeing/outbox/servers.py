"""The servers that take letters, as an operator names them. Imports no framework.

Each reader takes the text of a variable and raises Malformed if it is none of these.
"""

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

from wellbeing.environment import Malformed
from wellbeing.outbox import addresses

There = TypeVar("There")

_WEB = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that takes letters, and who we are to it. `user` may be a token and is as secret as one."""

    scheme: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    path: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine, so that what is said to it passes no wire."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def is_encrypted(self) -> bool:
        """Whether it is encrypted from the first byte."""
        return self.scheme in {"https", "smtps", "xmpps"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom letters by mail come from."""

    address: str
    name: str = ""


def needed(value: There | None) -> There:
    """A setting that must be there. Raises LookupError if an operator took it away meanwhile."""
    if value is None:
        raise LookupError("this channel has no server")
    return value


def mail(value: str) -> Server:
    """With `smtp` encryption begins by STARTTLS, with `smtps` at once."""
    example = "smtp://user:password@mail.example.org:587"
    server = _server(value, example, ports={"smtp": 587, "smtps": 465}, words={0, 2})
    if not f"{server.user}{server.password}".isascii():
        raise _wrong(example)
    return server


def sender(value: str) -> Sender:
    """An address, or a name and an address in angle brackets. Both must be plain enough for any server."""
    wrong = Malformed("needs an address, as Notes <notes@example.org>")
    found = re.fullmatch(r'([^<>"]{1,60}?) *<([!-;=?-~]+)>', value) or re.fullmatch(r"()([!-;=?-~]+)", value)
    if not found or not value.isprintable():
        raise wrong
    try:
        return Sender(address=addresses.read("email", found[2]), name=found[1].strip())
    except addresses.BadAddress:
        raise wrong from None


def matrix(value: str) -> Server:
    """Before the @ the access token, after the host our own address."""
    example = "https://access-token@matrix.example.org/@notes:example.org"
    server = _server(value, example, ports=_WEB, words={1}, path="/@.+")
    try:
        addresses.read("matrix", server.path)
    except addresses.BadAddress:
        raise _wrong(example) from None
    return server


def xmpp(value: str) -> Server:
    """Our own address and password; after the domain the host that serves it, if it has another name."""
    example = "xmpp://notes:password@example.org"
    server = _server(value, example, ports={"xmpp": 5222, "xmpps": 5223}, words={2}, path="(/[a-z0-9.:-]+)?")
    try:
        addresses.read("xmpp", f"{server.user}@{server.host}")
    except addresses.BadAddress:
        raise _wrong(example) from None
    return server


def ntfy(value: str) -> Server:
    """Before the @ nothing, an access token, or a user and a password."""
    return _server(value, "https://ntfy.example.org", ports=_WEB, words={0, 1, 2})


def telegram(value: str) -> Server:
    """A bot's token and, after an @, the name under which people find it."""
    found = re.fullmatch(r"([0-9]{6,12}:[A-Za-z0-9_-]{30,50})@([A-Za-z][A-Za-z0-9_]{3,30})", value)
    if not found:
        raise Malformed("needs a bot's token and name, as 123456:token@name_of_the_bot")
    return Server("https", "api.telegram.org", 443, password=found[1], path=found[2])


def signal(value: str) -> Server:
    """A server of signal-cli-rest-api; after the host our own number."""
    example = "http://127.0.0.1:8080/+4915112345678"
    return _server(value, example, ports=_WEB, words={0, 2}, path=r"/\+[1-9][0-9]{9,13}")


def _server(value: str, example: str, *, ports: dict[str, int], words: set[int], path: str = "") -> Server:
    """An address of a scheme in `ports` with so many words before its @ and such a path."""
    parts = _split(value, example)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    here = unquote(parts.path).removesuffix("/")
    is_host = re.fullmatch(r"[a-z0-9.:-]+", parts.hostname or "")
    is_known = bool(user or not password) and bool(user) + bool(password) in words
    if not (parts.scheme in ports and is_host and is_known and re.fullmatch(path, here)):
        raise _wrong(example)
    port = parts.port or ports[parts.scheme]
    server = Server(parts.scheme, parts.hostname or "", port, user, password, here[1:])
    if server.scheme == "http" and not server.is_here:
        raise Malformed("needs https unless the server runs on this machine")
    return server


def _split(value: str, example: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise _wrong(example) from None
    # Python's reader passes over line ends, and what stands after ? or # would be left unsaid.
    if re.search(r"[?#\s]", value) or not unquote(value).isprintable():
        raise _wrong(example)
    return parts


def _wrong(example: str) -> Malformed:
    return Malformed(f"needs an address, as {example}")
