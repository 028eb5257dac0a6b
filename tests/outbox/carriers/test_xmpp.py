"""XMPP: what a server of its protocol is sent over one stream, and how each of its answers ends."""

import asyncio
import re
import threading
from collections.abc import Callable, Iterator

import certifi
import pytest
from slixmpp.stanza.stream_error import StreamError

from tests.outbox.carriers.certificates import Authority
from tests.outbox.carriers.letters import create_letter, ending
from tests.outbox.carriers.xmpp_server import Jabber, running
from wellbeing.outbox.carriers.xmpp import Stream, Xmpp
from wellbeing.outbox.letters import NotSent, Refused, Uncertain, Unreachable
from wellbeing.outbox.servers import Server

ANNA = "anna@example.net"
STREAM = (
    "<stream:stream to='example.org' xmlns:stream='http://etherx.jabber.org/streams' "
    "xmlns='jabber:client' xml:lang='' version='1.0'>"
)
PASSWORD = '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">AG5vdGVzAHNlY3JldA==</auth>'
BIND = '<iq id="N" type="set"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind" /></iq>'
PING = '<iq id="N" type="get" to="example.org"><ping xmlns="urn:xmpp:ping" /></iq>'


@pytest.fixture
def jabber() -> Iterator[Jabber]:
    with running(Jabber()) as jabber:
        yield jabber


def xmpp(jabber: Jabber, *, scheme: str = "xmpp", host: str = "127.0.0.1") -> Xmpp:
    server = Server(scheme, "example.org", jabber.port, "notes", "secret", host)
    return Xmpp(server=server, seconds=2)


def plain(stanzas: list[str]) -> list[str]:
    """Stanzas with what is random left out."""
    return [re.sub(r'\bid="[0-9a-f]{32}"', 'id="N"', stanza) for stanza in stanzas]


def test_a_batch_is_one_stream_with_these_stanzas_and_no_more(jabber: Jabber) -> None:
    with xmpp(jabber) as carrier:
        carrier.send(create_letter(ANNA, subject="A & B", text="1 <b>\n\n  2\x00\x0b"))
        carrier.send(create_letter("борис@пример.рф", subject="", text="3"))

    assert [plain(stream) for stream in jabber.streams] == [
        [
            STREAM,
            PASSWORD,
            STREAM,
            BIND,
            '<message type="chat" to="anna@example.net" id="N">'
            "<body>A &amp; B\n\n1 &lt;b&gt;\n\n  2</body></message>",
            PING,
            '<message type="chat" to="борис@пример.рф" id="N"><body>3</body></message>',
            PING,
            "</stream:stream>",
        ]
    ]


def test_nobody_sees_that_the_account_is_there_and_nobody_gets_onto_its_list(jabber: Jabber) -> None:
    jabber.greets = (
        "<presence type='subscribe' from='eve@example.net' to='notes@example.org' id='p1'/>"
        "<message type='chat' from='eve@example.net/x' to='notes@example.org/r' id='m1'>"
        "<body>?</body></message>"
    )
    with xmpp(jabber) as carrier:
        carrier.send(create_letter(ANNA))
        carrier.send(create_letter(ANNA))

    assert [stanza for stanza in jabber.stanzas if "presence" in stanza or "roster" in stanza] == []
    assert [stanza for stanza in jabber.stanzas if "eve" in stanza] == []


@pytest.mark.parametrize(
    ("kind", "end"), [("cancel", Refused), ("wait", NotSent), ("auth", NotSent), ("modify", NotSent)]
)
def test_a_letter_that_comes_back_ends_as_its_server_says(
    jabber: Jabber, kind: str, end: type[Exception]
) -> None:
    jabber.returns = {"gone@example.net": kind}
    with xmpp(jabber) as carrier:
        assert ending(carrier, "gone@example.net") is end
        assert ending(carrier, ANNA) is None

    assert (len(jabber.letters()), len(jabber.streams)) == (2, 1)


def test_silence_after_the_letter_was_given_is_uncertain_and_those_behind_it_are_spared(
    jabber: Jabber,
) -> None:
    with xmpp(jabber) as carrier:
        jabber.is_silent = True
        assert ending(carrier, ANNA) is Uncertain
        jabber.is_silent = False
        assert ending(carrier, "boris@example.net") is Unreachable

    assert [re.search(r'to="(\w+)', letter)[1] for letter in jabber.letters()] == ["anna"]


def test_an_end_after_the_letter_was_given_is_uncertain(jabber: Jabber) -> None:
    with xmpp(jabber) as carrier:
        jabber.hangs_up_on_letters = True
        assert ending(carrier, ANNA) is Uncertain
        jabber.hangs_up_on_letters = False
        assert ending(carrier, "boris@example.net") is None

    assert len(jabber.letters()) == 2


