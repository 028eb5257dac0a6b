"""The inbox of evidence and what is said of one piece."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.trainers import (
    MARKS,
    create_assessor,
    create_candidacy,
    create_coordinator,
    create_evidence,
    create_trainer,
)
from tests.trainers.staff.looking import HERE, client_of, queries, text
from trainers.models import Decision, Evidence
from trainers.rules.pathway import Kind

pytestmark = [pytest.mark.service, pytest.mark.django_db]

INBOX = f"{HERE}inbox/"


def page_of(evidence: Evidence) -> str:
    return reverse("trainers:evidence", args=[evidence.pk])


@pytest.fixture
def client() -> Client:
    return client_of(create_coordinator(username="vera"))


@pytest.fixture
def assessing() -> Client:
    return client_of(create_assessor(username="anna"))


def test_the_inbox_has_what_waits_oldest_first_and_says_for_whom(client: Client) -> None:
    here = create_candidacy(trainer=create_trainer(name="Рябина"))
    create_evidence(candidacy=here, kind=Kind.REFLECTION, today=date(2026, 10, 5))
    create_evidence(candidacy=here, kind=Kind.SAFETY, today=date(2026, 8, 5))
    create_evidence(candidacy=here, kind=Kind.ETHICS, status="accepted")
    create_evidence(candidacy=create_candidacy(trainer=create_trainer(code="RU-PER")), code="RU-PER")

    said = text(client.get(INBOX))

    assert said.index("Обучение безопасности") < said.index("Письменное осмысление")
    assert (said.count("Рябина"), said.count("для вас"), said.count("для других")) == (2, 1, 1)
    assert "Согласие" not in said
    assert "Согласие" in text(client.get(f"{INBOX}?status=accepted"))


def test_the_inbox_takes_as_many_queries_for_three_as_for_one(client: Client) -> None:
    candidacy = create_candidacy()
    create_evidence(candidacy=candidacy)
    alone = queries(client, INBOX)
    for _ in range(2):
        create_evidence(candidacy=create_candidacy(version=candidacy.version), kind=Kind.REFLECTION)

    assert queries(client, INBOX) == alone


def test_accepting_takes_one_press_and_a_second_press_is_told(client: Client) -> None:
    evidence = create_evidence(candidacy=create_candidacy())

    response = client.post(page_of(evidence), {"outcome": "accepted"})
    again = client.post(page_of(evidence), {"outcome": "accepted"})

    assert response.headers["Location"] == INBOX
    assert "решили" in text(again)
    assert Decision.objects.get().decided_by_name == "vera"


@pytest.mark.parametrize("outcome", ["again", "rejected"])
def test_asking_again_and_rejecting_need_a_reason(client: Client, outcome: str) -> None:
    evidence = create_evidence(candidacy=create_candidacy())

    refused = client.post(page_of(evidence), {"outcome": outcome, "reason": " "})
    assert "Напишите причину" in text(refused)
    assert f'value="{outcome}"' in refused.content.decode()
    assert Decision.objects.count() == 0
    client.post(page_of(evidence), {"outcome": outcome, "reason": "Нет месяца."})

    evidence.refresh_from_db()
    assert (evidence.status, Decision.objects.get().reason) == (outcome, "Нет месяца.")


def test_an_observed_session_takes_a_mark_for_each_domain_and_keeps_those_that_were_given(
    assessing: Client,
) -> None:
    evidence = create_evidence(candidacy=create_candidacy(), kind=Kind.OBSERVED)
    some = {**MARKS, "outcome": "accepted", "reason": "Хорошо держит группу."}
    some.pop("pacing")

    refused = assessing.post(page_of(evidence), some)
    assert "шести" in text(refused)
    shown = refused.content.decode()
    assert "Хорошо держит группу." in shown
    assert shown.count("checked") >= 6
    assessing.post(page_of(evidence), {**MARKS, "outcome": "accepted"})

    evidence.refresh_from_db()
    assert (evidence.status, evidence.marks) == ("accepted", MARKS)
    assert "держать группу: 3" in text(assessing.get(page_of(evidence)))


def test_who_may_not_assess_sees_for_whom_it_waits_and_is_refused(client: Client) -> None:
    evidence = create_evidence(candidacy=create_candidacy(), kind=Kind.REFLECTION)

    said = text(client.get(page_of(evidence)))
    assert "Это решают другие" in said
    assert "Ваше решение" not in said
    assert "другие" in text(client.post(page_of(evidence), {"outcome": "accepted"}))
    assert Decision.objects.count() == 0


def test_an_empty_or_a_made_up_decision_is_answered_on_the_page(client: Client) -> None:
    evidence = create_evidence(candidacy=create_candidacy())
    for typed in ({}, {"outcome": "submitted"}, {"outcome": "accepted", "pacing": "9"}):
        assert client.post(page_of(evidence), typed).status_code in {200, 302}
    assert Evidence.objects.get().status == "accepted"
