"""Sessions of staff in Redis, sealed.

Departs from Django's cache sessions, which keep the cookie's value as the key and the content in
the clear: whoever took Redis could act as every colleague who is signed in, and read which account
signed in by what and when, the secret of a one-time code app that is just being set up, and drafts
under preview. Here the address of an entry and the key to its content both follow from the cookie
and SECRET_KEY, so Redis alone gives neither. To be undone when Django seals sessions itself.
"""

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.core.cache import caches
from django.core.signing import JSONSerializer
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from wellbeing.accounts import keeping, keys


class SessionStore(SessionBase):
    """Keeps a session under a keyed hash of its cookie, for as long as the cookie lives."""

    def __init__(self, session_key: str | None = None) -> None:
        self._cache = caches[settings.SESSION_CACHE_ALIAS]
        super().__init__(session_key)

    def load(self) -> dict[str, Any]:
        cookie = self._get_or_create_session_key()  # type: ignore[attr-defined]  # unknown to the stubs
        sealed = self._cache.get(_address(cookie))
        content = None if sealed is None else _open(cookie, sealed)
        if content is None:
            self._session_key = None
            return {}
        return content

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own signature
        if self.session_key is None:
            self.create()
            return
        address = _address(self.session_key)
        content = JSONSerializer().dumps(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        sealed = bytes(_box(self.session_key).encrypt(content))
        if must_create:
            if not self._cache.add(address, sealed, self.get_expiry_age()):
                raise CreateError
            return
        if address not in self._cache:
            raise UpdateError
        self._cache.set(address, sealed, self.get_expiry_age())

    def exists(self, session_key: str | None) -> bool:
        return session_key is not None and _address(session_key) in self._cache

    def delete(self, session_key: str | None = None) -> None:
        """However a session ends, what was unlocked in it is locked."""
        cookie = session_key or self.session_key
        if cookie:
            self._cache.delete(_address(cookie))
            keeping.forget(cookie)

    @classmethod
    def clear_expired(cls) -> None:
        """Redis forgets by itself."""


def _address(cookie: str) -> str:
    return "session:" + keys.keyed_hash(cookie, label=keys.SESSION_ADDRESS).hex()


def _box(cookie: str) -> SecretBox:
    return SecretBox(keys.keyed_hash(cookie, label=keys.SESSION_CONTENT))


def _open(cookie: str, sealed: bytes) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = JSONSerializer().loads(_box(cookie).decrypt(sealed))
    except CryptoError:  # SECRET_KEY has changed since: the session counts as absent.
        return None
    return content
