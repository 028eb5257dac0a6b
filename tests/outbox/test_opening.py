"""Letters opened ahead, while those of the group before them are on their way."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.outbox import letterbox
from tests.outbox.letterbox import NOW, Carrier, create_due
from wellbeing.outbox import claiming, delivery
from wellbeing.outbox.actions import scheduling
from wellbeing.outbox.letters import Letter
from wellbeing.outbox.models import Due, Tally

pytestmark = pytest.mark.django_db

FIRST = delivery.FIRST_GROUP


@pytest.fixture
def names() -> list[str]:
    """Two groups of letters in their order."""
    delivery._pace.clear()
    names = [f"person{n:02}" for n in range(2 * FIRST)]
    for n, name in enumerate(names):
        create_due(name, due_at=NOW + timedelta(seconds=n))
    return names


def deliver_all(carrier: Carrier) -> None:
    claim, now = uuid4(), timezone.now()
    claiming.claim_due(channel="email", claim=claim, now=now, until=now + timedelta(minutes=10), most=100)
    ids = [*Due.objects.filter(claim=claim).order_by("pk").values_list("pk", flat=True)]
    ids.sort(key=lambda id: letterbox.letters[id].address)
    delivery.deliver(channel="email", claim=claim, ids=ids, carrier=carrier)


def test_the_second_group_is_open_before_the_first_has_gone(
    carrier: Carrier, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []

    def open_letters(ids: Sequence[UUID], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
        for id in ids:
            opened.append(len(carrier.sent))
            yield id, letterbox.letters[id]

    monkeypatch.setattr(letterbox, "open_letters", open_letters)
    deliver_all(carrier)

    assert carrier.sent == names
    assert opened[:FIRST] == [0] * FIRST
    assert max(opened) < FIRST


def test_a_line_set_anew_after_its_letter_was_opened_sends_nothing_of_the_old(
    carrier: Carrier, names: list[str]
) -> None:
    def set_anew() -> None:
        [last] = [id for id, letter in letterbox.letters.items() if letter and letter.address == names[-1]]
        later = timezone.now() + timedelta(days=1)
        scheduling.schedule(id=last, source="test", channel="email", due_at=later, left=3)

    carrier.instead = {names[FIRST - 1]: set_anew}
    deliver_all(carrier)

    assert carrier.sent == names[:-1]
    assert Due.objects.filter(left=3, claim=None).count() == 1


def test_a_source_that_fails_ahead_of_time_harms_no_letter_on_its_way(
    carrier: Carrier, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(100))

    def open_letters(ids: Sequence[UUID], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
        fails = next(calls) == 1
        for n, id in enumerate(ids):
            if fails and n == 2:
                raise ZeroDivisionError
            yield id, letterbox.letters[id]

    monkeypatch.setattr(letterbox, "open_letters", open_letters)
    deliver_all(carrier)

    assert carrier.sent == names
    assert dict(Tally.objects.values_list("outcome", "letters")) == {"sent": 2 * FIRST}
