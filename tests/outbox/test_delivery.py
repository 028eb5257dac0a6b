"""A batch on its way: everything ends where it should, and nothing is handed over twice."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.outbox import letterbox
from tests.outbox.letterbox import NOW, WEEK, Carrier, Weekly, create_due
from wellbeing.outbox import claiming, delivery
from wellbeing.outbox.letters import NotSent, Refused, Uncertain, Unreachable
from wellbeing.outbox.models import Due, Tally

pytestmark = pytest.mark.django_db

LEASE = timedelta(minutes=10)


def claim_all(*, claim: UUID | None = None) -> tuple[UUID, list[UUID]]:
    claim, now = claim or uuid4(), timezone.now()
    ids = claiming.claim_due(channel="email", claim=claim, now=now, until=now + LEASE, most=1000)
    return claim, ids


def deliver_all(carrier: Carrier) -> None:
    claim, ids = claim_all()
    delivery.deliver(channel="email", claim=claim, ids=ids, carrier=carrier)


def tally() -> dict[str, int]:
    return dict(Tally.objects.values_list("outcome", "letters"))


def test_every_letter_goes_once_through_one_connection_and_is_due_again(carrier: Carrier) -> None:
    dues = [create_due(f"person{n}") for n in range(25)]

    deliver_all(carrier)

    assert sorted(carrier.sent) == sorted(f"person{n}" for n in range(25))
    assert carrier.opened == 1
    assert tally() == {"sent": 25}
    for due in Due.objects.filter(pk__in=[each.pk for each in dues]):
        assert (due.left, due.claim, due.is_handing, due.tries, due.refusals) == (11, None, False, 0, 0)
        assert timedelta(0) <= timezone.now() + WEEK - due.due_at < timedelta(minutes=1)


def test_a_batch_that_comes_twice_sends_nothing_twice(carrier: Carrier) -> None:
    create_due()
    claim, ids = claim_all()

    for _ in range(2):
        delivery.deliver(channel="email", claim=claim, ids=ids, carrier=carrier)

    assert carrier.sent == ["someone"]
    assert tally() == {"sent": 1}


def test_a_claim_that_was_taken_over_sends_nothing(carrier: Carrier) -> None:
    create_due()
    claim, ids = claim_all()
    Due.objects.update(due_at=NOW - timedelta(days=1))
    claim_all()

    delivery.deliver(channel="email", claim=claim, ids=ids, carrier=carrier)

    assert carrier.sent == []


def test_stopped_while_the_batch_waits_is_not_sent(carrier: Carrier) -> None:
    stopped, stays = create_due("stopped"), create_due("stays")
    claim, ids = claim_all()
    Due.objects.filter(pk=stopped.pk).delete()

    delivery.deliver(channel="email", claim=claim, ids=ids, carrier=carrier)

    assert carrier.sent == ["stays"]
    assert Due.objects.get().pk == stays.pk


def test_a_worker_that_dies_while_handing_over_leaves_one_group_marked_and_the_rest_claimed(
    carrier: Carrier,
) -> None:
    for n in range(delivery.FIRST_GROUP * 3):
        create_due(f"person{n}")
    delivery._pace.clear()

    class Killed(BaseException):
        pass

    def die() -> None:
        if len(carrier.sent) == 4:
            raise Killed

    carrier.instead = {f"person{n}": die for n in range(delivery.FIRST_GROUP * 3)}
    with pytest.raises(Killed):
        deliver_all(carrier)

    assert Due.objects.filter(is_handing=True).count() == delivery.FIRST_GROUP
    assert Due.objects.filter(is_handing=False, claim__isnull=False).count() == delivery.FIRST_GROUP * 2
    assert tally() == {}


def test_what_a_dead_worker_had_marked_is_counted_uncertain_and_never_sent(carrier: Carrier) -> None:
    marked, waiting = create_due("marked"), create_due("waiting")
    claim, _ = claim_all()
    claiming.mark(ids=[marked.pk], claim=claim, until=timezone.now())
    Due.objects.update(due_at=NOW - timedelta(hours=1))

    taken, now = uuid4(), timezone.now()
    ids = claiming.claim_lapsed(channel="email", claim=taken, now=now, until=now + LEASE, most=10)
    delivery.give_up(channel="email", claim=taken, ids=ids)
    deliver_all(carrier)

    assert ids == [marked.pk]
    assert carrier.sent == ["waiting"]
    assert tally() == {"sent": 1, "uncertain": 1}
    assert {due.left for due in Due.objects.all()} == {11}
    assert Due.objects.get(pk=waiting.pk).due_at > now


@pytest.mark.parametrize(
    ("error", "outcome", "left", "refusals", "tries"),
    [
        (Refused(), "refused", 12, 1, 0),
        (Uncertain(), "uncertain", 11, 0, 0),
        (NotSent(), "failed", 12, 0, 1),
        (ValueError("a fault of the carrier"), "uncertain", 11, 0, 0),
    ],
)
def test_one_letter_that_goes_wrong_keeps_none_of_the_others(
    carrier: Carrier, error: Exception, outcome: str, left: int, refusals: int, tries: int
) -> None:
    due = create_due("wrong", due_at=NOW - timedelta(hours=1))
    create_due("right")
    carrier.instead = {"wrong": error}

    deliver_all(carrier)

    assert carrier.sent == ["right"]
    assert tally() == {"sent": 1, outcome: 1}
    due.refresh_from_db()
    assert (due.left, due.refusals, due.tries, due.claim) == (left, refusals, tries, None)


def test_when_the_carrier_is_unreachable_the_letters_behind_are_not_even_tried(carrier: Carrier) -> None:
    for n in range(31):
        create_due(f"person{n}")
    tried = []

    def unreachable() -> None:
        tried.append(1)
        raise Unreachable

    carrier.instead = {f"person{n}": unreachable for n in range(31)}
    deliver_all(carrier)

    assert tried == [1]
    assert tally() == {"failed": 31}
    assert set(Due.objects.values_list("tries", "left", "is_handing")) == {(1, 12, False)}


def test_a_line_that_is_over_is_gone_and_its_source_is_told(carrier: Carrier) -> None:
    last, refused, goes_on = create_due(left=1), create_due("refused", refusals=2), create_due("more")
    carrier.instead = {"refused": Refused()}

    deliver_all(carrier)

    assert [due.pk for due in Due.objects.all()] == [goes_on.pk]
    assert sorted(letterbox.forgotten) == sorted([last.pk, refused.pk])


def test_outside_its_window_a_letter_waits_for_it_uncounted(carrier: Carrier) -> None:
    opens_at = timezone.now() + timedelta(hours=3)
    due = create_due(times=Weekly(opens_at=opens_at))

    deliver_all(carrier)

    due.refresh_from_db()
    assert (due.due_at, due.left, due.claim) == (opens_at, 12, None)
    assert (carrier.sent, tally()) == ([], {})


def test_a_row_whose_source_has_nothing_is_dropped(carrier: Carrier) -> None:
    due = create_due()
    del letterbox.letters[due.pk]

    deliver_all(carrier)

    assert not Due.objects.exists()
    assert (carrier.sent, letterbox.forgotten) == ([], [])


def test_a_box_that_does_not_open_now_stays(carrier: Carrier) -> None:
    due = create_due()
    letterbox.letters[due.pk] = None

    deliver_all(carrier)

    due.refresh_from_db()
    assert (due.left, due.claim) == (12, None)
    assert due.due_at > timezone.now() + timedelta(hours=23)
    assert carrier.sent == []


def test_groups_grow_to_what_goes_in_the_time_of_one(carrier: Carrier) -> None:
    delivery._pace.clear()
    for n in range(30):
        create_due(f"person{n}")

    deliver_all(carrier)

    assert delivery._pace["email"] == delivery.LARGEST_GROUP


class Slow:
    """Opens and shuts with whoever delivers; the hours of everybody are over after its first letter."""

    sent = 0

    def __enter__(self) -> "Slow":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, letter: object, meanwhile: object) -> None:
        self.sent += 1


def test_a_letter_whose_hours_end_while_the_one_before_it_goes_is_put_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    carrier = Slow()
    monkeypatch.setattr(Weekly, "allows", lambda *_: carrier.sent == 0)
    for n in range(3):
        create_due(f"person{n}")
    claim, ids = claim_all()

    delivery.deliver(channel="email", claim=claim, ids=ids, carrier=carrier)

    assert carrier.sent == 1
    assert tally() == {"sent": 1}
    assert sorted(Due.objects.values_list("left", "is_handing")) == [(11, False), (12, False), (12, False)]


def test_a_batch_that_takes_too_long_gives_back_what_it_has_not_begun_with(
    carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "BATCH_SECONDS", 0)
    delivery._pace.clear()
    for n in range(25):
        create_due(f"person{n}")

    deliver_all(carrier)

    assert len(carrier.sent) == delivery.FIRST_GROUP
    assert tally() == {"sent": delivery.FIRST_GROUP}
    assert Due.objects.filter(claim=None, is_handing=False).count() == 25
    _, again = claim_all()
    assert len(again) == 25 - delivery.FIRST_GROUP
