"""Colleagues, made and signed in by the ways that people use."""

import hmac
import struct
import time
from base64 import b32decode
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from wellbeing.accounts import actions
from wellbeing.accounts.actions import key_pairs, teams
from wellbeing.accounts.models import KeyPair, Team, User
from wellbeing.accounts.sealed import Unlocked
from wellbeing.regions.models import Region

PASSWORD = "seven-lamps-at-dusk"
PASSPHRASE = "шесть тихих фонарей над рекой"
QUICK_COST = {"passes": 1, "memory": 8192}
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


def create_coordinator(*, username: str = "vera", region: str = "RU-TOM", name: str = "") -> User:
    return create_colleague(
        username=username, role="coordinator", name=name, region=Region.objects.get(code=region)
    )


def create_key_pair(*, user: User, passphrase: str = PASSPHRASE, today: date = date(2026, 11, 27)) -> KeyPair:
    """As people make it, but opened at a hundredth of the price."""
    with override_settings(PASSPHRASE_COST=QUICK_COST):
        return key_pairs.make_key_pair(user=user, passphrase=passphrase, today=today)


def create_unlocked(*, user: User, passphrase: str = PASSPHRASE, until: datetime | None = None) -> Unlocked:
    """A colleague's own key, open outside of any session."""
    half_an_hour = timezone.now() + timedelta(minutes=30)
    return key_pairs.unlock(user=user, passphrase=passphrase, until=until or half_an_hour)


def create_team(*, region: str = "RU-TOM", members: Sequence[User] = ()) -> Team:
    """The coordinators of a region: the first founds the team and admits the others, all with keys."""
    team = teams.team_of_region(Region.objects.get(code=region))
    for member in members:
        if not KeyPair.objects.filter(user=member).exists():
            create_key_pair(user=member)
    if members:
        teams.found(team=team, user=members[0])
    for newcomer in members[1:]:
        teams.admit(team=team, newcomer=newcomer, by=create_unlocked(user=members[0]))
    return team


def unlock(client: Client, *, passphrase: str = PASSPHRASE) -> None:
    """Types the passphrase in the session of somebody who is signed in."""
    assert client.post("/staff/keys/unlock/", {"passphrase": passphrase}).status_code == 302


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
