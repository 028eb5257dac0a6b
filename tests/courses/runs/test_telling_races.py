"""Many at once: each is told once, and nobody waits for each other in a circle."""

from collections.abc import Callable
from datetime import timedelta
from threading import Lock
from typing import Any
from uuid import uuid4

import pytest

from courses.runs.actions import contacts, enrolling, telling, waiting
from courses.runs.models import Contact, Party, Run
from tests.courses.runs.test_races import at_once
from tests.factories.outbox import create_contents
from tests.factories.runs import NOW, create_contact, create_run
from tests.outbox.letterbox import Carrier
from wellbeing.outbox import delivery
from wellbeing.outbox.claiming import claim_due
from wellbeing.outbox.models import Due
from wellbeing.outbox.servers import Sender
from wellbeing.privacy import codes

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(transaction=True, available_apps=["courses.runs", "wellbeing.outbox"]),
]


@pytest.fixture(autouse=True)
def _mail_is_offered(settings: Any) -> None:
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    settings.EMAIL_FROM = Sender("notes@example.org", "Notes")


def join(run: Run, count: int) -> list[str]:
    """So many people of a run who confirmed an address; the codes of their places."""
    found = [codes.draw() for _ in range(count)]
    for number, code in enumerate(found):
        enrolling.enrol(run=run.pk, names=["Ива"], code=code, now=NOW)
        create_contact(code=code, address=f"{number}@example.org")
    return found


def sweeping(sent: list[str], lock: Lock) -> Callable[[], None]:
    """A sweep that hands over what it claims, all of which is due in three days."""

    def sweep() -> None:
        claim, late, carrier = uuid4(), NOW + timedelta(days=3), Carrier()
        ids = claim_due(channel="email", claim=claim, now=late, until=late, most=100)
        delivery.deliver(channel="email", claim=claim, ids=ids, carrier=carrier)
        with lock:
            sent.extend(carrier.sent)

    return sweep


def test_sweeps_at_once_tell_each_once() -> None:
    run, sent = create_run(capacity=20), []
    join(run, 20)
    telling.tell_all(run=run.pk, now=NOW)

    assert at_once([sweeping(sent, Lock())] * 4, threads=4) == ["done"] * 4

    assert sorted(sent) == sorted(f"{number}@example.org" for number in range(20))
    assert Due.objects.count() == 0


def test_offers_taken_back_by_two_beats_at_once_tell_the_next_once() -> None:
    run = create_run(capacity=1)
    first, _, _ = join(run, 3)
    enrolling.leave(code=first, now=NOW)
    Due.objects.all().delete()
    late = Party.objects.get(standing="offered").answer_by

    ends = at_once([lambda: waiting.take_back_unanswered(now=late)] * 4, threads=4)

    assert ends == ["done"] * 4
    assert [due.pk for due in Due.objects.all()] == [
        Contact.objects.get(place__party__standing="offered").line,
    ]


def test_told_twice_at_once_they_get_one_message() -> None:
    run, sent = create_run(capacity=10), []
    join(run, 10)

    ends = at_once([lambda: telling.tell_all(run=run.pk, now=NOW)] * 4, threads=4)
    sweeping(sent, Lock())()

    assert ends == ["done"] * 4
    assert sorted(sent) == [f"{number}@example.org" for number in range(10)]


def test_telling_changing_leaving_and_sweeping_at_once_leave_no_line_of_nobody() -> None:
    run, sent = create_run(capacity=12), []
    people = join(run, 12)
    telling.tell_all(run=run.pk, now=NOW)
    words = create_contents(address="new@example.org")

    def changing(code: str) -> Callable[[], object]:
        return lambda: contacts.give(code=code, channel="email", contents=words, now=NOW)

    def leaving(code: str) -> Callable[[], object]:
        return lambda: enrolling.leave(code=code, now=NOW)

    acts = [
        *[lambda: telling.tell_all(run=run.pk, now=NOW)] * 4,
        *[sweeping(sent, Lock())] * 4,
        *[changing(code) for code in people[:4]],
        *[leaving(code) for code in people[2:6]],
    ]
    ends = at_once(acts, threads=8)

    assert sorted(set(ends) - {"NoSuchPlace"}) == ["done"]
    sweeping(sent, Lock())()
    assert Contact.objects.count() == 8
    assert Due.objects.count() == 0
    assert sorted({*sent} & {f"{number}@example.org" for number in range(6, 12)}) == sorted(
        f"{number}@example.org" for number in range(6, 12)
    )
