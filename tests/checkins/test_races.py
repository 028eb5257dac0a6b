"""Two at once: whatever is pressed twice or at the same moment ends in one of the states it could end in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from tests.checkins.asked import ask, due_of, row_of, soonest, subscribe
from tests.factories.checkins import NOW, create_contents
from wellbeing.checkins import source
from wellbeing.checkins.actions import managing, subscribing, vanishing
from wellbeing.checkins.actions.managing import NoSuchSubscription
from wellbeing.checkins.actions.subscribing import NotConfirmed
from wellbeing.checkins.models import Subscription
from wellbeing.outbox.models import Due
from wellbeing.privacy import codes

together = pytest.mark.django_db(transaction=True, available_apps=["wellbeing.checkins", "wellbeing.outbox"])
pytestmark = [pytest.mark.service, together]

EXPECTED = (NoSuchSubscription, NotConfirmed)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each of these ended in, all begun at the same moment, each with a connection of its own."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        ready.wait()
        try:
            act()
        except EXPECTED as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(run, acts))


def confirming(code: str) -> Callable[[], object]:
    number = row_of(code).contents().code
    return lambda: subscribing.confirm(typed=code, number=number, now=NOW, chance=soonest)


@pytest.mark.parametrize("round_", range(5))
def test_two_who_confirm_the_same_address_end_in_one_subscription(round_: int) -> None:
    first, second = ask(), ask()

    ends = at_once(confirming(first), confirming(second))

    assert ends == ["done", "done"]
    assert Subscription.objects.filter(is_confirmed=True).count() == Subscription.objects.count() == 1
    assert Due.objects.get().pk == Subscription.objects.get().pk


def test_confirming_twice_at_once_confirms_once() -> None:
    code = ask()
    confirm = confirming(code)

    assert at_once(confirm, confirm, confirm) == ["NotConfirmed", "NotConfirmed", "done"]
    assert due_of(code).left == 12


def test_guesses_at_once_are_all_counted() -> None:
    code = ask()

    def guess() -> None:
        subscribing.confirm(typed=code, number="x", now=NOW, chance=soonest)

    assert at_once(*[guess] * 8) == ["NotConfirmed"] * 8
    assert Subscription.objects.count() == Due.objects.count() == 0


@pytest.mark.parametrize("round_", range(5))
def test_whoever_stops_while_something_is_changed_has_stopped(round_: int) -> None:
    code = subscribe()

    at_once(
        lambda: managing.stop(typed=code),
        lambda: managing.pause(typed=code, now=NOW, chance=soonest),
        lambda: managing.renew(typed=code, now=NOW, chance=soonest),
        lambda: managing.snooze_by_id(id=codes.lookup_id(code), days=7, now=NOW, chance=soonest),
    )

    assert (Subscription.objects.count(), Due.objects.count()) == (0, 0)


@pytest.mark.parametrize("round_", range(5))
def test_the_outbox_and_a_person_never_wait_for_each_other(round_: int) -> None:
    code = subscribe()
    id = codes.lookup_id(code)

    @transaction.atomic
    def forget() -> None:
        Due.objects.filter(pk=id).delete()
        source.forget([id])

    at_once(
        forget,
        lambda: managing.renew(typed=code, now=NOW, chance=soonest),
        lambda: managing.change(typed=code, contents=create_contents(), now=NOW, chance=soonest),
    )

    vanishing.remove_what_is_over(now=NOW)
    assert set(Subscription.objects.values_list("pk")) == set(Due.objects.values_list("pk"))


def test_two_presses_of_one_page_at_once_send_one_number() -> None:
    page = codes.draw()

    assert at_once(*[lambda: ask(once=page)] * 4) == ["done"] * 4
    assert Subscription.objects.count() == Due.objects.count() == 1
