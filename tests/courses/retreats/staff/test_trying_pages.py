"""What another rule would do, on the page of organisers; and the second file of the council."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.retreats import refusals
from courses.retreats.actions.sharing import trying, work
from courses.retreats.rules.policy import Policy
from tests.courses.retreats.sharing.rounds import council, organiser, published_round, shared_round, traces
from tests.courses.retreats.staff.test_sharing_pages import page, said
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def olga() -> User:
    return organiser()


@pytest.fixture
def visit(olga: User) -> Client:
    return client_of(olga)


def test_a_rule_is_tried_and_compared(olga: User, visit: Client) -> None:
    round = shared_round(
        by=olga,
        people=[{"has_been": n < 2, "own_need": 3 * (n < 2)} for n in range(6)],
        policy=Policy(kept=2),
    )
    address = reverse("retreats_staff:round_try", args=[round.pk])
    assert "Выезд" in said(visit.get(address))

    trying.begin(round=round.pk, change="kept:", by=olga)
    assert "Считаем" in text(visit.get(address, {"change": "kept:"}))
    trying.work_out(round=round.pk, change="kept:")
    shown = text(visit.get(address, {"change": "kept:"}))
    assert "с местом 2 2" in shown
    assert "с местом и ещё не ездили 2 0" in shown

    for unknown in ("", "nonsense", "place:Z"):
        answer = visit.post(address, {"change": unknown})
        assert answer.status_code == 200
        assert 'id="counts"' not in answer.content.decode()


def test_a_press_asks_a_worker_and_leads_to_the_answer(
    olga: User, visit: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = shared_round(by=olga)
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(work.try_change_task, "delay", lambda *args: asked.append(args))

    answer = visit.post(reverse("retreats_staff:round_try", args=[round.pk]), {"change": "place:A"})

    assert (answer.status_code, answer.headers["Location"].endswith("?change=place%3AA")) == (302, True)
    assert asked == [(str(round.pk), "place:A")]


def test_once_published_nothing_is_tried_and_the_council_has_the_second_file(
    olga: User, visit: Client
) -> None:
    round = published_round(by=olga)
    address = reverse("retreats_staff:round_try", args=[round.pk])
    assert address not in said(visit.get(page(round)))
    assert str(refusals.NotAsItStands.sentence) in said(visit.get(address, follow=True))

    answer = client_of(council("ira")).post(reverse("retreats_staff:round_second_file", args=[round.pk]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="second.json"'
    assert set(answer.json()) == {"salt", "apart"}
    assert traces(round)[-1] == ("ira", "retreats.fetch_audit")
