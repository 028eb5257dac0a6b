"""ntfy: what a server of its protocol is sent, to the byte, and how each of its answers ends."""

from collections.abc import Iterator

import pytest

from tests.outbox.carriers.letters import SUBJECT, TEXT, create_letter, ending
from tests.outbox.carriers.web_server import Site, serving
from wellbeing.outbox.carriers.apprise import Ntfy
from wellbeing.outbox.letters import NotSent, Refused, Uncertain, Unreachable
from wellbeing.outbox.servers import Server


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


def ntfy(site: Site, user: str = "", password: str = "") -> Ntfy:
    return Ntfy(server=Server("http", "127.0.0.1", site.port, user, password), seconds=2)


def test_a_letter_is_these_bytes_and_no_more(site: Site) -> None:
    with ntfy(site) as carrier:
        carrier.send(create_letter("k3J-_x", subject="A note", text="One & <two>\n"))

    body = b'{"topic": "k3J-_x", "title": "A note", "message": "One & <two>"}'
    assert [request.raw for request in site.requests] == [
        b"POST / HTTP/1.1\r\n"
        b"Host: 127.0.0.1:%d\r\n"
        b"Accept-Encoding: identity\r\n"
        b"User-Agent: python-requests\r\n"
        b"Content-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n" % (site.port, len(body)) + body
    ]


def test_every_letter_of_a_batch_goes_over_one_connection_and_takes_nothing_along(site: Site) -> None:
    site.cookie = "Set-Cookie: who=7; Path=/\r\n"
    with ntfy(site) as carrier:
        carrier.send(create_letter("first"))
        carrier.send(create_letter("second"))

    assert [request.json for request in site.requests] == [
        {"topic": "first", "title": SUBJECT, "message": TEXT},
        {"topic": "second", "title": SUBJECT, "message": TEXT},
    ]
    assert (len(site.connections), "Cookie" in dict(site.requests[1].headers)) == (1, False)


@pytest.mark.parametrize(
    ("user", "password", "authorization"),
    [("tk_a%41", "", "Bearer tk_a%41"), ("u", "p%41", "Basic dTpwJTQx")],
)
def test_the_operators_own_words_open_the_server(
    site: Site, user: str, password: str, authorization: str
) -> None:
    with ntfy(site, user, password) as carrier:
        carrier.send(create_letter("topic"))

    assert dict(site.requests[0].headers)["Authorization"] == authorization


def test_a_password_in_a_file_of_the_machine_is_not_used(site: Site, tmp_path, monkeypatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login root password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with ntfy(site) as carrier:
        carrier.send(create_letter("topic"))

    assert "Authorization" not in dict(site.requests[0].headers)


def test_a_long_text_stays_a_message_and_becomes_no_file_on_the_server(site: Site) -> None:
    with ntfy(site) as carrier:
        carrier.send(create_letter("topic", text="ж" * 2000))

    assert [(request.line, request.json["message"]) for request in site.requests] == [
        ("POST / HTTP/1.1", "ж" * 2000)
    ]


@pytest.mark.parametrize(
    ("status", "code", "end"),
    [
        (400, 40009, Refused),
        (400, 40010, Refused),
        (400, 40024, NotSent),
        (401, 40101, Unreachable),
        (403, 40301, NotSent),
        (413, 41301, NotSent),
        (429, 42901, NotSent),
        (500, 50001, NotSent),
        (507, 50701, NotSent),
    ],
)
def test_an_answer_ends_a_letter(site: Site, status: int, code: int, end: type[Exception]) -> None:
    site.answers = [(status, {"code": code, "http": status, "error": "canary"})]
    with ntfy(site) as carrier:
        assert ending(carrier, "topic") is end
        assert ending(carrier, "topic") is None


def test_a_success_of_another_kind_is_not_tried_again(site: Site) -> None:
    site.answers = [(202, {})]
    with ntfy(site) as carrier:
        assert ending(carrier, "topic") is Uncertain
