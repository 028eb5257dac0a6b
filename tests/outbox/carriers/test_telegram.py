"""Telegram: what its fixed host would be sent, to the byte, and how each of its answers ends."""

from collections.abc import Callable, Iterator

import pytest

from tests.outbox.carriers.certificates import Authority
from tests.outbox.carriers.letters import create_letter, ending
from tests.outbox.carriers.web_server import HANG_UP, SILENCE, Site, serving
from wellbeing.outbox.carriers.apprise import Telegram
from wellbeing.outbox.letters import NotSent, Refused, Uncertain, Unreachable
from wellbeing.outbox.servers import Server

TOKEN = "123456:" + "Aa0_-" * 7


@pytest.fixture
def site(trusted: Authority, lead: Callable[..., None]) -> Iterator[Site]:
    """What the name of Telegram's server leads to, with a certificate in that name."""
    with serving(Site(), trusted.server("api.telegram.org")) as site:
        lead("api.telegram.org", 443, to=site.port)
        yield site


def telegram() -> Telegram:
    server = Server("https", "api.telegram.org", 443, password=TOKEN, path="notes_bot")
    return Telegram(server=server, seconds=2)


def test_a_letter_is_these_bytes_and_no_more(site: Site) -> None:
    with telegram() as carrier:
        carrier.send(create_letter("987654321", subject="A & B", text='1 <b>x</b> _y_ *z* &amp;\n\n  "q"'))

    body = (
        rb'{"disable_notification": false, "disable_web_page_preview": true, "parse_mode": "HTML", "text": '
        rb'"A &amp; B\n\n1 &lt;b&gt;x&lt;/b&gt; _y_ *z* &amp;amp;\n\n  \"q\"", "chat_id": 987654321}'
    )
    assert [request.raw for request in site.requests] == [
        b"POST /bot%s/sendMessage HTTP/1.1\r\n"
        b"Host: api.telegram.org\r\n"
        b"Accept-Encoding: identity\r\n"
        b"User-Agent: python-requests\r\n"
        b"Content-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n" % (TOKEN.encode(), len(body)) + body
    ]


def test_a_batch_asks_for_its_chats_and_for_nothing_else(site: Site) -> None:
    with telegram() as carrier:
        carrier.send(create_letter("111111"))
        carrier.send(create_letter("222222"))

    line = f"POST /bot{TOKEN}/sendMessage HTTP/1.1"
    assert [(request.line, request.json["chat_id"]) for request in site.requests] == [
        (line, 111111),
        (line, 222222),
    ]
    assert len(site.connections) == 1


@pytest.mark.parametrize(
    ("status", "description", "end"),
    [
        (400, "Bad Request: chat not found", Refused),
        (400, "Bad Request: PEER_ID_INVALID", Refused),
        (400, "Bad Request: message text is empty", NotSent),
        (401, "Unauthorized", Unreachable),
        (403, "Forbidden: bot was blocked by the user", Refused),
        (403, "Forbidden: user is deactivated", Refused),
        (403, "Forbidden: something new", NotSent),
        (404, "Not Found", Unreachable),
        (429, "Too Many Requests: retry after 35", NotSent),
        (502, "Bad Gateway", NotSent),
    ],
)
def test_an_answer_ends_a_letter(site: Site, status: int, description: str, end: type[Exception]) -> None:
    site.answers = [(status, {"ok": False, "error_code": status, "description": description})]
    with telegram() as carrier:
        assert ending(carrier, "987654321") is end
        assert ending(carrier, "987654321") is None


@pytest.mark.parametrize("answer", [HANG_UP, SILENCE])
def test_no_answer_over_an_encrypted_connection_is_uncertain(site: Site, answer: str) -> None:
    site.answers = [answer]
    with telegram() as carrier:
        assert ending(carrier, "987654321") is Uncertain
