"""What staff, an operator and whoever watches the site see of the outbox: numbers, and alarms in time."""

import io
from datetime import date, timedelta

import pytest
from celery import current_app
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import create_colleague, sign_in
from tests.outbox.letterbox import create_due
from wellbeing.outbox import queues, readiness
from wellbeing.outbox.models import Pulse, Tally
from wellbeing.outbox.state import state

pytestmark = [pytest.mark.django_db, pytest.mark.service]
PAGE = "/staff/reports/messages/"


def swept(*, minutes_ago: float) -> None:
    swept_at = timezone.now() - timedelta(minutes=minutes_ago)
    Pulse.objects.update_or_create(defaults={"swept_at": swept_at})


def test_the_state_counts_what_waits_and_how_it_went_by_channel() -> None:
    now = timezone.now()
    create_due(due_at=now - timedelta(minutes=30))
    create_due(due_at=now - timedelta(minutes=90))
    create_due(due_at=now + timedelta(minutes=1))
    create_due(due_at=None)
    Tally.objects.create(day=now.date(), channel="email", outcome="sent", letters=7)
    Tally.objects.create(day=now.date(), channel="email", outcome="refused", letters=2)
    Tally.objects.create(day=now.date() - timedelta(days=1), channel="ntfy", outcome="sent", letters=1)
    Tally.objects.create(day=now.date() - timedelta(days=14), channel="email", outcome="sent", letters=9)

    found = state(now)

    assert [(each.channel, each.letters, each.minutes) for each in found.waiting] == [("email", 2, 90)]
    assert [
        (each.day, each.channel, each.letters["sent"], each.letters["refused"]) for each in found.days
    ] == [
        (now.date(), "email", 7, 2),
        (now.date() - timedelta(days=1), "ntfy", 1, 0),
    ]


def test_fifteen_minutes_without_a_sweep_are_an_alarm() -> None:
    alarming = []
    for minutes in (0, 14, 16):
        swept(minutes_ago=minutes)
        alarming.append(state(timezone.now()).is_alarming)

    assert alarming == [False, False, True]


def test_a_sweep_that_never_ran_is_an_alarm() -> None:
    assert state(timezone.now()).is_alarming


@pytest.mark.parametrize(("minutes", "alarms"), [(1, 0), (16, 1)])
def test_staff_see_the_alarm_on_the_front_page_and_the_report(
    client: Client, minutes: int, alarms: int
) -> None:
    sign_in(client, create_colleague(username="sova", role="administrator"))
    swept(minutes_ago=minutes)

    for page in ("/staff/", PAGE):
        assert client.get(page).content.decode().count("Сообщения не уходят больше 15 минут") == alarms


def test_the_report_shows_numbers(client: Client) -> None:
    sign_in(client, create_colleague(username="sova", role="administrator"))
    swept(minutes_ago=0)
    create_due(due_at=timezone.now() - timedelta(minutes=3, seconds=5))
    Tally.objects.create(day=timezone.now().date(), channel="email", outcome="uncertain", letters=4321)

    text = client.get(PAGE).content.decode()

    assert "4321" in text
    assert "3 минуты" in text


def test_who_may_not_see_it_sees_neither_report_nor_panel(client: Client) -> None:
    sign_in(client, create_colleague(username="rys", role="trainer"))

    assert client.get(PAGE).status_code == 403
    assert "Сообщения не уходят" not in client.get("/staff/").content.decode()


def test_the_terminal_says_the_same() -> None:
    swept(minutes_ago=40)
    create_due(due_at=timezone.now() - timedelta(minutes=61))
    Tally.objects.create(day=date.today(), channel="email", outcome="sent", letters=12)  # noqa: DTZ011
    said = io.StringIO()

    call_command("outbox", stdout=said)

    lines = [line.split() for line in said.getvalue().splitlines()]
    assert ["ALARM:", "the", "last", "sweep", "ran", "40", "minutes", "ago."] in lines
    assert ["email", "1", "61"] in lines
    assert any(line[1:4] == ["email", "12", "0"] for line in lines if len(line) > 4)


def test_every_part_answers_after_a_sweep(client: Client) -> None:
    swept(minutes_ago=1)
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.content == b"web ok\ndatabase ok\nbroker ok\nworker ok\nbeat ok\n"


@pytest.mark.parametrize(("asked", "silent"), [(3, "worker"), (0, "beat")])
def test_without_a_sweep_the_queue_says_who_is_silent(
    client: Client, monkeypatch: pytest.MonkeyPatch, asked: int, silent: str
) -> None:
    swept(minutes_ago=6)
    monkeypatch.setattr(queues, "asked", lambda: asked)
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert [line for line in answer.content.decode().splitlines() if line.endswith("silent")] == [
        f"{silent} silent"
    ]


def test_a_broker_that_is_gone_is_said_and_breaks_nothing() -> None:
    swept(minutes_ago=1)
    before = current_app.conf.broker_url
    current_app.conf.broker_url = "redis://127.0.0.1:1/0"
    try:
        parts = readiness.parts(timezone.now())
    finally:
        current_app.conf.broker_url = before

    assert parts == {"web": True, "database": True, "broker": False, "worker": False, "beat": False}
