"""The sweep, with the real broker: what is due is claimed and asked for, and the queue holds ids alone."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from celery import current_app
from django.test import override_settings
from django.utils import timezone

from tests.outbox import letterbox
from tests.outbox.letterbox import NOW, Carrier, create_due
from wellbeing.outbox import queues, tasks
from wellbeing.outbox.actions import scheduling, sweeping
from wellbeing.outbox.models import Due, Pulse, Tally

pytestmark = [pytest.mark.django_db, pytest.mark.service]
used: list[Carrier] = []


def carry() -> Carrier:
    used.append(Carrier())
    return used[-1]


@pytest.fixture(autouse=True)
def _empty_queues() -> Iterator[None]:
    used.clear()
    with override_settings(OUTBOX_CARRIERS=dict.fromkeys(("email", "matrix"), f"{__name__}.carry")):
        drain()
        yield
        drain()


def drain() -> list[tuple[str, dict[str, object], bytes]]:
    """Take everything out of the channels' queues: task, its arguments, the whole message."""
    taken = []
    with current_app.connection_for_read() as connection:
        for channel in ("email", "matrix"):
            while message := connection.default_channel.basic_get(queues.name(channel), no_ack=True):
                body = message.body if isinstance(message.body, str) else message.body.decode()
                raw = body if body.startswith("[") else b64decode(body).decode()
                whole = json.dumps([raw, message.headers, message.properties], default=str).encode()
                taken.append((message.headers["task"], json.loads(raw)[0], whole))
    return taken


def sweep(django_capture_on_commit_callbacks) -> int:
    with django_capture_on_commit_callbacks(execute=True):
        return sweeping.sweep(now=timezone.now())


def run(taken: list[tuple[str, dict[str, object], bytes]]) -> None:
    for name, arguments, _ in taken:
        getattr(tasks, name.rpartition(".")[2])(*arguments)


def test_what_is_due_is_asked_for_in_batches_by_channel(
    django_capture_on_commit_callbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 3)
    for n in range(7):
        create_due(f"person{n}")
    create_due("elsewhere", channel="matrix")
    create_due("later", due_at=timezone.now() + timedelta(hours=1))

    assert sweep(django_capture_on_commit_callbacks) == 8
    taken = drain()

    assert [(name.rpartition(".")[2], channel, len(ids)) for name, (channel, _, ids), _ in taken] == [
        ("deliver", "email", 3),
        ("deliver", "email", 3),
        ("deliver", "email", 1),
        ("deliver", "matrix", 1),
    ]
    assert sweep(django_capture_on_commit_callbacks) == 0
    run(taken)
    assert sorted(address for each in used for address in each.sent) == [
        "elsewhere",
        *(f"person{n}" for n in range(7)),
    ]
    assert [each.opened for each in used] == [1, 1, 1, 1]


def test_more_than_is_claimed_at_once_is_asked_for_by_one_sweep(
    django_capture_on_commit_callbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "PART", 2)
    dues = [create_due(f"person{n}") for n in range(5)]

    assert sweep(django_capture_on_commit_callbacks) == 5
    asked = [ids for _, (_, _, ids), _ in drain()]

    assert sorted(id for ids in asked for id in ids) == sorted(str(due.pk) for due in dues)
    assert [len(ids) for ids in asked] == [2, 2, 1]


def test_the_queue_holds_ids_and_nothing_of_the_letter(django_capture_on_commit_callbacks) -> None:
    due = create_due("canary-address")
    letterbox.letters[due.pk] = letterbox.Letter(
        "canary-address", "canary-subject", "canary-text", letterbox.Weekly(), "https://canary.example/"
    )

    sweep(django_capture_on_commit_callbacks)

    [(_, (channel, claim, ids), whole)] = drain()
    assert (channel, ids) == ("email", [str(due.pk)])
    assert UUID(claim) == Due.objects.get().claim
    assert b"canary" not in whole


def test_what_a_silent_worker_had_marked_is_asked_for_as_given_up(django_capture_on_commit_callbacks) -> None:
    due = create_due()
    sweep(django_capture_on_commit_callbacks)
    drain()
    Due.objects.update(is_handing=True, due_at=NOW - timedelta(hours=1))

    assert sweep(django_capture_on_commit_callbacks) == 1
    [(name, arguments, _)] = drain()
    assert name == tasks.give_up.name
    tasks.give_up(*arguments)

    assert Tally.objects.get().outcome == "uncertain"
    assert used == []
    due.refresh_from_db()
    assert (due.claim, due.is_handing, due.left) == (None, False, 11)


def test_when_the_queue_was_lost_everything_is_due_again_after_the_lease(
    django_capture_on_commit_callbacks, settings
) -> None:
    settings.OUTBOX_LEASE = timedelta(seconds=-1)
    create_due()
    sweep(django_capture_on_commit_callbacks)
    lost = drain()

    assert sweep(django_capture_on_commit_callbacks) == 1
    run([*lost, *drain()])
    assert [address for each in used for address in each.sent] == ["someone"]


def test_no_more_waits_in_a_queue_than_workers_will_take_soon(
    django_capture_on_commit_callbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    monkeypatch.setattr(sweeping, "MOST_WAITING", 3)
    for _ in range(10):
        create_due()

    assert sweep(django_capture_on_commit_callbacks) == 6
    assert queues.waiting(["email"]) == {"email": 3}
    assert sweep(django_capture_on_commit_callbacks) == 0


def test_a_channel_without_a_carrier_keeps_its_letters_due(
    django_capture_on_commit_callbacks, settings
) -> None:
    settings.OUTBOX_CARRIERS = {}
    create_due()

    assert sweep(django_capture_on_commit_callbacks) == 0
    assert Due.objects.get().claim is None


def test_every_sweep_leaves_its_pulse(django_capture_on_commit_callbacks) -> None:
    before = timezone.now()
    for _ in range(2):
        sweep(django_capture_on_commit_callbacks)

    assert before < Pulse.objects.get().swept_at <= timezone.now()


def test_scheduling_anew_takes_a_line_out_of_the_hands_of_a_waiting_batch(
    django_capture_on_commit_callbacks,
) -> None:
    due = create_due()
    sweep(django_capture_on_commit_callbacks)
    later = timezone.now() + timedelta(days=3)

    scheduling.schedule(id=due.pk, source="test", channel="email", due_at=later, left=5)
    run(drain())

    assert [address for each in used for address in each.sent] == []
    row = Due.objects.get()
    assert (row.due_at, row.left, row.claim) == (later, 5, None)


def test_cancelled_is_gone() -> None:
    due, other = create_due(), create_due()

    scheduling.cancel(ids=[due.pk])

    assert [row.pk for row in Due.objects.all()] == [other.pk]
