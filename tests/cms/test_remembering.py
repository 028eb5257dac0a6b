"""Finished pages in memory: the same answer to everybody, and never one of the past."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from cms import generation
from cms.remembering import Remembered

pytestmark = pytest.mark.service

HTML = [("Content-Type", "text/html; charset=utf-8")]


class Publishing:
    """A site whose text is `text`; with `meanwhile`, an editor publishes that while a page is being made."""

    def __init__(self) -> None:
        self.text = "old"
        self.meanwhile = ""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        made = self.text + environ.get("SCRIPT_NAME", "")
        if self.meanwhile:
            self.text, self.meanwhile = self.meanwhile, ""
            generation.bump()
        start_response("200 OK", list(HTML))
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


def test_a_page_for_another_place_of_the_site_is_not_kept() -> None:
    remembered = Remembered(Publishing())

    assert ask(remembered, SCRIPT_NAME="/elsewhere") == b"old/elsewhere"
    assert ask(remembered) == b"old"
