"""Certificates of one's regions: listed, looked at, renewed; what two people decide about them."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.trainers import (
    create_assessor,
    create_candidacy,
    create_coordinator,
    create_lead,
    create_trainer,
    region,
    show_everything,
)
from tests.trainers.staff.looking import HERE, certified, client_of, queries, text
from trainers.actions import appeals, certificates
from trainers.models import Appeal, Certificate, Proposal
from trainers.rules import months
from trainers.rules.pathway import Stage
from trainers.staff import frame
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LIST = f"{HERE}certificates/"
DECISIONS = f"{HERE}decisions/"


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera")


@pytest.fixture
def client(vera: User) -> Client:
    return client_of(vera)


def page_of(row: Certificate | Proposal) -> str:
    return reverse(
        f"trainers:{'proposal' if isinstance(row, Proposal) else 'show_certificate'}", args=[row.pk]
    )


def proposed(certificate: Certificate, by: User, kind: str = "suspend") -> Proposal:
    return certificates.propose(
        certificate=certificate, kind=kind, reason="safety", by=by, today=frame.today()
    )


def test_the_list_has_ones_own_region_soonest_end_first_and_filters(client: Client) -> None:
    certified(name="Клён", months_left=20)
    certified(name="Рябина", months_left=1)
    certified(name="Чужая", code="RU-PER", months_left=1)
    over = certified(name="Липа", months_left=5)
    Certificate.objects.filter(pk=over.pk).update(revoked_month=months.of(frame.today()))

    said = text(client.get(LIST))

    assert said.index("Рябина") < said.index("Клён") < said.index("Липа")
    assert "Чужая" not in said
    soon = text(client.get(f"{LIST}?ends=90"))
    assert ("Рябина" in soon, "Клён" in soon, "Липа" in soon) == (True, False, False)
    revoked = text(client.get(f"{LIST}?state=revoked"))
    assert ("Рябина" in revoked, "Липа" in revoked) == (False, True)
    found = text(client.get(f"{LIST}?q=клён"))
    assert ("Рябина" in found, "Клён" in found) == (False, True)


def test_the_lists_take_as_many_queries_for_three_as_for_one(client: Client) -> None:
    first = certified()
    proposed(first, create_coordinator())
    alone = (queries(client, LIST), queries(client, DECISIONS))
    for _ in range(2):
        proposed(certified(), create_coordinator())

    assert (queries(client, LIST), queries(client, DECISIONS)) == alone


def test_the_page_says_how_it_stands_and_what_may_be_proposed(client: Client) -> None:
    certificate = certified(months_left=1)

    said = text(client.get(page_of(certificate)))

    assert "Пора продлевать; сертификат действует по" in said
    assert "не хватает 2 потоков" in said
    assert "Предложить приостановить сертификат" in said
    assert "снять приостановку" not in said


def test_renewing_says_what_is_missing_and_works_once_all_is_shown(client: Client) -> None:
    certificate = certified(months_left=1)
    address = reverse("trainers:renew", args=[certificate.pk])
    assert "подтверждено не всё" in client.post(address, follow=True).content.decode().lower()
    show_everything(
        certificate.candidacy, stage=Stage.RENEWAL, month=months.later(months.of(frame.today()), -1)
    )

    client.post(address)

    row = Certificate.objects.get(pk=certificate.pk)
    assert row.valid_through == months.later(certificate.valid_through, 24)


def test_an_award_is_proposed_by_one_and_confirmed_by_another(client: Client) -> None:
    today = frame.today()
    candidacy = create_candidacy(began=months.later(months.of(today), -3))
    address = reverse("trainers:propose_award", args=[candidacy.pk])
    refused = client.post(address, {"region": "RU-TOM", "note": "Всё показано."})
    assert "Всё показано." in refused.content.decode()
    assert Proposal.objects.count() == 0
    show_everything(candidacy, month=months.later(months.of(today), -1))
    assert client.post(address, {"region": "RU-PER"}).status_code == 200
    client.post(address, {"region": "RU-TOM"})
    proposal = Proposal.objects.get()

    assert "Ваше решение" not in text(client.get(page_of(proposal)))
    assert "решить должен друго" in text(client.post(page_of(proposal), {"outcome": "confirmed"}))
    second = client_of(create_assessor())
    assert second.post(page_of(proposal), {"outcome": "confirmed"}).headers["Location"] == DECISIONS

    assert Certificate.objects.get().candidacy == candidacy
    assert "страница была открыта" in text(second.post(page_of(proposal), {"outcome": "confirmed"}))


def test_declining_needs_why_and_keeps_what_was_typed(client: Client) -> None:
    proposal = proposed(certified(), create_lead())

    refused = client.post(page_of(proposal), {"outcome": "declined", "why": " "})
    assert 'value="declined"' in refused.content.decode()
    assert Proposal.objects.get(pk=proposal.pk).outcome == "open"
    client.post(page_of(proposal), {"outcome": "declined", "why": "Не подтвердилось."})

    assert Proposal.objects.get(pk=proposal.pk).why == "Не подтвердилось."
    assert Certificate.objects.get(pk=proposal.certificate_id).suspended_month is None


def test_proposing_needs_a_reason_from_the_list_and_a_kind_that_there_is(client: Client) -> None:
    certificate = certified()
    address = reverse("trainers:propose", args=[certificate.pk, "revoke"])

    for reason in ("", "because"):
        assert client.post(address, {"reason": reason}).status_code == 200
    assert Proposal.objects.filter(kind="revoke").count() == 0
    client.post(address, {"reason": "ethics"})
    assert "уже предложено" in text(client.post(address, {"reason": "ethics"}))
    assert client.get(reverse("trainers:propose", args=[certificate.pk, "award"])).status_code == 404

    assert Proposal.objects.get(kind="revoke").reason == "ethics"
    assert "Предложить" not in text(client.get(page_of(certificate)))


def test_the_queue_has_what_waits_in_ones_regions_and_all_for_assessors(vera: User, client: Client) -> None:
    proposed(certified(name="Клён"), vera)
    proposed(certified(name="Рябина"), create_lead())
    proposed(certified(name="Чужая", code="RU-PER"), create_lead())

    said = text(client.get(DECISIONS))

    assert ("Клён" in said, "Рябина" in said, "Чужая" in said) == (True, True, False)
    assert said.count("это предложили вы") == 1
    assert "Чужая" in text(client_of(create_assessor()).get(DECISIONS))


def test_an_appeal_is_heard_by_somebody_who_took_no_part(vera: User, client: Client) -> None:
    certificate = certified(name="Клён")
    proposal = proposed(certificate, vera)
    certificates.confirm(proposal=proposal, by=create_coordinator(), today=frame.today())
    appeals.appeal(proposal=proposal, words="Это было не так.", today=frame.today())
    typed = {"outcome": "granted", "why": "Верно."}

    assert "Клён" in text(client.get(DECISIONS))
    assert "Это было не так." in text(client.get(page_of(proposal)))
    assert "не участвовал" in text(client.post(page_of(proposal), typed))
    other = client_of(create_lead())
    assert "Напишите причину" in text(other.post(page_of(proposal), {"outcome": "granted"}))
    other.post(page_of(proposal), typed)

    assert Appeal.objects.get().outcome == "granted"
    assert Certificate.objects.get(pk=certificate.pk).suspended_month is None
    assert "Клён" not in text(client.get(DECISIONS))


def test_nobody_is_offered_to_decide_about_their_own(vera: User, client: Client) -> None:
    own = certified(user=vera, name="Вера")
    assert "Предложить" not in text(client.get(page_of(own)))
    address = reverse("trainers:propose", args=[own.pk, "revoke"])
    assert "сам" in text(client.post(address, {"reason": "own_wish"}))
    assert not Proposal.objects.filter(kind="revoke").exists()
    assert create_trainer().home_region == region()
