"""One note a day to whoever has an address; it tells nothing, and two beats at once send one."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from tests.checkins.test_races import at_once
from tests.factories.accounts import redis_client
from tests.factories.outbox import at_noon, create_contents, create_own_address
from tests.factories.trainers import (
    create_coordinator,
)
from tests.outbox.letterbox import Carrier
from tests.trainers.reminded import OPENS, carry, create_held, remind, told
from trainers import source
from trainers.actions import reminding
from trainers.models import Reminder
from wellbeing.outbox.models import Due, OwnAddress
from wellbeing.outbox.notes import words
from wellbeing.outbox.servers import Sender
from wellbeing.outbox.sources import source as source_named

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _mail_is_offered(settings: Any) -> None:
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    settings.EMAIL_FROM = Sender("notes@example.org", "Notes")


def test_one_note_a_day_goes_to_each_address_and_none_where_there_is_none() -> None:
    _, user = create_held()
    coordinator = create_coordinator()
    create_own_address(user=user, contents=create_contents(ahead=at_noon()))
    Due.objects.all().delete()
    carrier = Carrier()

    made = remind(OPENS)
    carry(carrier, OPENS)
    remind(OPENS)
    carry(carrier, OPENS)

    assert sorted(each.occasion for each in made) == ["90", "90", "renewal_due", "renewal_due"]
    assert carrier.sent == ["vera@example.org"]
    assert told(coordinator) == told(user)
    assert Due.objects.count() == 0


def test_a_note_tells_nothing() -> None:
    _, user = create_held()
    create_own_address(user=user)
    remind(OPENS)

    [due] = Due.objects.filter(source="trainers")
    [(_, letter)] = source.open_letters([due.pk], datetime.now(tz=UTC))

    assert (letter.subject, letter.text, letter.stop_url) == (
        "Заметка",
        "Загляните, когда найдётся минута.",
        "",
    )
    said = " ".join(
        f"{note.subject} {note.text}"
        for key in words.every_key()
        for note in (words.note(key, "ru"), words.note(key, "en"))
    )
    telltale = r"://|staff|передышк|платформ|выгоран|сертификат|тренер|certif|burn|platform|train"
    assert re.findall(telltale, said.casefold()) == []


def test_an_address_stands_nowhere_in_clear_after_reminding() -> None:
    _, user = create_held()
    create_own_address(user=user, contents=create_contents(address="canary-box@example.org"))
    remind(OPENS)

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s', ["%canary-box%"])  # noqa: S608
            assert (table, cursor.fetchone()) == (table, (0,))
    redis = redis_client()
    assert b"canary-box" not in b"".join(redis.dump(key) or b"" for key in redis.scan_iter())


def test_a_deleted_account_takes_its_reminders_and_its_note_along() -> None:
    _, user = create_held()
    create_own_address(user=user)
    remind(OPENS)
    carrier = Carrier()
    user.delete()

    carry(carrier, OPENS)

    assert (carrier.sent, Reminder.objects.count(), OwnAddress.objects.count()) == ([], 0, 0)
    assert Due.objects.filter(source="trainers").count() == 0


def test_the_outbox_knows_the_source_by_its_name() -> None:
    assert source_named(reminding.SOURCE) is source


@pytest.mark.django_db(
    transaction=True,
    available_apps=[
        "trainers",
        "wellbeing.outbox",
        "wellbeing.accounts",
        "wagtail.users",
    ],
)
def test_two_beats_at_once_tell_each_thing_once() -> None:
    _, user = create_held()
    create_own_address(user=user)
    Due.objects.all().delete()

    ends = at_once(*[lambda: remind(OPENS)] * 3)

    assert ends == ["done"] * 3
    assert told(user) == [("renewal_due", date(2028, 9, 1)), ("90", date(2028, 11, 1))]
    assert Due.objects.count() == 1
