"""Whoever left an address is told, once and soon, by day, and in words that say nothing."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from courses.runs import source
from courses.runs.actions import enrolling, telling, waiting
from courses.runs.models import Contact, Party, Place, Run
from tests.factories.accounts import redis_client
from tests.factories.runs import NOW, create_contact, create_run, standing
from tests.outbox.letterbox import Carrier
from wellbeing.outbox import delivery
from wellbeing.outbox.claiming import claim_due
from wellbeing.outbox.models import Due
from wellbeing.outbox.servers import Sender
from wellbeing.outbox.sources import source as source_named
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _mail_is_offered(settings: Any) -> None:
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    settings.EMAIL_FROM = Sender("notes@example.org", "Notes")


def half() -> float:
    return 0.5


def enrol(run: Run, *names: str) -> tuple[str, ...]:
    return enrolling.enrol(run=run.pk, names=names or ("Ива",), code=codes.draw(), now=NOW).codes


def join(run: Run, address: str, **others: Any) -> str:
    """A person of a run who confirmed this address; the code of their place."""
    (code,) = enrol(run)
    create_contact(code=code, address=address, **others)
    return code


def claim(days: int = 3) -> tuple[Any, list[Any]]:
    """A sweep's claim of what is due through the next days."""
    mark, late = uuid4(), NOW + timedelta(days=days)
    return mark, claim_due(channel="email", claim=mark, now=late, until=late, most=100)


def carry(carrier: Carrier, days: int = 3) -> None:
    """Hand over whatever is due through the next days."""
    mark, ids = claim(days)
    delivery.deliver(channel="email", claim=mark, ids=ids, carrier=carrier)


def test_who_moves_up_is_told_once_and_nobody_else() -> None:
    run, carrier = create_run(capacity=1), Carrier()
    first = join(run, "first@example.org")
    second, _ = join(run, "second@example.org"), join(run, "third@example.org")

    enrolling.leave(code=first, now=NOW)
    carry(carrier)
    carry(carrier)

    assert (standing(second), carrier.sent) == ("offered", ["second@example.org"])
    assert Due.objects.count() == 0


def test_who_missed_two_offers_is_told_once_and_of_nothing_afterwards() -> None:
    run, carrier = create_run(capacity=1), Carrier()
    first = join(run, "first@example.org")
    silent = join(run, "silent@example.org")
    enrolling.leave(code=first, now=NOW)
    for days in (3, 6):
        Due.objects.all().delete()
        waiting.take_back_unanswered(now=NOW + timedelta(days=days))
    assert standing(silent) == "passed"
    carry(carrier, days=10)
    assert telling.tell_all(run=run.pk, now=NOW + timedelta(days=6)) == 0

    assert carrier.sent == ["silent@example.org"]


def test_who_asked_the_trainers_is_told_when_they_give_a_place() -> None:
    run, carrier = create_run(), Carrier()
    Run.objects.filter(pk=run.pk).update(joining=Run.Joining.ASKING)
    code = join(run, "asked@example.org")
    party = Party.objects.get(places=codes.lookup_id(code))

    waiting.admit(party=party.pk, now=NOW)
    waiting.admit(party=party.pk, now=NOW)
    carry(carrier)

    assert (standing(code), carrier.sent) == ("offered", ["asked@example.org"])


def test_each_of_those_who_came_together_is_told_who_confirmed_an_address() -> None:
    run, carrier = create_run(capacity=3), Carrier()
    (first,) = enrol(run)
    one, two, three = enrol(run, "Ива", "Клён", "Рябина")
    create_contact(code=one, address="one@example.org")
    create_contact(code=two, address="two@example.org", is_confirmed=False)
    create_contact(code=three, address="three@example.org")
    Due.objects.all().delete()

    enrolling.leave(code=first, now=NOW)
    carry(carrier)

    assert sorted(carrier.sent) == ["one@example.org", "three@example.org"]


def test_all_of_a_run_are_told_or_those_whom_it_is_for() -> None:
    run, carrier = create_run(capacity=1), Carrier()
    join(run, "in@example.org"), join(run, "waits@example.org")
    join(create_run(), "elsewhere@example.org")

    assert telling.tell_all(run=run.pk, now=NOW) == 2
    carry(carrier)
    assert telling.tell_all(run=run.pk, now=NOW, standings=["in"]) == 1
    carry(carrier)

    assert sorted(carrier.sent) == ["in@example.org", "in@example.org", "waits@example.org"]


