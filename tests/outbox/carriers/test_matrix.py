"""Matrix: one room a person, opened once and found again; what a server of its protocol is sent."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from tests.outbox.carriers.certificates import Authority
from tests.outbox.carriers.letters import WHOLE, create_letter, ending
from tests.outbox.carriers.web_server import SILENCE, Answer, Request, Site, serving
from wellbeing.outbox.carriers.matrix import Matrix
from wellbeing.outbox.letters import NotSent, Refused, Uncertain, Unreachable
from wellbeing.outbox.servers import Server

ANNA = "@anna:example.net"
PREFIX = "/_matrix/client/v3"


class House:
    """A Matrix server: what it keeps for the account, its rooms, and who is in them."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.rooms: dict[str, dict[str, str]] = {}
        self.letters: list[tuple[str, Any]] = []
        self.numbers: list[str] = []
        self.fails: dict[str, Answer] = {}

    def __call__(self, request: Request) -> Answer:
        method, path, _ = request.line.split(" ")
        where = unquote(path.removeprefix(PREFIX))
        for part, answer in self.fails.items():
            if part in f"{method} {where}":
                return answer
        if "/account_data/" in where:
            return self._account(method, where, request)
        if where == "/createRoom":
            room = f"!r{len(self.rooms)}:example.org"
            self.rooms[room] = dict.fromkeys(request.json["invite"], "invite")
            return 200, {"room_id": room}
        if "/state/m.room.member/" in where:
            _, _, room, _, _, person = where.split("/", 5)
            is_known = person in self.rooms.get(room, {})
            return (
                (200, {"membership": self.rooms[room][person]}) if is_known else (404, error("M_NOT_FOUND"))
            )
        _, _, room, _, _, number = where.split("/")
        self.letters.append((room, request.json))
        self.numbers.append(number)
        return 200, {"event_id": "$e"}

    def _account(self, method: str, where: str, request: Request) -> Answer:
        if method == "PUT":
            self.kept[where] = request.json
            return 200, {}
        return (200, self.kept[where]) if where in self.kept else (404, error("M_NOT_FOUND"))


def error(code: str) -> dict[str, str]:
    return {"errcode": code, "error": "canary"}


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def site(house: House) -> Iterator[Site]:
    with serving(Site(reply=house)) as site:
        yield site


def matrix(site: Site, seconds: float = 2) -> Matrix:
    server = Server("http", "127.0.0.1", site.port, "tok%41en", path="@notes:example.org")
    return Matrix(server=server, seconds=seconds)


def asked(site: Site) -> list[str]:
    """Methods and paths, with what is random left out."""
    lines = [unquote(request.line.removesuffix(" HTTP/1.1").replace(PREFIX, "")) for request in site.requests]
    return [re.sub(r"m\.room\.message/\d+$", "m.room.message/N", line) for line in lines]


def test_the_first_letter_opens_a_room_of_two_and_the_next_one_finds_it(site: Site, house: House) -> None:
    with matrix(site) as carrier:
        carrier.send(create_letter(ANNA))
    with matrix(site) as carrier:
        carrier.send(create_letter(ANNA))

    entry = next(iter(house.kept))
    assert re.fullmatch(r"/user/@notes:example\.org/account_data/room\.[0-9a-f]{32}", entry)
    assert asked(site) == [
        f"GET {entry}",
        "POST /createRoom",
        f"PUT {entry}",
        "PUT /rooms/!r0:example.org/send/m.room.message/N",
        f"GET {entry}",
        f"GET /rooms/!r0:example.org/state/m.room.member/{ANNA}",
        "PUT /rooms/!r0:example.org/send/m.room.message/N",
    ]
    assert site.requests[1].json == {"is_direct": True, "preset": "private_chat", "invite": [ANNA]}
    assert house.kept == {entry: {"room": "!r0:example.org"}}
    assert house.letters == [("!r0:example.org", {"msgtype": "m.text", "body": WHOLE})] * 2


def test_a_letter_is_these_bytes_and_no_more(site: Site, house: House) -> None:
    with matrix(site) as carrier:
        carrier.send(create_letter(ANNA, subject="A", text="*B* <b>ж</b>\n"))

    body = '{"msgtype": "m.text", "body": "A\\n\\n*B* <b>ж</b>"}'.encode()
    number = house.numbers[0].encode()
    assert site.requests[-1].raw == (
        b"PUT /_matrix/client/v3/rooms/%%21r0%%3Aexample.org/send/m.room.message/%s HTTP/1.1\r\n"
        b"Host: 127.0.0.1:%d\r\n"
        b"Accept-Encoding: identity\r\n"
        b"User-Agent: python-requests\r\n"
        b"Content-Type: application/json\r\n"
        b"Accept: application/json\r\n"
        b"Authorization: Bearer tok%%41en\r\n"
        b"Content-Length: %d\r\n\r\n" % (number, site.port, len(body)) + body
    )


