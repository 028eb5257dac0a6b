"""What Redis and the database know of signing in: no address, no agent, no name as typed, no exact time."""

import datetime
import hashlib
import json

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import (
    PASSWORD,
    SECOND_STEP,
    code_now,
    create_code_app,
    create_colleague,
    redis_client,
    sign_in,
    type_password,
)
from wellbeing.accounts import actions
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.service]

ADDRESS = "203.0.113.77"
FORWARDED = "198.51.100.88"
AGENT = "CanaryBrowser/7.7"
HEADERS = {"X-Forwarded-For": FORWARDED, "User-Agent": AGENT, "Forwarded": f"for={FORWARDED}"}
UNKNOWN = "canary-stranger"
SECRET_WORDS = [ADDRESS, FORWARDED, AGENT, UNKNOWN, PASSWORD]


def everything_in_redis() -> bytes:
    redis = redis_client()
    keys = list(redis.scan_iter())
    assert keys
    return b"\n".join([*keys, *(redis.get(key) or b"" for key in keys)])


def canary_client() -> Client:
    return Client(REMOTE_ADDR=ADDRESS, headers=HEADERS)


def test_redis_knows_nothing_after_attempts_and_sign_ins() -> None:
    user = create_colleague(username="canary-colleague")
    secret = create_code_app(user=user)
    for _again in range(6):
        type_password(canary_client(), UNKNOWN, "wrong")
    client = canary_client()
    type_password(client, "Canary-Colleague")
    client.post(SECOND_STEP, {"code": "000000"})
    code = code_now(secret)
    client.post(SECOND_STEP, {"code": code})
    assert client.get("/staff/").status_code == 200

    kept = everything_in_redis()

    words = [*SECRET_WORDS, "canary-colleague", "Canary-Colleague", secret, client.cookies["staff"].value]
    assert [word for word in words if word.encode() in kept] == []
    assert b"password" not in kept
    assert b"totp.secret" not in kept


def test_a_typed_name_cannot_be_found_out_by_hashing_names() -> None:
    type_password(canary_client(), UNKNOWN, "wrong")

    kept = everything_in_redis()

    guesses = [UNKNOWN, f":{UNKNOWN}", f"testserver:{UNKNOWN}", f"localhost:{UNKNOWN}"]
    hashes = [hashlib.sha256(guess.encode()).hexdigest().encode() for guess in guesses]
    assert [found for found in hashes if found in kept] == []
    assert kept.count(b"login_failed") >= 2, "one entry for the name, one for everybody"


def test_redis_does_not_know_the_secret_of_an_app_that_is_being_enrolled() -> None:
    create_colleague(username="rita")
    client = canary_client()
    type_password(client, "rita")
    secret = client.get("/staff/account/ways/app/").context["form"].secret

    assert secret.encode() not in everything_in_redis()
    assert secret in json.dumps(dict(client.session)), "or this test looks in the wrong place"


def test_a_session_holds_no_address_agent_or_typed_name() -> None:
    user = create_colleague(username="rita")
    client = canary_client()
    sign_in(client, user)

    content = json.dumps(dict(client.session))

    assert [word for word in [*SECRET_WORDS, "rita"] if word in content] == []


def test_a_form_that_must_be_confirmed_first_is_not_kept() -> None:
    client = canary_client()
    sign_in(client, create_colleague(username="rita"))
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()

    response = client.post("/staff/account/ways/app/", {"code": "canary-form"})

    assert response.headers["Location"].startswith("/staff/confirm/")
    content = json.dumps(dict(client.session))
    assert [word for word in [*SECRET_WORDS, "canary-form"] if word in content] == []


def test_second_factors_are_sealed_in_the_database() -> None:
    user = create_colleague()
    secret = create_code_app(user=user)
    codes = actions.enrol_recovery_codes(user=user)

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        [kept] = cursor.fetchone()

    assert secret not in kept
    assert [code for code in codes if code in kept] == []


def test_a_second_factor_tells_no_more_than_the_month_it_was_enrolled_in(client: Client) -> None:
    user = create_colleague()
    sign_in(client, user)

    [factor] = Authenticator.objects.filter(user=user)

    this_month = (
        timezone.now().astimezone(datetime.UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    )
    assert factor.created_at == this_month
    assert factor.last_used_at is None
    assert factor.data["viewed_at"] is True


def test_an_account_has_no_column_for_an_address_a_legal_name_or_a_time() -> None:
    columns = {field.column for field in User._meta.concrete_fields}

    assert columns == {"id", "password", "is_superuser", "username", "name", "region_id", "is_active"}
