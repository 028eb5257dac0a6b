"""What no browser would send, over a socket: a refusal or silence, and nothing stored."""

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from tests.journeys.asking import FORM, Answer, ask, request_of, send_raw
from tests.privacy.test_headers import PUBLIC
from tests.running import Site

pytestmark = [pytest.mark.service]

FORMS = (
    *("/ru/check/month/", "/en/check/week/", "/ru/return/", "/en/return/"),
    *("/ru/application/", "/en/application/messages/"),
)
ROUTES = (
    *FORMS,
    "/",
    "/ru/",
    "/ru/help/",
    "/en/check/",
    "/ru/retreats/",
    "/exit/",
    "/healthz",
    "/robots.txt",
    "/favicon.ico",
    "/no",
)
REFUSALS = {400, 403, 404, 405, 413, 414, 415, 417, 431}


@pytest.fixture(autouse=True)
def _nothing_is_stored(site: Site) -> Iterator[None]:
    """After each test there is no row more and no file more, and nothing was written about it."""
    before = rows(site), files(site), site.log.read_bytes()
    yield
    assert (rows(site), files(site), site.log.read_bytes()) == before
    assert list((site.folder / "tmp").rglob("*")) == []


def rows(site: Site) -> dict[str, int]:
    """How many rows each table has."""
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        counts = {}
        for (table,) in tables:
            found = connection.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            ).fetchone()
            counts[table] = found[0] if found else 0
    assert counts
    return counts


def files(site: Site) -> set[str]:
    return {str(path) for path in (site.folder / "state").rglob("*")}


def assert_refused(answer: Answer) -> None:
    """No failure of ours and nothing to remember; a request cut short may be answered by silence."""
    if not answer.wire:
        return
    assert answer.status < 500
    assert "set-cookie" not in {name.lower() for name in answer.headers}


