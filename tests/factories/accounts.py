"""Colleagues, made and signed in by the ways that people use."""

import hmac
import struct
import time
from base64 import b32decode
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.cache import cache
from django.test import Client

from wellbeing.accounts import actions
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

PASSWORD = "seven-lamps-at-dusk"
LOGIN = "/staff/login/"
SECOND_STEP = "/staff/login/second/"
STEP_SECONDS = 30
ROOM_SECONDS = 5


class QuickHasher(ScryptPasswordHasher):
    """The hasher of the site at a thousandth of its price, for tests that try many passwords."""

    work_factor = 2**4


def create_colleague(
    *, username: str = "rita", role: str = "editor", name: str = "", region: Region | None = None
) -> User:
    return actions.create_staff(username=username, role=role, password=PASSWORD, name=name, region=region)


def create_code_app(*, user: User) -> str:
    """The secret of a one-time code app that is enrolled by now."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_now(secret: str) -> str:
    """The six digits that an app shows at this moment, by RFC 6238; valid for five seconds at least."""
    left = STEP_SECONDS - time.time() % STEP_SECONDS
    if left < ROOM_SECONDS:
        time.sleep(left)
    counter = struct.pack(">Q", int(time.time()) // STEP_SECONDS)
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    place = digest[-1] & 0x0F
    number = int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def type_password(client: Client, username: str, password: str = PASSWORD, **headers: str) -> Any:
    return client.post(LOGIN, {"login": username, "password": password}, headers=headers)


def sign_in(client: Client, user: User) -> None:
    """Password, then a recovery code; asserts that both were taken."""
    if not Authenticator.objects.filter(user=user).exists():
        actions.enrol_recovery_codes(user=user)
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap()
    assert type_password(client, user.username).headers["Location"] == SECOND_STEP
    response = client.post(SECOND_STEP, {"code": codes.get_unused_codes()[0]})
    assert response.headers["Location"] == "/staff/"


def redis_client() -> Any:
    """The client behind the cache, to look at what Redis holds."""
    return cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]  # only Redis has it
