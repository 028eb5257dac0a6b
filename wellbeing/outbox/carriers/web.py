"""How Apprise's plugins reach the web here: through one kept connection, watched, and no further.

A plugin calls `requests.post` and tells its caller True or False. Whether a letter may be tried again is in
neither, so the plugins' modules get this in place of the library (`install`). It is a departure from using
a library as it comes; undo it when Apprise takes a session from its caller and returns the answer.

Beside watching, it keeps the connection between two letters, follows no redirection, keeps no cookie, reads
no password from the machine's `.netrc`, and sends no header that the protocol does not need.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from wellbeing.outbox.letters import NotSent, Uncertain, Unreachable

# Said by half the programs of the world. Some servers turn away who says nothing.
AGENT = "python-requests"


class Line:
    """The web as one batch sees it. Knows the last answer, or why there was none."""

    def __init__(self, seconds: float, *, is_here: bool) -> None:
        self._seconds = seconds
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter())
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
        self.was_said = False

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
        self.asked = f"{method} {url}"  # `was_said` once its first byte may have gone out
        words |= {"timeout": self._seconds, "allow_redirects": False}
        try:
            self.answer = self._session.request(method, url, **words)
        except requests.RequestException as error:
            self.failure = error
            raise
        return self.answer


class _Plain(HTTPConnection):
    def request(self, *args: Any, **words: Any) -> None:
        if self.sock is None:
            self.connect()
        _line.get().was_said = True
        super().request(*args, **words)


class _Encrypted(HTTPSConnection):
    """By the time of a request the server has proved its name."""

    def request(self, *args: Any, **words: Any) -> None:
        _line.get().was_said = True
        super().request(*args, **words)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = _Encrypted


class _Adapter(HTTPAdapter):
    """Connects by ways that tell when they begin to speak."""

    def init_poolmanager(self, *args: Any, **words: Any) -> None:
        super().init_poolmanager(*args, **words)
        _tell(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **words: Any) -> ProxyManager:
        manager = super().proxy_manager_for(proxy, **words)
        if type(manager) is not ProxyManager:  # one for SOCKS has ways of its own, which would not tell
            raise requests.exceptions.InvalidProxyURL
        _tell(manager)
        return manager


def _tell(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _EncryptedPool}


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
