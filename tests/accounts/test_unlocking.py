"""For half an hour, in one browser: neither the database nor Redis nor the cookie alone opens a key."""

import time
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings

from tests.factories.accounts import (
    create_coordinator,
    create_key_pair,
    create_unlocked,
    redis_client,
    sign_in,
    unlock,
)
from wellbeing.accounts import keeping, unlocking
from wellbeing.accounts.actions import key_pairs
from wellbeing.accounts.models import KeyPair, User
from wellbeing.accounts.sessions import SessionStore

pytestmark = [pytest.mark.django_db, pytest.mark.service]

ADDRESS = "*unlocked:*"


@pytest.fixture
def vera(client: Client) -> User:
    """Somebody who has unlocked her keys in the client's session."""
    user = create_coordinator(username="vera")
    create_key_pair(user=user)
    sign_in(client, user)
    unlock(client)
    return user


def cookie(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def request_of(user: Any, cookie: str) -> HttpRequest:
    request = RequestFactory().get("/staff/teams/?page=2")
    request.user = user
    request.session = SessionStore(cookie)
    return request


def kept() -> dict[bytes, bytes]:
    redis = redis_client()
    return {address: redis.get(address) for address in redis.scan_iter(ADDRESS)}


def test_the_passphrase_opens_the_private_half_in_this_session(client: Client, vera: User) -> None:
    unlocked = unlocking.current(request_of(vera, cookie(client)))

    assert unlocked
    assert unlocked.user == vera
    assert unlocked.private == create_unlocked(user=vera).private
    assert unlocking.minutes_left(unlocked) == 30
    assert unlocked.private.hex() not in repr(unlocked)
    assert str(unlocked.private) not in repr(unlocked)


def test_redis_holds_it_for_half_an_hour_and_not_in_the_clear(client: Client, vera: User) -> None:
    private = create_unlocked(user=vera).private

    [(address, box)] = kept().items()

    assert 0 < redis_client().ttl(address) <= 30 * 60
    everything = b" ".join(redis_client().get(key) or b"" for key in redis_client().scan_iter())
    assert private not in everything
    assert private.hex().encode() not in everything
    assert cookie(client).encode() not in b" ".join(redis_client().scan_iter()) + everything
    assert len(box) > len(private)


def test_it_locks_by_itself(client: Client, vera: User, monkeypatch: pytest.MonkeyPatch) -> None:
    [address] = kept()

    redis_client().pexpire(address, 1)
    time.sleep(0.01)

    assert unlocking.current(request_of(vera, cookie(client))) is None


def test_it_is_locked_after_its_time_even_if_redis_kept_it(client: Client, vera: User) -> None:
    [(address, box)] = kept().items()
    late = unlocking.timezone.now() + unlocking.OPEN_FOR

    redis_client().persist(address)
    unlocked = unlocking.current(request_of(vera, cookie(client)))

    assert kept() == {address: box}
    assert unlocked
    assert unlocked.until <= late
    content = keeping.find(cookie(client), label=unlocking._label(vera))
    assert content
    over = int(time.time()).to_bytes(unlocking.TIME_SIZE)
    keeping.keep(
        cookie(client), over + unlocked.private, label=unlocking._label(vera), seconds=unlocking.TIME_SIZE
    )
    assert unlocking.current(request_of(vera, cookie(client))) is None


def test_with_everything_on_the_server_but_without_the_cookie_nothing_opens(
    client: Client, vera: User
) -> None:
    """Another session of the same person, with the entry moved to where that session looks."""
    elsewhere = Client()
    sign_in(elsewhere, vera)
    [address] = kept()
    keeping.keep(cookie(elsewhere), b"x" * 40, label=unlocking._label(vera), seconds=60)
    [other] = set(kept()) - {address}

    redis_client().set(other, kept()[address])

    assert unlocking.current(request_of(vera, cookie(elsewhere))) is None
    assert unlocking.current(request_of(vera, cookie(client))) is not None


def test_the_cookie_opens_nothing_without_the_secret_key(client: Client, vera: User) -> None:
    with override_settings(SECRET_KEY="another key of at least fifty characters, as it must be"):
        assert unlocking.current(request_of(vera, cookie(client))) is None


def test_the_cookie_and_the_server_open_nothing_once_redis_forgot(client: Client, vera: User) -> None:
    redis_client().delete(*kept())

    assert unlocking.current(request_of(vera, cookie(client))) is None


def test_nobody_else_is_unlocked_by_it(client: Client, vera: User) -> None:
    lida = create_coordinator(username="lida")
    create_key_pair(user=lida)

    assert unlocking.current(request_of(lida, cookie(client))) is None
    assert unlocking.current(request_of(AnonymousUser(), cookie(client))) is None


def test_replaced_keys_are_locked_everywhere(client: Client, vera: User) -> None:
    pair = KeyPair.objects.get()

    key_pairs.replace_key_pair(user=vera, passphrase="восемь других фонарей", today=pair.made_month)

    assert unlocking.current(request_of(vera, cookie(client))) is None


def test_signing_out_locks(client: Client, vera: User) -> None:
    before = cookie(client)
    assert len(kept()) == 1

    client.post("/staff/logout/")

    assert kept() == {}
    assert unlocking.current(request_of(vera, before)) is None


def test_a_session_that_ends_otherwise_locks_as_well(client: Client, vera: User) -> None:
    User.objects.filter(pk=vera.pk).update(password="another by now")

    assert client.get("/staff/keys/").status_code == 302

    assert kept() == {}


def test_where_it_is_needed_one_is_sent_to_unlock_and_back(client: Client, vera: User) -> None:
    request = request_of(vera, cookie(client))

    assert unlocking.needed(request).headers["Location"] == (
        "/staff/keys/unlock/?next=%2Fstaff%2Fteams%2F%3Fpage%3D2"
    )
    assert unlocking.needed(request, back="/staff/teams/").headers["Location"] == (
        "/staff/keys/unlock/?next=%2Fstaff%2Fteams%2F"
    )
