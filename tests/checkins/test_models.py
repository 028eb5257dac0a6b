"""What the rows of subscriptions and cover texts may hold: the database itself says so."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction

from tests.factories.checkins import (
    HOUR,
    NOW,
    create_contents,
    create_cover,
    create_rhythm,
    create_subscription,
)
from wellbeing.checkins import contents as packing
from wellbeing.checkins.contents import LONGEST_ADDRESS, LONGEST_SUBJECT, LONGEST_TEXT, ROOM, length
from wellbeing.checkins.models import Channel, CoverText, Subscription
from wellbeing.checkins.rhythm import zones
from wellbeing.privacy import actions as retention
from wellbeing.privacy.sealing import DoesNotOpen

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_a_row_holds_nothing_of_its_contents_in_the_clear() -> None:
    row = create_subscription()

    row.refresh_from_db()

    assert row.contents() == create_contents()
    for said in ("vera", "example", "цветы", "Moscow"):
        assert said.encode() not in bytes(row.box) + bytes(row.tag)
    assert [field.name for field in Subscription._meta.local_fields] == [
        "id", "channel", "box", "tag", "feed_id", "is_confirmed", "vanishes_at", "guesses", "ends_month",
    ]  # fmt: skip


def test_a_box_does_not_open_in_another_row() -> None:
    one, other = create_subscription(), create_subscription(contents=create_contents(address="a@example.org"))
    Subscription.objects.filter(pk=other.pk).update(box=one.box)
    other.refresh_from_db()

    with pytest.raises(DoesNotOpen):
        other.contents()


def test_every_subscription_has_the_same_size() -> None:
    short = create_contents(address="a@b.c", subject="a", text="b", has_link=False)
    long = create_contents(address="c" * 255, text="ё" * LONGEST_TEXT)

    assert len({len(create_subscription(contents=each).box) for each in (short, long)}) == 1


@pytest.mark.parametrize("letter", ["a", "ё", '"', "\\", "\n", "漢"])
def test_the_longest_of_everything_fits(letter: str) -> None:
    times = 1 if length(letter) == 1 else 2
    contents = create_contents(
        address="v" * LONGEST_ADDRESS,
        subject=letter * (LONGEST_SUBJECT // times),
        text=letter * (LONGEST_TEXT // times),
        rhythm=create_rhythm(
            zone=max(zones(), key=len), weekdays=frozenset(range(7)), start=1439, end=1439,
            rests_until=date(2027, 1, 1),
        ),
        is_paused=True,
        code="12345678",
        replaces=uuid4().hex,
    )  # fmt: skip

    packed = packing.pack(contents)

    assert len(packed) <= ROOM
    assert packing.unpack(packed) == contents


def test_an_emoji_counts_as_two() -> None:
    assert [length(text) for text in ("", "ab", "ёё", "🌱", "漢")] == [0, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("rule", "columns"),
    [
        ("subscription_always_the_same_size", {"box": b"short"}),
        ("tag_has_its_size", {"tag": b"short"}),
        ("feeds_need_no_address", {"tag": None}),
        ("feeds_need_no_address", {"feed_id": uuid4()}),
        ("feeds_need_no_address", {"channel": Channel.ICS, "feed_id": None}),
        ("an_unconfirmed_one_vanishes", {"vanishes_at": HOUR}),
        ("an_unconfirmed_one_vanishes", {"is_confirmed": False, "vanishes_at": None}),
        ("an_unconfirmed_one_vanishes", {"guesses": 1}),
        ("an_unconfirmed_one_vanishes", {"is_confirmed": False, "vanishes_at": HOUR, "guesses": 5}),
        ("subscription_ends_in_a_month", {"ends_month": date(2027, 5, 2)}),
        ("channel_is_one_of_ours", {"channel": "pigeon"}),
    ],
)
def test_the_database_refuses(rule: str, columns: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        create_subscription(**columns)


def test_a_feed_is_confirmed_from_the_start_and_has_no_tag() -> None:
    create_subscription(channel=Channel.ATOM)

    with pytest.raises(IntegrityError, match="feeds_need_no_address"), transaction.atomic():
        create_subscription(channel=Channel.ATOM, is_confirmed=False)
    with pytest.raises(IntegrityError, match="feeds_need_no_address"), transaction.atomic():
        create_subscription(channel=Channel.ICS, tag=bytes(16))


def test_one_address_has_one_confirmed_subscription_and_as_many_others_as_somebody_asks_for() -> None:
    create_subscription()
    create_subscription(is_confirmed=False)
    create_subscription(is_confirmed=False)

    with pytest.raises(IntegrityError, match="one_address_one_subscription"), transaction.atomic():
        create_subscription()


def test_the_same_address_of_another_carrier_is_another_one() -> None:
    create_subscription(channel=Channel.EMAIL)
    create_subscription(channel=Channel.XMPP)

    assert Subscription.objects.count() == 2


def test_the_retention_rules_remove_what_is_over_and_nothing_else() -> None:
    def ending(on: date, **columns: Any) -> Subscription:
        address = f"{on}-{columns}@example.org"
        return create_subscription(
            contents=create_contents(address=address, rhythm=create_rhythm(ends_on=on)), **columns
        )

    stay = [
        ending(date(2026, 11, 1)),
        ending(date(2027, 5, 22)),
        ending(date(2027, 5, 22), is_confirmed=False, vanishes_at=datetime(2026, 11, 22, 13, tzinfo=UTC)),
    ]
    ending(date(2026, 10, 31))
    ending(date(2027, 5, 22), is_confirmed=False, vanishes_at=datetime(2026, 11, 22, 12, tzinfo=UTC))

    retention.apply_retention(now=NOW)

    assert set(Subscription.objects.values_list("pk", flat=True)) == {row.pk for row in stay}


def test_what_vanishes_and_what_has_ended() -> None:
    vanishing = create_subscription(is_confirmed=False)
    ended = create_subscription(ends_month=date(2026, 10, 1))

    assert list(Subscription.objects.vanishing(HOUR - timedelta(seconds=1))) == []
    assert list(Subscription.objects.vanishing(HOUR)) == [vanishing]
    assert list(Subscription.objects.ended(datetime(2026, 10, 31, 23, tzinfo=UTC))) == []
    assert list(Subscription.objects.ended(datetime(2026, 11, 1, tzinfo=UTC))) == [ended]


def test_covers_are_offered_in_the_order_of_the_editors() -> None:
    second = create_cover(subject="Библиотека", position=2)
    first = create_cover(subject="Цветы", position=1)
    create_cover(subject="Почта", is_offered=False)
    english = create_cover(subject="Post", language="en", position=1)

    assert list(CoverText.objects.offered()) == [first, second, english]


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("cover_subject_is_there_once", {}),
        ("cover_has_a_subject_and_a_text", {"subject": ""}),
        ("cover_has_a_subject_and_a_text", {"subject": "Почта", "text": ""}),
        ("cover_language_is_ours", {"language": "de"}),
    ],
)
def test_the_database_refuses_a_cover(rule: str, fields: dict[str, Any]) -> None:
    create_cover()

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        create_cover(**fields)


def test_a_subscription_is_related_to_nothing() -> None:
    related = [
        field.name for field in Subscription._meta.get_fields(include_hidden=True) if field.is_relation
    ]

    assert related == []
    assert not isinstance(Subscription._meta.pk, models.AutoField)
