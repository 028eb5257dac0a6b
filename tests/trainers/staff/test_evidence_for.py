"""A trainer without an account is certified as well: whoever works with them hands in what they showed."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import create_colleague
from tests.factories.trainers import create_candidacy, create_coordinator, create_trainer, region
from tests.trainers.staff.looking import client_of, text
from trainers.models import Candidacy, Evidence
from trainers.staff import frame

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def coordinator() -> Client:
    return client_of(create_coordinator())


def address(candidacy: Candidacy) -> str:
    return reverse("trainers:evidence_for", args=[candidacy.pk])


def fields(**changed: str) -> dict[str, str]:
    return {
        "requirement": "safety",
        "month": f"{frame.today():%Y-%m}",
        "region": "RU-TOM",
        "note": "Была на занятии по безопасности.",
    } | changed


def test_what_a_trainer_without_an_account_showed_comes_in(coordinator: Client) -> None:
    candidacy = create_candidacy()
    page = coordinator.get(address(candidacy))
    once = page.context["form"]["once"].value()

    for _ in range(2):  # a second press of the page hands in nothing more
        coordinator.post(address(candidacy), fields(once=once))

    row = Evidence.objects.get()
    assert (row.kind, row.status, row.owner, row.candidacy) == ("safety", "submitted", None, candidacy)


def test_a_slip_gets_a_sentence_and_keeps_what_was_typed(coordinator: Client) -> None:
    candidacy = create_candidacy()
    page = coordinator.get(address(candidacy))
    once = page.context["form"]["once"].value()

    said = text(coordinator.post(address(candidacy), fields(once=once, month=f"{frame.today().year + 1}-01")))

    assert "Этот месяц ещё не наступил" in said
    assert "Была на занятии по безопасности." in said
    assert not Evidence.objects.exists()


def test_who_has_an_account_hands_in_themselves(coordinator: Client) -> None:
    user = create_colleague(username="tonya", role="trainer", region=region())
    candidacy = create_candidacy(trainer=create_trainer(user=user))

    assert coordinator.get(address(candidacy)).status_code == 404
    assert (
        address(candidacy)
        not in coordinator.get(reverse("trainers:person", args=[candidacy.trainer_id])).content.decode()
    )
