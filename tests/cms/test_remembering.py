"""Finished pages in memory: the same answer to everybody, and never one of the past."""

import gzip
from collections.abc import Iterable, Sequence
from io import BytesIO
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from django.core.handlers.wsgi import WSGIRequest

from cms import generation
from cms.remembering import Remembered, is_fresh

pytestmark = pytest.mark.service

HTML = [("Content-Type", "text/html; charset=utf-8")]


class Publishing:
    """A site whose text is `text`; with `meanwhile`, an editor publishes that while a page is being made."""

    def __init__(self, status: str = "200 OK", headers: Sequence[tuple[str, str]] = HTML) -> None:
        self.text = "old"
        self.meanwhile = ""
        self.status, self.headers = status, headers

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        made = self.text + environ.get("SCRIPT_NAME", "")
        if self.meanwhile:
            self.text, self.meanwhile = self.meanwhile, ""
            generation.bump()
        start_response(self.status, list(self.headers))
        return [made.encode()]


def ask(application: Remembered, **environ: str) -> bytes:
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/ru/", "wsgi.url_scheme": "http", **environ}
    return b"".join(application(asked, lambda *_: lambda _: None))


def test_a_page_is_made_once_until_something_is_published() -> None:
    site = Publishing()
    remembered = Remembered(site)

    assert ask(remembered) == b"old"
    site.text = "new"
    assert ask(remembered) == b"old"
    generation.bump()
    assert ask(remembered) == b"new"


def test_a_page_made_while_an_editor_publishes_is_not_kept() -> None:
    site = Publishing()
    remembered = Remembered(site)
    site.meanwhile = "new"

    assert ask(remembered) == b"old"
    assert ask(remembered) == b"new"


@pytest.mark.parametrize("path", ["/staff/", "/n/a-link-in-a-message/", "/f/code.ics", "/", "/ruin/"])
def test_an_address_outside_the_languages_is_not_kept(path: str) -> None:
    remembered = Remembered(Publishing())

    assert ask(remembered, PATH_INFO=path) == b"old"
    assert remembered.memory[1] == {}


def test_a_page_for_another_place_of_the_site_is_not_kept() -> None:
    remembered = Remembered(Publishing())

    assert ask(remembered, SCRIPT_NAME="/elsewhere") == b"old/elsewhere"
    assert ask(remembered) == b"old"


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "PUT"},
        {"QUERY_STRING": "code=1"},
        {"PATH_INFO": "/staff/"},
        {"PATH_INFO": "/staff/login/"},
    ],
    ids=str,
)
def test_what_may_say_something_of_a_person_is_never_kept(environ: dict[str, str]) -> None:
    site = Publishing()
    remembered = Remembered(site)

    assert ask(remembered, **environ) == b"old"
    site.text = "new"
    assert ask(remembered, **environ) == b"new"
    assert remembered.memory[1] == {}


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", HTML),
        ("303 See Other", HTML),
        ("200 OK", [("Content-Type", "application/pdf")]),
        ("200 OK", [*HTML, ("Set-Cookie", "seen=1")]),
    ],
    ids=["404", "303", "pdf", "cookie"],
)
def test_only_a_whole_page_without_a_cookie_is_kept(status: str, headers: list[tuple[str, str]]) -> None:
    remembered = Remembered(Publishing(status, headers))

    ask(remembered)

    assert remembered.memory[1] == {}


@pytest.mark.parametrize(
    "other",
    [
        {"HTTP_HOST": "elsewhere.example"},
        {"wsgi.url_scheme": "https"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"PATH_INFO": "/en/"},
    ],
    ids=str,
)
def test_each_host_scheme_and_address_has_a_page_of_its_own(other: dict[str, str]) -> None:
    site = Publishing()
    remembered = Remembered(site)
    ask(remembered, HTTP_HOST="localhost")
    site.text = "new"

    assert ask(remembered, **{"HTTP_HOST": "localhost", **other}) == b"new"
    assert ask(remembered, HTTP_HOST="localhost") == b"old"


def test_a_reader_gets_a_page_in_a_form_that_they_can_read() -> None:
    remembered = Remembered(Publishing())

    assert gzip.decompress(ask(remembered, HTTP_ACCEPT_ENCODING="br, gzip")) == b"old"
    assert ask(remembered) == b"old"


@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.001", True),
        ("gzip ; q=1.0, identity", True),
        ("", False),
        ("gzip;q=0", False),
        ("br, gzip ; q = 0.000, identity", False),
        ("not-gzip, gzipped", False),
    ],
)
def test_whoever_refuses_compression_gets_none_of_ours_nor_of_the_staff_files(
    accepted: str, *, is_compressed: bool
) -> None:
    """The server of the files looks for the word only, so it is told what is meant."""
    told: list[str] = []

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        told.append(environ["HTTP_ACCEPT_ENCODING"])
        start_response("200 OK", list(HTML))
        return [b"page"]

    remembered = Remembered(application)
    page = ask(remembered, HTTP_ACCEPT_ENCODING=accepted)
    ask(remembered, PATH_INFO="/staff/static/a.css", HTTP_ACCEPT_ENCODING=accepted)

    assert (gzip.decompress(page) if is_compressed else page) == b"page"
    assert ("gzip" in told[0], "gzip" in told[1]) == (is_compressed, is_compressed)


def test_a_page_that_says_so_is_made_anew_for_everybody() -> None:
    made: list[int] = []

    def site(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["wsgi.input"] = BytesIO()
        is_fresh(WSGIRequest(environ))
        made.append(1)
        start_response("200 OK", list(HTML))
        return [str(len(made)).encode()]

    remembered = Remembered(site)

    assert [ask(remembered), ask(remembered)] == [b"1", b"2"]
