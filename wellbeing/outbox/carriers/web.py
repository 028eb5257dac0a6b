"""How Apprise's plugins reach the web here: through one kept connection, watched, and no further.

A plugin calls `requests.post` and tells its caller True or False. Whether a letter may be tried again is in
neither, so the plugins' modules get this in place of the library (`install`). It is a departure from using
a library as it comes; undo it when Apprise takes a session from its caller and returns the answer.

Beside watching, it keeps the connection between two letters, follows no redirection, keeps no cookie, reads
no password from the machine's `.netrc`, and sends no header that the protocol does not need.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

from wellbeing.outbox.letters import NotSent, Uncertain, Unreachable

# Said by half the programs of the world. Some servers turn away who says nothing.
AGENT = "python-requests"


class Line:
    """The web as one batch sees it. Knows the last answer, or why there was none."""

    def __init__(self, seconds: float, *, is_here: bool) -> None:
        self._seconds = seconds
        self._session = requests.Session()
        # What is for this machine goes through no proxy, where it would be read.
        self._session.trust_env = not is_here
        self._session.headers.clear()
        self._session.headers["User-Agent"] = AGENT
        self._session.auth = _Nobody()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.forget()

    def forget(self) -> None:
        """Begin a letter."""
        self.answer: requests.Response | None = None
        self.failure: requests.RequestException | None = None
        self.asked = ""

    def close(self) -> None:
        self.forget()
        self._session.close()
        # Python remembers addresses of the web that it has taken apart, and some hold those of people.
        urlsplit.cache_clear()  # type: ignore[attr-defined]  # it has, beneath its overloads

    @contextmanager
    def in_use(self) -> Iterator[None]:
        token = _line.set(self)
        try:
            yield
        finally:
            _line.reset(token)

    def get(self, url: str, **words: Any) -> requests.Response:
        return self._ask("GET", url, **words)

    def post(self, url: str, **words: Any) -> requests.Response:
        return self._ask("POST", url, **words)

    def put(self, url: str, **words: Any) -> requests.Response:
        return self._ask("PUT", url, **words)

    def _ask(self, method: str, url: str, **words: Any) -> requests.Response:
        self.forget()
        self.asked = f"{method} {url}"
        words |= {"timeout": self._seconds, "allow_redirects": False}
        try:
            self.answer = self._session.request(method, url, **words)
        except requests.RequestException as error:
            self.failure = error
            raise
        return self.answer


class _Requests:
    """The library `requests` to a plugin: the line in use, and for all else the library itself."""

    def __getattr__(self, name: str) -> Any:
        line = _line.get(None)
        return getattr(requests if line is None or name not in {"get", "post", "put"} else line, name)


class _Nobody(AuthBase):
    """Says nothing of who we are. Without it, the library asks a file of the machine."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


_line: ContextVar[Line] = ContextVar("line")


def install(plugin: ModuleType) -> None:
    """Let a plugin's module reach the web through the line in use."""
    setattr(plugin, "requests", _Requests())  # noqa: B010  the module knows this name, not the type


def raise_for_silence(failure: requests.RequestException, *, was_giving: bool) -> None:
    """Say how a letter ended whose last request had no answer; `was_giving` if that one gave the letter."""
    if isinstance(failure, requests.ConnectTimeout | requests.exceptions.ProxyError) or not was_giving:
        raise Unreachable
    reason = failure.args[0] if failure.args else None
    reason = reason.reason if isinstance(reason, MaxRetryError) else reason
    if isinstance(reason, NewConnectionError) or _is_handshake(reason):
        raise Unreachable
    if isinstance(reason, HTTPError | OSError):
        raise Uncertain
    raise NotSent


def raise_for_status(status: int) -> None:
    """Say how a letter ended that a server refused without a word on the address."""
    # A success that the plugin does not know; a server that gave the letter on and was left without answer.
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status == HTTPStatus.GATEWAY_TIMEOUT:
        raise Uncertain
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotSent
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND} or status < HTTPStatus.BAD_REQUEST:
        raise Unreachable
    raise NotSent


def _is_handshake(reason: object) -> bool:
    """Whether encryption failed before anything was said; an end in the middle may be one after."""
    cause = getattr(reason, "args", (None,))[0]
    is_end = isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError | ssl.SSLSyscallError)
    return isinstance(cause, ssl.SSLError) and not is_end
