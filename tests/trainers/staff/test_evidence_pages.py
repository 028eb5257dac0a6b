"""The inbox of evidence and what is said of one piece."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import create_colleague
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


def accept_many(rows: list[str]) -> str:
    return f"/staff/bulk/trainers/evidence/accept/?{'&'.join(f'id={row}' for row in rows)}&next={INBOX}"


def test_several_are_accepted_at_once_but_not_what_is_for_others(client: Client) -> None:
    candidacy = create_candidacy(trainer=create_trainer(name="Рябина"))
    courses = [create_evidence(candidacy=candidacy, kind=Kind.COURSE, subject="recovering") for _ in range(2)]
    others = [create_evidence(candidacy=candidacy, kind=kind) for kind in (Kind.OBSERVED, Kind.REFLECTION)]
    there = create_evidence(candidacy=create_candidacy(trainer=create_trainer(code="RU-PER")), code="RU-PER")
    address = accept_many([str(each.pk) for each in (*courses, *others, there)])
    assert "data-bulk-action-checkbox" in client.get(INBOX).content.decode()

    asked = text(client.get(address))
    done = client.post(address, follow=True)

    assert "«recovering»" in asked
    assert "Это остаётся" in asked
    assert "2 подтверждения приняты" in done.content.decode()
    accepted = Evidence.objects.filter(status=Evidence.Status.ACCEPTED)
    assert set(accepted) == set(courses)
    assert set(Decision.objects.values_list("decided_by_name", flat=True)) == {"vera"}


def test_nonsense_and_strangers_accept_nothing(client: Client) -> None:
    evidence = create_evidence(candidacy=create_candidacy())
    assert "Ничего из выбранного" in text(client.get(accept_many(["x", "1"])))
    organiser = client_of(create_colleague(username="oleg", role="organiser"))
    for address in (accept_many([str(evidence.pk)]), accept_many(["all"])):
        organiser.post(address)
    assert Decision.objects.count() == 0
    client.post(accept_many(["all"]))
    assert Decision.objects.count() == 1
