"""Signing up sends one number and nothing else; only who gets it can begin the nudges."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.checkins.asked import ask, confirm, due_of, row_of, soonest, subscribe
from tests.factories.checkins import NOW, TODAY, create_contents, create_rhythm
from wellbeing.checkins import source
from wellbeing.checkins.actions import subscribing
from wellbeing.checkins.actions.subscribing import NotConfirmed
from wellbeing.checkins.models import MOST_GUESSES, Channel, Subscription
from wellbeing.checkins.throttles import MOST_A_DAY
from wellbeing.outbox.models import Due
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

WRONG = "00000000x"


def test_asking_stores_an_unconfirmed_row_that_vanishes_after_48_hours() -> None:
    code = ask()

    row = row_of(code)
    assert (row.is_confirmed, row.guesses, row.channel) == (False, 0, Channel.EMAIL)
    assert row.vanishes_at == datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert row.vanishes_at - NOW >= timedelta(hours=48)
    contents = row.contents()
    assert len(contents.code) == 8
    assert contents.code.isdecimal()


def test_the_line_of_an_unconfirmed_one_tells_the_hour_at_most() -> None:
    due = due_of(ask())

    assert (due.source, due.channel, due.left) == ("nudges", "email", 1)
    assert due.due_at == datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_first_message_holds_a_number_and_nothing_of_what_was_typed() -> None:
    code = ask(contents=create_contents(subject="Угроза", text="Мы знаем, где ты"))
    row = row_of(code)

    letter = dict(source.open_letters([row.id], NOW))[row.id]

    assert letter is not None
    assert (letter.address, letter.text, letter.stop_url) == ("vera@example.org", row.contents().code, "")
    assert letter.subject == "Число"
    assert letter.times.allows(NOW)


def test_the_number_begins_the_nudges_on_a_day_and_at_an_hour_that_were_chosen() -> None:
    code = ask()

    confirm(code)

    row, due = row_of(code), due_of(code)
    assert (row.is_confirmed, row.vanishes_at, row.guesses) == (True, None, 0)
    assert row.contents() == create_contents()
    assert (due.left, due.due_at) == (12, datetime(2026, 11, 24, 7, tzinfo=UTC))  # Tuesday, 10:00 in Moscow


@pytest.mark.parametrize("typed", ["{}-{}", " {} {} ", "{}\u00a0{}", "№ {}{}"])
def test_a_number_may_be_typed_with_anything_between_its_digits(typed: str) -> None:
    code = ask()
    number = row_of(code).contents().code

    confirm(code, number=typed.format(number[:4], number[4:]))

    assert row_of(code).is_confirmed


def test_a_number_in_digits_of_another_script_is_the_same_number() -> None:
    code = ask()
    number = row_of(code).contents().code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    confirm(code, number=number)

    assert row_of(code).is_confirmed


def test_the_fifth_wrong_number_removes_the_row_and_its_line() -> None:
    code = ask()
    number = row_of(code).contents().code
    for guesses in range(1, MOST_GUESSES):
        with pytest.raises(NotConfirmed):
            confirm(code, number=WRONG)
        assert row_of(code).guesses == guesses

    with pytest.raises(NotConfirmed):
        confirm(code, number=WRONG)

    assert (Subscription.objects.count(), Due.objects.count()) == (0, 0)
    with pytest.raises(NotConfirmed):
        subscribing.confirm(typed=code, number=number, now=NOW, chance=soonest)


@pytest.mark.parametrize("number", ["", "1", "x" * 100_000, "²²²²²²²²", "\x00"])
def test_nonsense_is_a_wrong_number(number: str) -> None:
    code = ask()

    with pytest.raises(NotConfirmed):
        confirm(code, number=number)

    assert row_of(code).guesses == 1


def test_a_number_confirms_no_other_subscription() -> None:
    mine, other = ask(), ask(contents=create_contents(address="another@example.org"))

    with pytest.raises(NotConfirmed):
        confirm(other, number=row_of(mine).contents().code)


def test_confirming_twice_changes_nothing() -> None:
    code = ask()
    number = row_of(code).contents().code
    confirm(code, number=number)
    before = due_of(code).due_at

    with pytest.raises(NotConfirmed):
        confirm(code, number=number, now=NOW + timedelta(days=30))

    assert due_of(code).due_at == before


def test_confirming_ends_the_older_subscription_of_the_same_address_and_no_other() -> None:
    older = subscribe()
    others = [
        subscribe(contents=create_contents(address="vera2@example.org")),
        subscribe(channel=Channel.XMPP),
        subscribe(channel=Channel.ICS, contents=create_contents(address="")),
    ]
    new = ask(contents=create_contents(address="Vera@example.org"))
    assert row_of(older).is_confirmed, "asking alone ends nothing"

    confirm(new)

    stay = {codes.lookup_id(code) for code in (*others, new)}
    assert set(Subscription.objects.values_list("pk", flat=True)) == stay
    assert set(Due.objects.values_list("pk", flat=True)) == stay - {codes.lookup_id(others[2])}


def test_an_address_that_waits_twice_is_confirmed_by_either_number_and_the_last_one_stays() -> None:
    first, second = ask(), ask()
    confirm(second)

    confirm(first)

    assert list(Subscription.objects.values_list("pk", flat=True)) == [codes.lookup_id(first)]


def test_an_older_tag_under_a_key_before_is_found_too(settings: object) -> None:
    older = subscribe()
    settings.SEAL_KEYS = (b"n" * 32, *settings.SEAL_KEYS)
    new = ask()

    confirm(new)

    assert list(Subscription.objects.values_list("pk", flat=True)) == [codes.lookup_id(new)]
    assert older != new


def test_without_its_key_a_row_cannot_be_confirmed_and_nothing_breaks(settings: object) -> None:
    code = ask()
    settings.SEAL_KEYS = (b"n" * 32,)

    with pytest.raises(NotConfirmed):
        subscribing.confirm(typed=code, number="12345678", now=NOW, chance=soonest)


def test_a_replaced_one_goes_only_when_the_new_address_is_confirmed() -> None:
    older = subscribe()
    new = ask(contents=create_contents(address="new@example.org"), replaces=row_of(older).id)
    assert due_of(older).left == 12

    confirm(new)

    assert list(Subscription.objects.values_list("pk", flat=True)) == [codes.lookup_id(new)]
    assert row_of(new).contents().replaces == ""


def test_a_feed_is_there_at_once_and_has_no_line() -> None:
    code = ask(channel=Channel.ATOM, contents=create_contents(address=""))

    row = row_of(code)
    assert row.is_confirmed
    assert row.feed_id == codes.lookup_id(codes.follow_on(code))
    assert Due.objects.count() == 0


def test_a_feed_that_replaces_an_address_ends_it_at_once() -> None:
    older = subscribe()

    new = ask(channel=Channel.ICS, contents=create_contents(address=""), replaces=row_of(older).id)

    assert list(Subscription.objects.values_list("pk", flat=True)) == [codes.lookup_id(new)]
    assert Due.objects.count() == 0


def test_an_address_gets_three_numbers_a_day_and_then_nothing_is_stored_or_sent() -> None:
    for address in ("vera@example.org", "VERA@example.org", "vera+1@example.org"):
        ask(contents=create_contents(address=address))

    code = ask()

    assert MOST_A_DAY == Subscription.objects.count() == Due.objects.count() == 3
    assert not Subscription.objects.filter(pk=codes.lookup_id(code)).exists()
    assert len(code) == codes.LENGTH
    ask(now=NOW + timedelta(days=1))
    ask(contents=create_contents(address="other@example.org"))
    assert Subscription.objects.count() == 5


def test_a_subscription_lasts_half_a_year_and_ends_in_its_month() -> None:
    row = row_of(ask(contents=create_contents(rhythm=create_rhythm())))

    assert row.ends_month == row.contents().rhythm.ends_on.replace(day=1)
    assert row.contents().since == TODAY
