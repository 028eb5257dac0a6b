"""Signal: what a server of signal-cli-rest-api is sent, to the byte, and how each of its answers ends."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.outbox.carriers.letters import create_letter, ending
from tests.outbox.carriers.web_server import Site, serving
from wellbeing.outbox.carriers.apprise import Signal
from wellbeing.outbox.letters import NotSent, Refused
from wellbeing.outbox.servers import Server

SENT = {"timestamp": "1795370000000"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(reply=lambda request: (201, SENT))) as site:
        yield site


def signal(site: Site, user: str = "", password: str = "") -> Signal:
    server = Server("http", "127.0.0.1", site.port, user, password, "+4915112345678")
    return Signal(server=server, seconds=2)


def test_a_letter_is_these_bytes_and_no_more(site: Site) -> None:
    with signal(site) as carrier:
        carrier.send(create_letter("+79990001122", subject="A", text="*B* `c` ||d||\n"))

    body = (
        rb'{"message": "A\n\n*B* `c` ||d||", "number": "+4915112345678", "text_mode": "normal", '
        rb'"recipients": ["+79990001122"]}'
    )
    assert [request.raw for request in site.requests] == [
        b"POST /v2/send HTTP/1.1\r\n"
        b"Host: 127.0.0.1:%d\r\n"
        b"Accept-Encoding: identity\r\n"
        b"User-Agent: python-requests\r\n"
        b"Content-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n" % (site.port, len(body)) + body
    ]


def test_each_letter_has_one_recipient_by_number_or_by_name(site: Site) -> None:
    with signal(site) as carrier:
        carrier.send(create_letter("+79990001122"))
        carrier.send(create_letter("anna.042"))

    assert [request.json["recipients"] for request in site.requests] == [["+79990001122"], ["anna.042"]]
    assert len(site.connections) == 1


def test_the_operators_own_words_open_the_server(site: Site) -> None:
    with signal(site, "u", "p%41") as carrier:
        carrier.send(create_letter("anna.042"))

    assert dict(site.requests[0].headers)["Authorization"] == "Basic dTpwJTQx"


def failure(reason: str) -> dict[str, Any]:
    return SENT | {"errors": {"recipients": [{"number": "+79990001122", "reason": reason}]}}


@pytest.mark.parametrize(
    ("status", "said", "end"),
    [
        (201, [SENT], None),
        (200, {}, None),
        (201, failure("UNREGISTERED_FAILURE"), Refused),
        (201, [failure("UNREGISTERED_FAILURE")], Refused),
        (201, [failure("NETWORK_FAILURE")], NotSent),
        (201, [failure("IDENTITY_FAILURE")], NotSent),
        (400, {"error": 'Failed to send message: Unregistered user "+79990001122"'}, Refused),
        (400, {"error": "User +4915112345678 is not registered."}, NotSent),
        (400, {"error": "Unable to complete request due to untrusted recipient keys"}, NotSent),
        (429, {"error": "Rate limited", "challenge_tokens": []}, NotSent),
    ],
)
def test_an_answer_ends_a_letter(site: Site, status: int, said: Any, end: type[Exception] | None) -> None:
    site.answers = [(status, said)]
    with signal(site) as carrier:
        assert ending(carrier, "+79990001122") is end
        assert ending(carrier, "+79990001122") is None