def test_two_things_to_see_before_the_message_goes_are_one_message() -> None:
    run, carrier = create_run(), Carrier()
    join(run, "one@example.org")

    telling.tell_all(run=run.pk, now=NOW)
    [first] = Due.objects.all()
    telling.tell_all(run=run.pk, now=NOW + timedelta(minutes=1))
    assert [(due.pk, due.due_at) for due in Due.objects.all()] == [(first.pk, first.due_at)]
    carry(carrier)

    assert carrier.sent == ["one@example.org"]


def test_something_new_while_a_message_is_on_its_way_is_told_by_another() -> None:
    run, carrier = create_run(), Carrier()
    join(run, "one@example.org")
    telling.tell_all(run=run.pk, now=NOW)
    carrier.instead["one@example.org"] = lambda: telling.tell_all(run=run.pk, now=NOW) and None

    carry(carrier)
    carrier.instead.clear()
    carry(carrier)

    assert carrier.sent == ["one@example.org"] * 2


def test_two_sweeps_at_once_tell_once() -> None:
    run, carrier = create_run(), Carrier()
    join(run, "one@example.org")
    telling.tell_all(run=run.pk, now=NOW)

    sweeps = [claim(), claim()]
    for mark, ids in [*sweeps, sweeps[0]]:
        delivery.deliver(channel="email", claim=mark, ids=ids, carrier=carrier)

    assert carrier.sent == ["one@example.org"]


@pytest.mark.parametrize(
    ("hour", "due"),
    [
        (
            9,
            datetime(2026, 11, 27, 9, 19, 48, tzinfo=UTC),
        ),  # noon in Moscow
        (18, datetime(2026, 11, 28, 6, 27, 18, tzinfo=UTC)),  # in the evening
        (1, datetime(2026, 11, 27, 6, 27, 18, tzinfo=UTC)),
    ],
)
def test_a_message_comes_soon_and_by_their_day(hour: int, due: datetime) -> None:
    run = create_run()
    join(run, "one@example.org", ahead=0)

    telling.tell_all(run=run.pk, now=datetime(2026, 11, 27, hour, tzinfo=UTC), chance=half)

    assert Due.objects.get().due_at == due


def test_a_message_tells_nothing_and_is_in_the_language_of_its_person() -> None:
    run = create_run()
    join(run, "one@example.org", language="ru"), join(run, "two@example.org", language="en", note="plants")
    telling.tell_all(run=run.pk, now=NOW)

    letters = dict(source.open_letters([*Due.objects.values_list("pk", flat=True)], NOW))

    assert sorted(
        (each.address, each.subject, each.text, each.stop_url) for each in letters.values() if each
    ) == [
        ("one@example.org", "Заметка", "Загляните, когда найдётся минута.", ""),
        ("two@example.org", "Water the plants", "The plants on the window sill need water.", ""),
    ]


def test_leaving_takes_the_address_and_its_message_along_at_once() -> None:
    run, carrier = create_run(), Carrier()
    code = join(run, "one@example.org")
    telling.tell_all(run=run.pk, now=NOW)

    enrolling.leave(code=code, now=NOW)

    assert (Contact.objects.count(), Due.objects.count()) == (0, 0)
    carry(carrier)
    assert carrier.sent == []


def test_a_message_that_waits_for_somebody_who_is_gone_goes_nowhere() -> None:
    run, carrier = create_run(), Carrier()
    join(run, "one@example.org")
    telling.tell_all(run=run.pk, now=NOW)
    Place.objects.all().delete()

    carry(carrier)

    assert (carrier.sent, Due.objects.count()) == ([], 0)


def test_a_lost_key_sends_nothing_and_the_message_waits(settings: Any) -> None:
    run, carrier = create_run(), Carrier()
    join(run, "one@example.org")
    telling.tell_all(run=run.pk, now=NOW)
    settings.SEAL_KEYS = []

    carry(carrier)

    assert (carrier.sent, Due.objects.count()) == ([], 1)


def test_an_address_stands_nowhere_in_clear(caplog: pytest.LogCaptureFixture) -> None:
    run = create_run(capacity=1)
    first = join(run, "canary-one@example.org")
    join(run, "canary-two@example.org")
    (code,) = enrol(run)
    create_contact(code=code, address="canary-three@example.org", is_confirmed=False)
    enrolling.leave(code=first, now=NOW)
    telling.tell_all(run=run.pk, now=NOW)

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s', ["%canary-%"])  # noqa: S608
            assert (table, cursor.fetchone()) == (table, (0,))
    redis = redis_client()
    assert re.findall(rb"canary-", b"".join(redis.dump(key) or b"" for key in redis.scan_iter())) == []
    assert "canary" not in caplog.text


def test_the_outbox_knows_the_source_by_its_name() -> None:
    assert source_named(telling.SOURCE) is source