def lines(*given: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join([*given, b"", b""]) + body


HOST = b"Host: localhost"
POST = b"POST /ru/return/ HTTP/1.1"
TYPE = f"Content-Type: {FORM}".encode()

MALFORMED = {
    "nothing": b"",
    "only line ends": b"\r\n" * 50,
    "no version": lines(b"GET /ru/", HOST),
    "version of the past": lines(b"GET /ru/ HTTP/0.9", HOST),
    "version of the future": lines(b"GET /ru/ HTTP/9.9", HOST),
    "version of no kind": lines(b"GET /ru/ FTP/1.1", HOST),
    "HTTP/2 at once": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS to a plain port": bytes.fromhex("16030100c8010000c40303") + bytes(200),
    "method of no letters": lines(b"\x00\xff /ru/ HTTP/1.1", HOST),
    "long method": lines(b"A" * 5000 + b" /ru/ HTTP/1.1", HOST),
    "long address": lines(b"GET /" + b"a" * 100_000 + b" HTTP/1.1", HOST),
    "address with bytes": lines(b"GET /ru/\xff\xfe\x80 HTTP/1.1", HOST),
    "address with an end of line": lines(b"GET /ru/%0d%0aSet-Cookie:x=1 HTTP/1.1", HOST),
    "address of another server": lines(b"GET http://elsewhere.example/ HTTP/1.1", HOST),
    "asked to be a proxy": lines(b"CONNECT elsewhere.example:443 HTTP/1.1", HOST),
    "star": lines(b"OPTIONS * HTTP/1.1", HOST),
    "no host": lines(b"GET /ru/ HTTP/1.1"),
    "two hosts": lines(b"GET /ru/ HTTP/1.1", HOST, b"Host: elsewhere.example"),
    "host of another": lines(b"GET /ru/ HTTP/1.1", b"Host: elsewhere.example"),
    "host of bytes": lines(b"GET /ru/ HTTP/1.1", b"Host: \xff\xfe"),
    "header without colon": lines(b"GET /ru/ HTTP/1.1", HOST, b"nonsense"),
    "header without name": lines(b"GET /ru/ HTTP/1.1", HOST, b": nonsense"),
    "header with NUL": lines(b"GET /ru/ HTTP/1.1", HOST, b"X-A: \x00"),
    "folded header": lines(b"GET /ru/ HTTP/1.1", HOST, b"X-A: 1", b" 2"),
    "many headers": lines(b"GET /ru/ HTTP/1.1", HOST, *(f"X-{n}: 1".encode() for n in range(5000))),
    "long header": lines(b"GET /ru/ HTTP/1.1", HOST, b"X-A: " + b"a" * 200_000),
    "long cookie": lines(b"GET /ru/ HTTP/1.1", HOST, b"Cookie: staff=" + b"a" * 8000),
    "length twice": lines(POST, HOST, TYPE, b"Content-Length: 1", b"Content-Length: 2", body=b"ab"),
    "length below nothing": lines(POST, HOST, TYPE, b"Content-Length: -1"),
    "length in words": lines(POST, HOST, TYPE, b"Content-Length: many"),
    "length beyond the body": lines(POST, HOST, TYPE, b"Content-Length: 5000", body=b"code=1"),
    "length beyond sense": lines(POST, HOST, TYPE, b"Content-Length: " + b"9" * 40, body=b"code=1"),
    "body without length": lines(POST, HOST, TYPE, body=b"code=1"),
    "body too long": lines(POST, HOST, TYPE, b"Content-Length: 10000000", body=b"a" * 10_000_000),
    "chunked": lines(POST, HOST, TYPE, b"Transfer-Encoding: chunked", body=b"6\r\ncode=1\r\n0\r\n\r\n"),
    "chunked badly": lines(POST, HOST, TYPE, b"Transfer-Encoding: chunked", body=b"zz\r\ncode=1\r\n"),
    "chunked and cut": lines(POST, HOST, TYPE, b"Transfer-Encoding: chunked", body=b"ff\r\ncode=1"),
    "chunked and long": lines(
        POST, HOST, TYPE, b"Transfer-Encoding: chunked", body=b"10000\r\n" + b"a" * 65_536 + b"\r\n0\r\n\r\n"
    ),
    "chunked with length": lines(
        POST,
        HOST,
        TYPE,
        b"Transfer-Encoding: chunked",
        b"Content-Length: 3",
        body=b"6\r\ncode=1\r\n0\r\n\r\n",
    ),
    "charset of no use": lines(POST, HOST, TYPE + b"; charset=idna", b"Content-Length: 6", body=b"code=1"),
    "parameter of no charset": lines(POST, HOST, TYPE + b"; a*=nonsense''x", b"Content-Length: 0"),
    "two requests in one": lines(b"GET /ru/ HTTP/1.1", HOST) + b"nonsense\r\n\r\n",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_http_is_refused(site: Site, name: str) -> None:
    assert_refused(send_raw(site, MALFORMED[name]))


@pytest.mark.parametrize("path", FORMS)
def test_what_is_no_form_of_ours_is_refused_with_a_page(site: Site, path: str) -> None:
    odd = {
        "multipart/form-data; boundary=x": b'--x\r\nContent-Disposition: form-data; name="v"\r\n\r\n1',
        "application/json": b'{"code": 1}',
        f"{FORM}; charset=utf-16": "code=1".encode("utf-16"),
    }
    for kind, body in odd.items():
        answer = send_raw(site, request_of(site, "POST", path, body, {"Content-Type": kind}))
        assert answer.status == 415
        assert "<h1>" in answer.text
    for body, status in ((b"q1=0&" * 13_000, 400), (bytes(65_537), 413)):
        answer = send_raw(site, request_of(site, "POST", path, body))
        assert answer.status == status
        assert "<h1>" in answer.text


@pytest.mark.parametrize("path", ROUTES)
def test_a_wrong_method_is_refused_on_every_address(site: Site, path: str) -> None:
    methods = ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW"]
    if path not in FORMS:
        methods.append("POST")
    for method in methods:
        answer = send_raw(site, request_of(site, method, path, b"code=1"))
        assert answer.status == (404 if path == "/no" else 405)
        assert "<h1>" in answer.text


@pytest.mark.parametrize("place", ["/elsewhere", "//elsewhere.example", "elsewhere", "/ru"])
def test_who_asks_cannot_say_where_the_site_stands(site: Site, place: str) -> None:
    """Neither to themselves nor, since finished pages are remembered, to everybody after them."""
    prefix = place if place.startswith("/") else f"/{place}"
    for path in ("/ru/", "/ru/check/", "/ru/check"):
        answer = send_raw(site, request_of(site, "GET", prefix + path, headers={"SCRIPT_NAME": place}))
        assert answer.status in {301, 404}, "as without the header"
        assert "elsewhere" not in ask(site, path).text


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["GET", "POST", "HEAD"]),
    st.sampled_from(ROUTES),
    st.binary(max_size=20),
    st.dictionaries(
        st.sampled_from(
            [b"Content-Type", b"Cookie", b"Accept-Encoding", b"Content-Length", b"X-Forwarded-For"]
        ),
        st.binary(max_size=20),
        max_size=3,
    ),
    st.binary(max_size=80),
)
def test_random_bytes_in_every_place_are_refused(
    site: Site, method: str, path: str, tail: bytes, given_headers: dict[bytes, bytes], body: bytes
) -> None:
    fields = [name + b": " + value for name, value in given_headers.items()]
    first = f"{method} {path}".encode() + tail + b" HTTP/1.1"
    assert_refused(send_raw(site, lines(first, HOST, b"Connection: close", *fields, body=body)))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=300))
def test_random_bytes_alone_are_refused(site: Site, request_: bytes) -> None:
    assert_refused(send_raw(site, request_))


def test_the_site_still_answers_after_all_this(site: Site) -> None:
    assert ask(site, "/healthz").text == "ok\n"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (lines(b"get /ru/ HTTP/1.1", HOST), 400),
        (lines(b"GET /ru/ HTTP/1.1", HOST, b"X-A: \x00canary"), 400),
        (lines(b"GET /" + b"a" * 100_000 + b" HTTP/1.1", HOST), 414),
        (lines(b"GET /ru/ HTTP/1.1", HOST, b"X-A: " + b"a" * 200_000), 431),
        (lines(POST, HOST, TYPE, b"Transfer-Encoding: canary"), 501),
    ],
)
def test_what_the_server_itself_refuses_carries_the_headers_of_every_answer(
    site: Site, request_: bytes, status: int
) -> None:
    answer = send_raw(site, request_)

    assert answer.status == status
    assert answer.headers == PUBLIC | {
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(answer.body)),
    }
    assert answer.text == f"{status}. Запрос не получилось выполнить. The request could not be answered.\n"
