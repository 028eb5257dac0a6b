"""Nobody is written to more than they can bear, and no counter tells whom it counts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings as site
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.checkins.asked import ask
from tests.factories.checkins import NOW, create_contents
from wellbeing.checkins import throttles
from wellbeing.checkins.throttles import MOST_A_DAY, TooManyNow, count_sign_up, may_write_to

pytestmark = [pytest.mark.service, pytest.mark.django_db]

VERA = "vera@example.org"


@pytest.fixture
def server() -> Iterator[redis.Redis]:
    address = site.CACHES["default"]["LOCATION"]
    assert urlsplit(address).path.strip("/") != "0"
    with redis.Redis.from_url(address) as client:
        yield client


def test_an_address_may_be_written_to_three_times_a_day() -> None:
    allowed = [may_write_to("email", VERA, NOW) for _ in range(5)]

    assert allowed == [True] * MOST_A_DAY + [False] * 2
    assert may_write_to("email", VERA, NOW + timedelta(days=1))
    assert may_write_to("email", "vera2@example.org", NOW)
    assert may_write_to("xmpp", VERA, NOW)


@pytest.mark.parametrize(
    ("channel", "spellings", "is_one"),
    [
        (
            "email",
            ["Vera@example.org", "vera+a@example.org", "vera+b+c@example.org", "VERA+@example.org"],
            True,
        ),
        ("email", ["vera@example.org", "v.era@example.org", "vera@example.com", "ver@example.org"], False),
        ("ntfy", ["topic", "Topic", "topic+a", "TOPIC"], False),
    ],
)
def test_whose_mailbox_it_is(channel: str, spellings: list[str], *, is_one: bool) -> None:
    allowed = [may_write_to(channel, each, NOW) for each in spellings]

    assert allowed == [True, True, True, not is_one]


def test_a_counter_tells_no_address_and_goes_within_a_day(server: redis.Redis) -> None:
    may_write_to("email", VERA, NOW)
    may_write_to("email", VERA, NOW + timedelta(days=1))
    count_sign_up()

    keys = [key for key in server.scan_iter("*") if b"nudges:" in key]

    assert len(keys) == 4
    for key in keys:
        assert b"vera" not in key
        assert b"example" not in key
        assert 0 < server.ttl(key) <= throttles.SECONDS["day"]
    days = [key for key in keys if b"asked" in key]
    assert len({*days}) == 2, "the same address is another tag the next day"


def test_signing_up_is_limited_by_the_minute_and_by_the_hour(settings: Any) -> None:
    settings.NUDGE_SIGN_UPS = {"minute": 2, "hour": 3}
    count_sign_up()
    count_sign_up()
    with pytest.raises(TooManyNow):
        count_sign_up()

    cache.delete("nudges:sign-ups:minute")
    count_sign_up()
    with pytest.raises(TooManyNow):
        count_sign_up()
    cache.delete("nudges:sign-ups:minute")
    with pytest.raises(TooManyNow):
        count_sign_up()


def test_whoever_is_refused_uses_up_nothing_of_the_hour(settings: Any) -> None:
    settings.NUDGE_SIGN_UPS = {"minute": 1, "hour": 2}
    count_sign_up()
    for _ in range(10):
        with pytest.raises(TooManyNow):
            count_sign_up()
    cache.delete("nudges:sign-ups:minute")

    count_sign_up()


def test_the_database_does_the_same_work_for_an_address_asked_too_often() -> None:
    work = []
    for _ in range(MOST_A_DAY + 1):
        with CaptureQueriesContext(connection) as captured:
            ask(contents=create_contents(address=VERA))
        work.append([query["sql"].partition(" ")[0] for query in captured])

    assert work[0] == work[-1]
    assert "INSERT" in work[0]


def test_nobody_signs_up_while_nobody_can_count(settings: Any) -> None:
    gone = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": gone}

    with pytest.raises(TooManyNow):
        count_sign_up()
