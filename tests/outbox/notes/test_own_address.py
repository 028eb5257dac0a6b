"""A colleague's own address: sealed, confirmed by its number, gone with its owner."""

import io
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from wagtail.users.models import UserProfile

from tests.checkins.test_races import at_once
from tests.factories.accounts import create_colleague, redis_client
from tests.factories.outbox import ADDRESS, NOW, at_noon, create_contents, create_own_address
from tests.outbox.letterbox import Carrier
from tests.outbox.notes import reminding
from wellbeing.accounts.models import User
from wellbeing.outbox import delivery
from wellbeing.outbox.actions import noting, own_address
from wellbeing.outbox.actions.own_address import NotConfirmed
from wellbeing.outbox.claiming import claim_due
from wellbeing.outbox.models import MOST_GUESSES, Due, OwnAddress
from wellbeing.outbox.notes import letters, source
from wellbeing.outbox.notes.throttles import MOST_A_DAY, TooManyNumbers
from wellbeing.outbox.sources import source as source_named
from wellbeing.privacy import actions as retention
from wellbeing.privacy.retention import TableRule, load

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def half() -> float:
    return 0.5


def note(*users: User) -> list[object]:
    """One note to each; the lines that will go."""
    lines = {uuid4(): user.pk for user in users}
    reminding.lines.update(lines)
    return noting.note(source="test", lines=lines, now=NOW, chance=half)


def carry(carrier: Carrier) -> None:
    """Hand over whatever is due by tomorrow."""
    claim, tomorrow = uuid4(), NOW + timedelta(days=1)
    ids = claim_due(channel="email", claim=claim, now=tomorrow, until=tomorrow, most=100)
    delivery.deliver(channel="email", claim=claim, ids=ids, carrier=carrier)


def test_the_outbox_knows_the_source_by_its_name() -> None:
    assert source_named(own_address.SOURCE) is source


def test_an_address_is_sent_a_number_and_then_holds() -> None:
    user, stranger = create_colleague(), create_colleague(username="sveta")
    row = create_own_address(user=user, is_confirmed=False)
    number = row.contents().code

    letter = dict(source.open_letters([row.pk], NOW))[row.pk]

    assert (len(number), number.isdecimal()) == (8, True)
    assert letter is not None
    assert (letter.address, letter.subject, letter.text, letter.stop_url) == (ADDRESS, "Число", number, "")
    assert (row.is_confirmed, row.vanishes_on) == (False, date(2026, 11, 29))
    with pytest.raises(NotConfirmed):
        own_address.confirm(by=stranger, number=number)
    own_address.confirm(by=user, number=f"{number[:4]} {number[4:]}")
    row.refresh_from_db()
    assert (row.is_confirmed, row.vanishes_on, row.contents()) == (True, None, create_contents())
    with pytest.raises(NotConfirmed):
        own_address.confirm(by=user, number=number)


def test_the_number_goes_out_once_and_the_address_waits_for_it() -> None:
    carrier = Carrier()
    row = create_own_address(user=create_colleague(), is_confirmed=False)

    carry(carrier)
    carry(carrier)

    assert carrier.sent == [ADDRESS]
    assert not OwnAddress.objects.get(pk=row.pk).is_confirmed
    assert Due.objects.count() == 0


def test_the_fifth_wrong_number_removes_the_address_and_its_letter() -> None:
    user = create_colleague()
    create_own_address(user=user, is_confirmed=False)
    for _ in range(MOST_GUESSES):
        with pytest.raises(NotConfirmed):
            own_address.confirm(by=user, number="1")

    assert (OwnAddress.objects.count(), Due.objects.count()) == (0, 0)


def test_other_words_or_hours_need_no_new_number_and_another_address_does() -> None:
    user = create_colleague()
    row = create_own_address(user=user)

    same = create_own_address(user=user, contents=create_contents(note="book", ahead=4), is_confirmed=False)
    assert (same.pk, same.is_confirmed) == (row.pk, True)
    assert OwnAddress.objects.get().contents() == create_contents(note="book", ahead=4)
    other = create_own_address(
        user=user, contents=create_contents(address="v@example.net"), is_confirmed=False
    )

    assert OwnAddress.objects.get() == other
    assert not other.is_confirmed
    assert list(letters.reachable([user.pk])) == []


def test_so_many_numbers_a_day_and_no_more() -> None:
    user = create_colleague()
    for number in range(MOST_A_DAY):
        contents = create_contents(address=f"v{number}@example.org")
        create_own_address(user=user, contents=contents, is_confirmed=False)
    with pytest.raises(TooManyNumbers):
        create_own_address(user=user, contents=create_contents(address="v9@example.org"))

    assert OwnAddress.objects.get().contents().address == f"v{MOST_A_DAY - 1}@example.org"
    assert not create_own_address(user=create_colleague(username="sveta"), is_confirmed=False).is_confirmed


