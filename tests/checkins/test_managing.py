"""What the managing code, and the link in a message, can do; and that nothing else can."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.checkins.asked import ask, due_of, row_of, soonest, subscribe
from tests.factories.checkins import NOW, create_contents, create_rhythm
from wellbeing.checkins.actions import managing
from wellbeing.checkins.actions.managing import NoSuchSubscription
from wellbeing.checkins.models import Channel, Subscription
from wellbeing.checkins.rhythm import Every
from wellbeing.outbox.models import Due
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

FEED = create_contents(address="", has_link=False)
LATER = {"now": NOW, "chance": soonest}


def test_a_code_opens_its_subscription_however_it_is_typed() -> None:
    code = subscribe()

    opened = managing.open_subscription(typed=codes.show(code).lower(), now=NOW)

    assert (opened.channel, opened.contents, opened.left) == (Channel.EMAIL, create_contents(), 12)
    assert (opened.id, opened.feed_code) == (codes.lookup_id(code), "")


@pytest.mark.parametrize("typed", ["", "x", "0" * 20, "\x00", "ё" * 10_000])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    subscribe()

    with pytest.raises(NoSuchSubscription):
        managing.open_subscription(typed=typed, now=NOW)


def test_an_unconfirmed_one_opens_as_little_as_none() -> None:
    code = ask()

    with pytest.raises(NoSuchSubscription):
        managing.open_subscription(typed=code, now=NOW)
    with pytest.raises(NoSuchSubscription):
        managing.renew(typed=code, **LATER)
    assert due_of(code).left == 1


def test_a_box_that_no_key_opens_is_as_good_as_gone_and_can_still_be_stopped(settings: object) -> None:
    code = subscribe()
    settings.SEAL_KEYS = ()

    with pytest.raises(NoSuchSubscription):
        managing.open_subscription(typed=code, now=NOW)
    managing.stop(typed=code)

    assert (Subscription.objects.count(), Due.objects.count()) == (0, 0)


def test_the_address_of_a_feed_does_not_open_it() -> None:
    code = subscribe(channel=Channel.ICS, contents=FEED)
    opened = managing.open_subscription(typed=code, now=NOW)
    assert codes.lookup_id(opened.feed_code) == row_of(code).feed_id

    with pytest.raises(NoSuchSubscription):
        managing.open_subscription(typed=opened.feed_code, now=NOW)
    with pytest.raises(NoSuchSubscription):
        managing.stop(typed=opened.feed_code)
    assert Subscription.objects.count() == 1


def test_a_feed_counts_the_entries_to_come() -> None:
    code = subscribe(channel=Channel.ATOM, contents=FEED)

    lefts = [managing.open_subscription(typed=code, now=NOW + timedelta(days=days)).left for days in (0, 365)]

    assert lefts == [12, 0]


def test_changing_sets_words_and_hours_and_leaves_the_address_the_end_and_the_count() -> None:
    code = subscribe()
    Due.objects.update(left=5)
    rhythm = create_rhythm(every=Every.MONTH, weekdays=frozenset({3}), zone="Asia/Tbilisi", ends_on=date.max)
    wished = create_contents(
        address="stranger@example.org", subject="Почта", text="Забрать", has_link=False, rhythm=rhythm,
        language="en", since=date.max,
    )  # fmt: skip

    opened = managing.change(typed=code, contents=wished, **LATER)

    kept = replace(rhythm, ends_on=create_rhythm().ends_on)
    assert opened.contents == replace(
        wished, address="vera@example.org", rhythm=kept, since=create_contents().since
    )
    assert row_of(code).contents() == opened.contents
    # Thursday, 10:00 in Tbilisi
    assert (opened.left, due_of(code).left, due_of(code).due_at) == (
        5,
        5,
        datetime(2026, 11, 26, 6, tzinfo=UTC),
    )


def test_no_change_brings_the_next_one_nearer_than_it_was_to_come() -> None:
    code = subscribe()
    planned = NOW + timedelta(days=9)
    Due.objects.filter(pk=codes.lookup_id(code)).update(due_at=planned)

    managing.change(typed=code, contents=create_contents(subject="Другое"), **LATER)
    kept = due_of(code).due_at
    sundays = create_rhythm(weekdays=frozenset({6}))
    managing.change(typed=code, contents=create_contents(rhythm=sundays), **LATER)

    assert kept.date() >= planned.date()
    assert due_of(code).due_at.date() == date(2026, 12, 6)


def test_snoozing_puts_the_next_one_off_to_a_day() -> None:
    code = subscribe()

    opened = managing.snooze(typed=code, until=date(2027, 1, 13), **LATER)

    assert opened.contents.rhythm.rests_until == date(2027, 1, 13)
    assert due_of(code).due_at == datetime(2027, 1, 15, 7, tzinfo=UTC)  # the Friday after


def test_a_snooze_beyond_the_end_leaves_a_line_without_a_next_one() -> None:
    code = subscribe()

    managing.snooze(typed=code, until=date(2027, 5, 22), **LATER)

    assert (due_of(code).due_at, due_of(code).left) == (None, 12)


def test_a_paused_one_waits_and_resumes_with_the_same_count() -> None:
    code = subscribe()
    Due.objects.update(left=7)

    assert managing.pause(typed=code, **LATER).contents.is_paused
    assert (due_of(code).due_at, due_of(code).left) == (None, 7)
    managing.change(typed=code, contents=create_contents(), **LATER)
    assert due_of(code).due_at is None, "a change does not end the pause"

    assert not managing.resume(typed=code, **LATER).contents.is_paused
    assert (due_of(code).due_at, due_of(code).left) == (datetime(2026, 11, 24, 7, tzinfo=UTC), 7)


def test_resuming_ends_a_snooze_too() -> None:
    code = subscribe()
    managing.snooze(typed=code, until=date(2027, 1, 13), **LATER)

    assert managing.resume(typed=code, **LATER).contents.rhythm.rests_until is None
    assert due_of(code).due_at == datetime(2026, 11, 24, 7, tzinfo=UTC)


def test_renewing_gives_twelve_and_half_a_year_and_leaves_the_next_one_where_it_was() -> None:
    code = subscribe()
    Due.objects.update(left=1)
    before = due_of(code).due_at
    later = datetime(2027, 3, 31, 12, tzinfo=UTC)

    opened = managing.renew(typed=code, now=later, chance=soonest)

    assert opened.contents.rhythm.ends_on == date(2027, 9, 30)
    assert row_of(code).ends_month == date(2027, 9, 1)
    assert (opened.left, due_of(code).left, due_of(code).due_at) == (12, 12, before)


def test_renewing_while_a_worker_has_the_nudge_in_hand_does_not_send_it_again() -> None:
    code = subscribe()
    Due.objects.update(claim=codes.lookup_id(code), is_handing=True, due_at=NOW)

    managing.renew(typed=code, **LATER)

    due = due_of(code)
    assert (due.claim, due.left) == (None, 12)
    assert due.due_at == datetime(2026, 11, 24, 7, tzinfo=UTC)


def test_renewing_a_paused_one_leaves_it_paused() -> None:
    code = subscribe()
    managing.pause(typed=code, **LATER)

    managing.renew(typed=code, **LATER)

    assert due_of(code).due_at is None


def test_renewing_a_feed_begins_its_twelve_entries_anew() -> None:
    code = subscribe(channel=Channel.ICS, contents=FEED)
    later = NOW + timedelta(days=100)

    assert managing.renew(typed=code, now=later, chance=soonest).left == 12


def test_stopping_leaves_nothing_and_says_so_once() -> None:
    code, other = subscribe(), subscribe(contents=create_contents(address="other@example.org"))

    managing.stop(typed=code)
    for typed in (code, "nonsense"):
        with pytest.raises(NoSuchSubscription):
            managing.stop(typed=typed)

    stays = [codes.lookup_id(other)]
    assert list(Subscription.objects.values_list("pk", flat=True)) == stays
    assert list(Due.objects.values_list("pk", flat=True)) == stays


def test_an_unconfirmed_one_can_be_stopped_too() -> None:
    managing.stop(typed=ask())

    assert (Subscription.objects.count(), Due.objects.count()) == (0, 0)


def test_a_link_puts_off_by_days_of_the_person() -> None:
    code = subscribe()
    late = datetime(2026, 11, 22, 22, tzinfo=UTC)  # the 23rd in Moscow

    managing.snooze_by_id(id=codes.lookup_id(code), days=7, now=late, chance=soonest)

    assert row_of(code).contents().rhythm.rests_until == date(2026, 11, 30)
    assert due_of(code).due_at == datetime(2026, 12, 1, 7, tzinfo=UTC)


def test_a_link_to_what_is_gone_or_unconfirmed_changes_nothing(settings: object) -> None:
    waiting = ask()
    unreadable = subscribe(contents=create_contents(address="other@example.org"))
    lines = list(Due.objects.order_by("pk").values())
    settings.SEAL_KEYS = ()

    for id in (codes.lookup_id(waiting), codes.lookup_id(unreadable), codes.lookup_id(codes.draw())):
        managing.snooze_by_id(id=id, days=7, **LATER)

    assert list(Due.objects.order_by("pk").values()) == lines


def test_when_no_nudge_is_left_a_change_begins_none() -> None:
    code = subscribe()
    Due.objects.all().delete()

    assert managing.pause(typed=code, **LATER).left == 0
    assert Due.objects.count() == 0
    assert managing.renew(typed=code, **LATER).left == 12


@pytest.mark.parametrize("act", ["change", "pause", "renew", "link"])
def test_whoever_acts_under_a_new_key_is_still_found_by_their_address(settings: Any, act: str) -> None:
    old, new = settings.SEAL_KEYS[0], b"n" * 32
    code = subscribe()
    settings.SEAL_KEYS = (new, old)

    if act == "link":
        managing.snooze_by_id(id=codes.lookup_id(code), days=7, **LATER)
    else:
        given = {"contents": create_contents()} if act == "change" else {}
        getattr(managing, act)(typed=code, **LATER, **given)
    settings.SEAL_KEYS = (new,)
    subscribe()

    assert Subscription.objects.count() == 1


def test_a_change_while_a_message_is_handed_over_counts_it_and_brings_no_second_one() -> None:
    code = subscribe()
    Due.objects.update(claim=uuid4(), is_handing=True, due_at=NOW)

    managing.change(typed=code, contents=create_contents(), **LATER)

    due = due_of(code)
    assert (due.left, due.is_handing) == (11, False)
    assert due.due_at >= NOW + timedelta(days=6)
