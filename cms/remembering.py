"""Public pages straight from memory: they are the same for everybody until an editor publishes.

A departure from stock Django: this stands before it as a WSGI layer, because most of what a finished
page would cost there is Django's own way to it. Only a plain GET without a query, answered with 200
and an HTML page, is remembered, under the host and scheme that Django accepted for it; everything
else goes through. It is kept under the token that was on before it was made: an editor may publish
meanwhile, and then it is already of the past. Undo it when a cache in front of the site may be trusted
with who reads what.

A page that changes with the hour or with what people do says so itself (`is_fresh`) and is made anew for
everybody.

Such a page holds nothing of the reader's, so it is also safe to compress; pages that answer a person
never are.
"""

import gzip
import re
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.http import HttpRequest

from cms import generation
from cms.navigation import LANGUAGES

MOST_PAGES = 256
PREFIXES = tuple(f"/{language}/" for language in LANGUAGES)
GZIP = "gzip"
FRESH = "cms.is_fresh"
REFUSED = re.compile(r"q\s*=\s*0(\.0*)?")

Key = tuple[str, str, str, bool]
Headers = list[tuple[str, str]]
Pages = dict[Key, tuple[Headers, bytes]]


def is_fresh(request: HttpRequest) -> None:
    """What answers this request is not remembered."""
    request.META[FRESH] = True


class Remembered:
    """The application with a memory for its public pages. One instance a process; threads share it."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self.memory: tuple[str, Pages] = ("", {})

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # Whoever reads the header further in only looks whether the word stands there.
        environ["HTTP_ACCEPT_ENCODING"] = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        key = _key(environ)
        if key is None:
            return self.application(environ, start_response)
        pages = self._pages()
        found = pages.get(key)
        if found is None:
            return self._answer(environ, start_response, key, pages)
        start_response("200 OK", found[0])
        return [found[1]]

    def _pages(self) -> Pages:
        token = generation.current()
        if self.memory[0] != token or len(self.memory[1]) > MOST_PAGES:
            self.memory = (token, {})
        return self.memory[1]

    def _answer(
        self, environ: WSGIEnvironment, start_response: StartResponse, key: Key, pages: Pages
    ) -> Iterable[bytes]:
        started: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, exc_info: Any = None, /) -> Callable[[bytes], object]:
            started.append((status, headers))
            return lambda _: None

        response = self.application(environ, start)
        status, headers = started[-1]
        if FRESH in environ or not status.startswith("200") or not _is_page(headers):
            start_response(status, headers)
            return response
        body = b"".join(response)
        if hasattr(response, "close"):
            response.close()
        page = _compressed(headers, body) if key[-1] else (headers, body)
        pages[key] = page
        start_response(status, page[0])
        return [page[1]]


def _key(environ: WSGIEnvironment) -> Key | None:
    path = environ.get("PATH_INFO", "")
    # What stands under no language is for staff, or an address that was given to one person.
    if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING") or not path.startswith(PREFIXES):
        return None
    if environ.get("SCRIPT_NAME"):  # every address in such a page would begin with it
        return None
    scheme = environ.get("HTTP_X_FORWARDED_PROTO", "") + environ["wsgi.url_scheme"]
    return environ.get("HTTP_HOST", ""), scheme, path, environ["HTTP_ACCEPT_ENCODING"] == GZIP


def _encoding(accepted: str) -> str:
    """The one encoding this site speaks if a client takes it, or none (RFC 9110, 12.5.3)."""
    for part in accepted.lower().split(","):
        name, _, rest = part.partition(";")
        if name.strip() == GZIP:
            return "" if REFUSED.fullmatch(rest.strip()) else GZIP
    return ""


def _compressed(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
    small = gzip.compress(body, mtime=0)
    kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
    return [*kept, ("Content-Length", str(len(small))), ("Content-Encoding", GZIP)], small


def _is_page(headers: Headers) -> bool:
    names = {name.lower(): value for name, value in headers}
    return names.get("content-type", "").startswith("text/html") and "set-cookie" not in names