def own_rule() -> list[TableRule]:
    """The shipped rule without its writing anew, which no test of one transaction can do."""
    rules = load(retention.RULES_FILE)
    return [replace(rule, rewrite=False) for rule in rules if rule.table == "outbox.OwnAddress"]


def test_an_unconfirmed_one_vanishes_and_a_confirmed_one_stays() -> None:
    create_own_address(user=create_colleague(), is_confirmed=False)
    kept = create_own_address(user=create_colleague(username="sveta"))

    retention.apply_retention(now=NOW + timedelta(days=3), rules=own_rule())

    assert list(OwnAddress.objects.all()) == [kept]


def test_a_note_goes_to_who_has_an_address_and_may_sign_in() -> None:
    here, none, waiting, gone = (
        create_colleague(username=name) for name in ("here", "none", "waiting", "gone")
    )
    create_own_address(user=here, contents=create_contents(ahead=at_noon()))
    create_own_address(user=waiting, contents=create_contents(address="w@example.org"), is_confirmed=False)
    create_own_address(user=gone, contents=create_contents(address="g@example.org"))
    User.objects.filter(pk=gone.pk).update(is_active=False)

    ids = note(here, none, waiting, gone)

    assert Due.objects.filter(source="test").count() == len(ids) == 1
    carrier = Carrier()
    Due.objects.exclude(source="test").delete()
    carry(carrier)
    carry(carrier)
    assert carrier.sent == [ADDRESS]


def test_a_note_has_its_owners_words_in_their_language_and_nothing_else() -> None:
    user = create_colleague()
    create_own_address(user=user, contents=create_contents(note="plants", ahead=2))
    ids = note(user)
    [(_, russian)] = reminding.open_letters(ids, NOW)
    UserProfile.objects.create(user=user, preferred_language="en")
    [(_, english)] = reminding.open_letters(ids, NOW)

    assert (russian.subject, russian.text) == ("Полить цветы", "Пора полить цветы на окне.")
    assert (english.subject, english.text) == (
        "Water the plants",
        "The plants on the window sill need water.",
    )
    assert russian.times.ahead == 2
    assert russian.stop_url == english.stop_url == ""


def test_a_note_waits_for_the_owners_day() -> None:
    user = create_colleague()
    create_own_address(user=user, contents=create_contents(ahead=9))  # 0:34 there

    note(user)

    due_at = Due.objects.get(source="test").due_at
    assert NOW + timedelta(hours=8) < due_at < NOW + timedelta(hours=20)


def test_an_address_that_went_to_another_channel_or_away_gets_nothing_of_the_old_line() -> None:
    user = create_colleague()
    create_own_address(user=user)
    ids = note(user)
    OwnAddress.objects.update(channel="xmpp")
    assert list(reminding.open_letters(ids, NOW)) == []

    own_address.remove(by=user)
    assert ([*reminding.open_letters(ids, NOW)], OwnAddress.objects.count()) == ([], 0)


def test_the_address_goes_with_the_account() -> None:
    user, other = create_colleague(), create_colleague(username="sveta")
    create_own_address(user=user)
    kept = create_own_address(user=other, contents=create_contents(address="s@example.org"))

    user.delete()

    assert list(OwnAddress.objects.all()) == [kept]


def test_the_address_stands_nowhere_in_clear() -> None:
    canary = "canary-mailbox@example.org"
    user = create_colleague()
    create_own_address(user=user, contents=create_contents(address=canary))
    note(user)

    assert rows_with("canary-mailbox") == []
    redis = redis_client()
    kept = b"\n".join(part for key in redis.scan_iter() for part in (key, redis.dump(key) or b""))
    assert (b"own-address:" in kept, b"canary" in kept) == (True, False)


def rows_with(text: str) -> list[str]:
    """The tables with a row that holds this text as it is, in any column."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s OR row::text LIKE %s',  # noqa: S608
                [f"%{text}%", f"%{text.encode().hex()}%"],
            )
            if cursor.fetchone() != (0,):
                found.append(table)
    return found


def test_a_new_server_key_takes_the_addresses_along() -> None:
    old, new = b"o" * 32, b"n" * 32
    with override_settings(SEAL_KEYS=[old]):
        create_own_address(user=create_colleague())
    with override_settings(SEAL_KEYS=[new, old]):
        call_command("rotate_seal_key", stdout=io.StringIO())
    with override_settings(SEAL_KEYS=[new]):
        assert OwnAddress.objects.get().contents() == create_contents()


@pytest.mark.django_db(transaction=True, available_apps=["wellbeing.accounts", "wellbeing.outbox"])
def test_two_presses_at_once_leave_one_address() -> None:
    user = create_colleague()

    ends = at_once(*[lambda: create_own_address(user=user, is_confirmed=False)] * 2)

    assert ends == ["done", "done"]
    assert Due.objects.get().pk == OwnAddress.objects.get().pk
