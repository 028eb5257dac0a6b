"""The site as it is served, with one header more: how many queries an answer took."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from wellbeing.wsgi import application as site

from django.db import connection  # isort: skip  # Django is set up by the line above
from tests.bench.harness import QUERIES  # isort: skip


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Django makes its whole answer before it starts to give it, so that the number is whole by then."""
    asked = 0

    def count(execute: Callable[..., Any], *words: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*words)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
        return start_response(status, [*headers, (QUERIES, str(asked))], *rest)

    with connection.execute_wrapper(count):
        return site(environ, start)