def test_a_stream_that_ended_between_two_letters_is_begun_anew(jabber: Jabber) -> None:
    with xmpp(jabber) as carrier:
        assert ending(carrier, ANNA) is None
        jabber.hang_up()
        assert ending(carrier, ANNA) is None

    assert (len(jabber.letters()), len(jabber.streams)) == (2, 2)


def test_a_wrong_password_is_unreachable(jabber: Jabber) -> None:
    jabber.password = "another"
    with xmpp(jabber) as carrier:
        assert ending(carrier, ANNA) is Unreachable

    assert jabber.letters() == []


def test_a_closed_door_is_unreachable() -> None:
    with running(Jabber()) as gone:
        pass
    with xmpp(gone) as carrier:
        assert ending(carrier, ANNA) is Unreachable


def test_a_server_that_says_nothing_is_unreachable(jabber: Jabber) -> None:
    jabber.first = " "
    with xmpp(jabber) as carrier:
        assert ending(carrier, ANNA) is Unreachable


@pytest.mark.parametrize("address", ["", "anna", "a'b@example.net", "anna@example.net\x00", "a" * 10_000])
def test_what_is_no_address_is_refused_and_never_asked_for(jabber: Jabber, address: str) -> None:
    with xmpp(jabber) as carrier:
        assert ending(carrier, address) is Refused

    assert jabber.streams == []


class TestBeyondThisMachine:
    """A server elsewhere: encrypted, and in the name of the account's domain, or nothing is said."""

    @pytest.fixture(autouse=True)
    def _elsewhere(
        self, jabber: Jabber, authority: Authority, lead: Callable[..., None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lead("xmpp.example.org", jabber.port, to=jabber.port)
        # Apprise trusts the authorities of this list alone.
        monkeypatch.setattr(certifi, "where", lambda: str(authority.bundle))

    def test_starttls_comes_before_the_password(self, jabber: Jabber, authority: Authority) -> None:
        jabber.offers_starttls, jabber.context = True, authority.server("example.org")
        with xmpp(jabber, host="xmpp.example.org") as carrier:
            assert ending(carrier, ANNA) is None

        assert plain(jabber.stanzas)[:4] == [
            STREAM,
            '<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls" />',
            STREAM,
            PASSWORD,
        ]

    def test_encryption_may_begin_at_once(self, jabber: Jabber, authority: Authority) -> None:
        jabber.is_encrypted, jabber.context = True, authority.server("example.org")
        with xmpp(jabber, scheme="xmpps", host="xmpp.example.org") as carrier:
            assert ending(carrier, ANNA) is None

    @pytest.mark.parametrize("shown", ["evil.example.net", "xmpp.example.org"])
    def test_a_server_that_proves_another_name_gets_no_password(
        self, jabber: Jabber, authority: Authority, shown: str
    ) -> None:
        jabber.offers_starttls, jabber.context = True, authority.server(shown)
        with xmpp(jabber, host="xmpp.example.org") as carrier:
            assert ending(carrier, ANNA) is Unreachable

        assert [stanza for stanza in jabber.stanzas if "auth" in stanza] == []

    def test_a_server_that_does_not_encrypt_gets_no_password(self, jabber: Jabber) -> None:
        with xmpp(jabber, host="xmpp.example.org") as carrier:
            assert ending(carrier, ANNA) is Unreachable

        assert jabber.stanzas == [STREAM, "</stream:stream>"]

    def test_a_server_that_names_another_is_not_followed(self, jabber: Jabber, authority: Authority) -> None:
        jabber.offers_starttls, jabber.context = True, authority.server("evil.example.net")
        jabber.first = (
            "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>evil.example.net"
            "</see-other-host></stream:error></stream:stream>"
        )
        with xmpp(jabber, host="xmpp.example.org") as carrier:
            assert ending(carrier, ANNA) is Unreachable

        assert jabber.streams == [[STREAM]]

    def test_nor_is_the_name_it_gives_taken_for_the_right_one(self) -> None:
        async def told() -> str:
            stream, error = Stream("notes@example.org", "secret"), StreamError()
            error["condition"] = "see-other-host"
            error["see_other_host"] = "evil.example.net"
            stream._handle_stream_error(error)
            return stream.default_domain

        assert asyncio.run(told()) == "example.org"


def test_nothing_is_heard_by_the_most_curious_log_and_nothing_goes_on(jabber: Jabber, ears) -> None:
    before = threading.active_count()
    jabber.returns = {"gone@example.net": "cancel"}
    with xmpp(jabber) as carrier:
        assert ending(carrier, ANNA) is None
        assert ending(carrier, "gone@example.net") is Refused
        jabber.is_silent = True
        assert ending(carrier, ANNA) is Uncertain

    assert [heard for heard in ears.heard if not heard.startswith("Using selector")] == []
    assert [each.name for each in threading.enumerate() if "apprise" in each.name] == []
    assert threading.active_count() <= before + 2
