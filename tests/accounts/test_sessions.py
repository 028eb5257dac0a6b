"""Sessions open with the cookie and the secret key together, and with nothing less."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import override_settings

from tests.factories.accounts import redis_client
from wellbeing.accounts.sessions import SessionStore

pytestmark = pytest.mark.service

DAY = 24 * 60 * 60


def kept(pattern: str = "*session:*") -> dict[bytes, bytes]:
    redis = redis_client()
    return {key: redis.get(key) for key in redis.scan_iter(pattern)}


def create_session(**content: str) -> str:
    session = SessionStore()
    session.update(content)
    session.save()
    assert session.session_key
    return session.session_key


def test_a_session_comes_back_with_its_cookie() -> None:
    cookie = create_session(draft="wind")

    assert dict(SessionStore(cookie)) == {"draft": "wind"}
    assert SessionStore(cookie).exists(cookie)


def test_redis_holds_neither_the_cookie_nor_the_content() -> None:
    cookie = create_session(draft="wind-canary")

    everything = b" ".join(part for entry in kept("*").items() for part in entry)
    assert len(kept()) == 1
    assert cookie.encode() not in everything
    assert b"wind-canary" not in everything
    assert b"draft" not in everything


def test_the_cookie_alone_opens_nothing_once_the_secret_key_is_another() -> None:
    cookie = create_session(draft="wind")

    with override_settings(SECRET_KEY="another key of at least fifty characters, as it must be"):
        assert dict(SessionStore(cookie)) == {}


def test_a_session_moved_under_another_cookie_does_not_open() -> None:
    first, second = create_session(draft="wind"), create_session(draft="rain")
    redis = redis_client()
    (one, _sealed), (other, _other_sealed) = kept().items()
    redis.rename(one, other)

    assert [dict(SessionStore(cookie)) for cookie in (first, second)] == [{}, {}]


def test_an_unknown_cookie_begins_an_empty_session_under_a_new_one() -> None:
    session = SessionStore("chosen-by-somebody-else")

    session["draft"] = "wind"
    session.save()

    assert session.session_key != "chosen-by-somebody-else"


def test_a_deleted_session_is_gone_and_cannot_be_saved_again() -> None:
    cookie = create_session(draft="wind")
    session = SessionStore(cookie)
    assert session["draft"] == "wind"

    SessionStore(cookie).delete()

    assert kept() == {}
    session["draft"] = "rain"
    with pytest.raises(UpdateError):
        session.save()


def test_a_session_forgets_itself_within_a_working_day() -> None:
    create_session(draft="wind")
    [address] = kept()

    assert 0 < redis_client().ttl(address) < DAY