def test_every_person_has_a_room_and_every_letter_a_number_of_its_own(site: Site, house: House) -> None:
    with matrix(site) as carrier:
        for address in (ANNA, "@boris:example.org", ANNA):
            carrier.send(create_letter(address))

    assert [room for room, _ in house.letters] == ["!r0:example.org", "!r1:example.org", "!r0:example.org"]
    assert (len({*house.numbers}), len(site.connections)) == (3, 1)


@pytest.mark.parametrize("membership", ["leave", "ban"])
def test_who_left_the_room_is_sent_nothing_more(site: Site, house: House, membership: str) -> None:
    with matrix(site) as carrier:
        carrier.send(create_letter(ANNA))
        house.rooms["!r0:example.org"][ANNA] = membership
        assert ending(carrier, ANNA) is Refused
        assert ending(carrier, "@boris:example.org") is None

    assert [room for room, _ in house.letters] == ["!r0:example.org", "!r1:example.org"]


def test_who_has_not_come_yet_is_written_to(site: Site, house: House) -> None:
    with matrix(site) as carrier:
        carrier.send(create_letter(ANNA))
        house.rooms["!r0:example.org"][ANNA] = "join"
        assert ending(carrier, ANNA) is None

    assert len(house.letters) == 2


@pytest.mark.parametrize(
    ("part", "answer", "end"),
    [
        ("GET /user/", (401, error("M_UNKNOWN_TOKEN")), Unreachable),
        ("GET /user/", (403, error("M_FORBIDDEN")), NotSent),
        ("GET /user/", (500, error("M_UNKNOWN")), NotSent),
        ("GET /user/", SILENCE, Unreachable),
        ("POST /createRoom", (400, error("M_INVALID_PARAM")), Refused),
        ("POST /createRoom", (403, error("M_FORBIDDEN")), Refused),
        ("POST /createRoom", (404, error("M_UNRECOGNIZED")), Unreachable),
        ("POST /createRoom", (429, error("M_LIMIT_EXCEEDED") | {"retry_after_ms": 10**9}), NotSent),
        ("POST /createRoom", (502, error("M_UNKNOWN")), NotSent),
        ("POST /createRoom", SILENCE, Uncertain),  # who was invited twice would wonder
        ("/send/", (403, error("M_FORBIDDEN")), Refused),
        ("/send/", (413, error("M_TOO_LARGE")), NotSent),
        ("/send/", (429, error("M_LIMIT_EXCEEDED")), NotSent),
        ("/send/", (200, b"taken"), Uncertain),
        ("/send/", SILENCE, Uncertain),
    ],
)
def test_a_failure_ends_a_letter(
    site: Site, house: House, part: str, answer: Answer, end: type[Exception]
) -> None:
    house.fails = {part: answer}
    with matrix(site, seconds=0.5) as carrier:
        assert ending(carrier, ANNA) is end
    house.fails.clear()
    with carrier:
        assert ending(carrier, ANNA) is None


def test_a_server_that_is_asked_too_much_is_not_asked_again_at_once(site: Site, house: House) -> None:
    house.fails = {"/send/": (429, error("M_LIMIT_EXCEEDED") | {"retry_after_ms": 10**9})}
    with matrix(site) as carrier:
        assert ending(carrier, ANNA) is NotSent

    assert [line for line in asked(site) if "/send/" in line] == [
        "PUT /rooms/!r0:example.org/send/m.room.message/N"
    ]


def test_an_encrypted_server_is_asked_the_same_and_nobody_else_is(
    house: House, trusted: Authority, lead: Callable[..., None]
) -> None:
    with serving(Site(reply=house), trusted.server("matrix.example.org")) as site:
        lead("matrix.example.org", 443, to=site.port)
        server = Server("https", "matrix.example.org", 443, "token", path="@notes:example.org")
        with Matrix(server=server, seconds=2) as carrier:
            assert ending(carrier, ANNA) is None

    assert [line.split("/")[1] for line in asked(site)] == ["user", "createRoom", "user", "rooms"]
    assert site.requests[1].json == {"is_direct": True, "preset": "private_chat", "invite": [ANNA]}


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ((403, error("M_FORBIDDEN")), Refused),
        ((404, error("M_NOT_FOUND")), Refused),
        ((401, error("M_UNKNOWN_TOKEN")), Unreachable),
        ((500, error("M_UNKNOWN")), NotSent),
        (SILENCE, Unreachable),
    ],
)
def test_a_room_that_cannot_be_looked_into_ends_a_letter(
    site: Site, house: House, answer: Answer, end: type[Exception]
) -> None:
    with matrix(site, seconds=0.5) as carrier:
        carrier.send(create_letter(ANNA))
        house.fails = {"m.room.member": answer}
        assert ending(carrier, ANNA) is end

    assert len(house.letters) == 1
