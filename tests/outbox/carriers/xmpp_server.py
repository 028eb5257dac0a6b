"""An XMPP server of one account: streams, STARTTLS, SASL PLAIN, binding, pings, and letters sent back."""

import base64
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HEADER = (
    "<?xml version='1.0'?><stream:stream from='example.org' id='s1' version='1.0' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams'>"
)
STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
PLAIN = "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>"
BIND = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"


@dataclass
class Jabber:
    """What the server is told to do, and what it saw: every stanza of each stream, as it was written."""

    offers_starttls: bool = False
    password: str = "secret"
    context: ssl.SSLContext | None = None
    is_silent: bool = False  # reads letters and answers nothing any more
    hangs_up_on_letters: bool = False
    is_encrypted: bool = False
    greets: str = ""  # said once the account has its name
    first: str = ""  # said instead of the first features
    returns: dict[str, str] = field(default_factory=dict)  # address: kind of error
    streams: list[list[str]] = field(default_factory=list)
    port: int = 0
    connections: list[socket.socket] = field(default_factory=list)

    @property
    def stanzas(self) -> list[str]:
        return [stanza for stream in self.streams for stanza in stream]

    def letters(self) -> list[str]:
        return [stanza for stanza in self.stanzas if stanza.startswith("<message")]

    def hang_up(self) -> None:
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        time.sleep(0.2)


@contextmanager
def running(jabber: Jabber) -> Iterator[Jabber]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        jabber.port = listener.getsockname()[1]
        threading.Thread(target=_accept, args=(listener, jabber), daemon=True).start()
        yield jabber
        listener.shutdown(socket.SHUT_RDWR)
    for connection in jabber.connections:
        connection.close()


def _accept(listener: socket.socket, jabber: Jabber) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, jabber), daemon=True).start()


class _Peer:
    def __init__(self, connection: socket.socket) -> None:
        self.connection, self.read = connection, ""

    def say(self, text: str) -> None:
        self.connection.sendall(text.encode())

    def until(self, pattern: str) -> str:
        """The text up to and with the first match."""
        while not (found := re.search(pattern, self.read, re.DOTALL)):
            more = self.connection.recv(65536)
            if not more:
                raise ConnectionError
            self.read += more.decode()
        text, self.read = self.read[: found.end()], self.read[found.end() :]
        return text.strip()

    def stanza(self) -> str:
        """The next whole element of the stream; `</stream:stream>` ends it."""
        start = self.until(r"<(?:/stream:stream>|\w+[^>]*>)")
        if start.startswith("</") or start.endswith("/>"):
            return start
        name = re.match(r"<(\w+)", start)[1]
        return start + self.until(rf"</{name}>")


def _serve(connection: socket.socket, jabber: Jabber) -> None:
    jabber.connections.append(connection)
    seen: list[str] = []
    jabber.streams.append(seen)
    try:
        if jabber.is_encrypted:
            connection = jabber.context.wrap_socket(connection, server_side=True)
            jabber.connections.append(connection)
        _talk(_Peer(connection), seen, jabber)
    except (OSError, ConnectionError):
        pass
    finally:
        connection.close()


def _talk(peer: _Peer, seen: list[str], jabber: Jabber) -> None:
    seen.append(peer.until(r"<stream:stream[^>]*>"))
    if jabber.first:
        peer.say(HEADER + jabber.first)
    elif jabber.offers_starttls:
        peer.say(f"{HEADER}<stream:features>{STARTTLS}</stream:features>")
        seen.append(peer.stanza())
        peer.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        peer.connection = jabber.context.wrap_socket(peer.connection, server_side=True)
        jabber.connections.append(peer.connection)
        seen.append(peer.until(r"<stream:stream[^>]*>"))
        peer.say(f"{HEADER}<stream:features>{PLAIN}</stream:features>")
    else:
        peer.say(f"{HEADER}<stream:features>{PLAIN}</stream:features>")
    seen.append(peer.stanza())
    if seen[-1] == "</stream:stream>":
        return
    if base64.b64encode(f"\0notes\0{jabber.password}".encode()).decode() not in seen[-1]:
        peer.say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>")
        peer.until("</stream:stream>")
        return
    peer.say("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
    seen.append(peer.until(r"<stream:stream[^>]*>"))
    peer.say(f"{HEADER}<stream:features>{BIND}</stream:features>")
    while True:
        seen.append(peer.stanza())
        if seen[-1] == "</stream:stream>":
            peer.say("</stream:stream>")
            return
        _answer(peer, seen[-1], jabber)


def _answer(peer: _Peer, stanza: str, jabber: Jabber) -> None:
    id = re.search(r'\bid=["\']([^"\']+)', stanza)[1]
    if stanza.startswith("<message"):
        to = re.search(r'\bto=["\']([^"\']+)', stanza)[1]
        if jabber.hangs_up_on_letters:
            peer.connection.shutdown(socket.SHUT_RDWR)
        if to in jabber.returns:
            peer.say(
                f"<message type='error' from='{to}' to='notes@example.org/r' id='{id}'>"
                f"<error type='{jabber.returns[to]}'>"
                "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"
            )
    elif "xmpp-bind" in stanza:
        peer.say(
            f"<iq type='result' id='{id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            f"<jid>notes@example.org/r</jid></bind></iq>{jabber.greets}"
        )
    elif "urn:xmpp:ping" in stanza and not jabber.is_silent:
        peer.say(f"<iq type='result' id='{id}' from='example.org' to='notes@example.org/r'/>")
