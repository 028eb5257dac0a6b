"""Whatever is sent, the answer is a clear page or a refusal, never a failure, and nothing is stored."""

import io
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import WSGIApplication

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from cms.actions import seeding
from tests.assessments.requests import TODAY, publish_shipped
from tests.journeys import nonsense
from tests.journeys.nonsense import FORM, FORMS, PAGES

pytestmark = [pytest.mark.service, pytest.mark.django_db]

REFUSALS = {301, 302, 303, 400, 403, 404, 405, 413, 415, 429}

# The versions that the site asks; tests cannot know their codes before there is a database.
VERSIONS: list[str] = []


@pytest.fixture(scope="module", autouse=True)
def _seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One site for all of this module, in a transaction around those of the tests, which is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        VERSIONS[:] = [version.code for version in publish_shipped().values()]
        seeding.seed_site(by=None, today=TODAY)
        # As Django's own test client does: the connection holds the transaction.
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        yield
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nothing_is_stored(
    _seeded: None, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """After each test nothing is there that was not there before."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before, files = rows(), stored_files()
    yield
    assert rows() == before
    assert list(tmp_path.rglob("*")) == []
    assert stored_files() == files


def stored_files() -> set[Path]:
    return set(Path(django_settings.MEDIA_ROOT).rglob("*"))


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


@cache
def application() -> WSGIApplication:
    """What the web server runs, made when the tests' own folders are in place."""
    made: WSGIApplication = import_module("wellbeing.wsgi").application
    return made


def ask(**environ: Any) -> int:
    """The status of the answer to a request made of these words of the WSGI interface."""
    return ask_page(**environ)[0]


def ask_page(**environ: Any) -> tuple[int, bytes]:
    """The status and the page."""
    body: bytes = environ.pop("body", b"")
    whole = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": FORM,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    } | {name: value for name, value in environ.items() if value is not None}
    started: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Any:
        started.append((status, dict(headers)))

    answer = application()(whole, start)
    content = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    (status_line, headers) = started[-1]
    status = int(status_line[:3])
    # Nothing looks after nudges while this runs, and the address of readiness says so.
    if (whole["PATH_INFO"], status) == ("/readyz", 503):
        return status, content
    assert status in REFUSALS or status in {200, 204}
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"] == "no-store"
    if status >= 400 and whole["REQUEST_METHOD"] != "HEAD":
        assert b"<h1>" in content
    return status, content


# How many requests each kind of generated badness makes.
ANYTHING, FILLED_IN, RETURNED = 3000, 2500, 1500
APPLICATIONS = 500
BODIES = 10_000 - ANYTHING - FILLED_IN - RETURNED


def generated(count: int) -> settings:
    return settings(
        max_examples=count,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@generated(ANYTHING)
@given(
    nonsense.methods,
    nonsense.addresses,
    nonsense.junk,
    nonsense.lengths,
    nonsense.types,
    nonsense.headers,
    st.binary(max_size=60),
)
def test_anything_to_any_address(
    method: str, path: str, query: str, length: str | None, kind: str, others: dict[str, str], body: bytes
) -> None:
    ask(
        REQUEST_METHOD=method,
        PATH_INFO=path,
        QUERY_STRING=query,
        CONTENT_LENGTH=length,
        CONTENT_TYPE=kind,
        body=body,
        **others,
    )


def encoded(fields: list[tuple[str, str]]) -> bytes:
    return urlencode(fields, errors="surrogatepass").encode()


@generated(FILLED_IN)
@given(st.sampled_from(FORMS), st.data())
def test_self_checks_that_make_no_sense(address: str, data: st.DataObject) -> None:
    ask(REQUEST_METHOD="POST", PATH_INFO=address, body=encoded(data.draw(nonsense.filled_in(VERSIONS))))


@generated(RETURNED)
@given(
    st.sampled_from(["/ru/return/", "/en/return/"]),
    nonsense.typed_codes,
    st.sampled_from(["", "open", "change", "delete", "ask-delete", "nonsense", "\0"]),
)
def test_codes_that_open_nothing(address: str, code: str, do: str) -> None:
    body = encoded([("code", code), ("do", do)])
    assert ask(REQUEST_METHOD="POST", PATH_INFO=address, body=body) == 200


@generated(APPLICATIONS)
@given(
    st.sampled_from(["/ru/application/", "/en/application/messages/"]),
    nonsense.typed_codes,
    st.sampled_from(
        ["", "open", "save", "delete", "accept", "stay", "appeal", "give", "confirm", "odd", "\0"]
    ),
)
def test_application_codes_that_open_nothing(address: str, code: str, do: str) -> None:
    """After many within a minute they are too many."""
    body = encoded([("code", code), ("do", do)])
    assert ask(REQUEST_METHOD="POST", PATH_INFO=address, body=body) in {200, 429}


@generated(BODIES)
@given(st.sampled_from(FORMS), nonsense.bodies, nonsense.types, nonsense.lengths)
@example("/ru/check/month/", b"q1=0&" * 13_000, FORM, "65000")
@example("/ru/check/month/", b"x" * 65_536, FORM, "65536")
@example("/ru/check/month/", b"x" * 1_000_000, FORM, "1000000")
@example("/ru/return/", b"code=" + b"%F0%9F%98%80" * 5000, FORM, "60005")
@example("/ru/return/", bytes(range(256)) * 200, FORM, "51200")
def test_bodies_that_are_no_forms(address: str, body: bytes, kind: str, length: str | None) -> None:
    ask(REQUEST_METHOD="POST", PATH_INFO=address, body=body, CONTENT_TYPE=kind, CONTENT_LENGTH=length)


def test_wrong_methods_are_refused_on_every_address() -> None:
    methods = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW")
    said = {
        (path, method): ask(REQUEST_METHOD=method, PATH_INFO=path) for path in PAGES for method in methods
    }

    assert set(said.values()) <= {404, 405}
    assert said["/ru/check/month/", "PUT"] == said["/ru/", "DELETE"] == said["/exit/", "TRACE"] == 405


def test_each_kind_of_refusal_has_its_status() -> None:
    kinds = [
        (413, FORM, b"x" * 65_537),
        (400, FORM, b"q1=0&" * 13_000),
        (400, FORM, urlencode({"v": VERSIONS[0], "q1": "x"}).encode()),
        (415, "multipart/form-data; boundary=x", b"--x--"),
        (415, "application/json", b"{}"),
        (415, f"{FORM}; charset=utf-16", b"v=1"),
        (415, f"{FORM}; a*=nonsense''%41", b"v=1"),
        (415, "", b"v=1"),
        (404, FORM, b"v=none"),
        (404, FORM, b"v="),
    ]
    said = [
        (ask(REQUEST_METHOD="POST", PATH_INFO="/ru/check/month/", CONTENT_TYPE=kind, body=body), kind, body)
        for _, kind, body in kinds
    ]

    assert said == kinds
