"""The documents of a certificate: for its trainer and the coordinators of its region, and for nobody else."""

from uuid import uuid4

import jwt
import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import create_colleague, sign_in
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_pathway,
    create_trainer,
    region,
)
from trainers.models import Certificate, IssuerKey
from trainers.proof import verifying
from trainers.proof.verifying import Named
from trainers.rules import months
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NOW = timezone.localdate()
BEGAN = months.later(months.of(NOW), -6)


def create(user: User | None = None) -> Certificate:
    trainer = create_trainer(user=user)
    candidacy = create_candidacy(trainer=trainer, version=create_pathway(), began=BEGAN)
    return create_certificate(candidacy=candidacy, today=NOW)


def enter(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def address(certificate: Certificate) -> str:
    return f"/staff/trainers/certificate/{certificate.pk}/"


def trainer_user(name: str = "tess") -> User:
    return create_colleague(username=name, role="trainer", region=region())


def test_its_trainer_and_the_coordinators_of_its_region_see_it_and_nobody_else() -> None:
    own = trainer_user()
    certificate = create(own)
    colleagues = {
        "own": own,
        "coordinator": create_coordinator(),
        "lead": create_lead(),
        "another trainer": trainer_user("tom"),
        "coordinator elsewhere": create_coordinator(code="RU-PER"),
        "assessor": create_colleague(username="assessor", role="assessor"),
    }
    statuses = {name: enter(user).get(address(certificate)).status_code for name, user in colleagues.items()}

    assert statuses == {
        "own": 200,
        "coordinator": 200,
        "lead": 200,
        "another trainer": 404,
        "coordinator elsewhere": 404,
        "assessor": 302,
    }
    assert enter(create_lead()).get(f"/staff/trainers/certificate/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("form", ["sheet", "card"])
def test_the_paper_comes_under_a_neutral_name_and_is_not_kept(form: str) -> None:
    certificate = create()
    asked = {"do": "paper", "name": "Женя Лис", "form": form, "language": "ru"}

    answer = enter(create_coordinator()).post(address(certificate), asked)

    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"] == "application/pdf"


def test_a_name_that_is_too_long_gets_a_sentence_and_stays_typed() -> None:
    certificate = create()
    client = enter(create_coordinator())
    long = "Имя" * 40

    for asked in ({"name": long, "form": "sheet", "language": "ru"}, {"name": long, "form": "x"}, {}):
        answer = client.post(address(certificate), {"do": "paper", **asked})
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert answer.context["form"]["name"].value() == asked.get("name")


def test_the_badge_is_a_signed_file() -> None:
    certificate = create()

    answer = enter(create_coordinator()).post(address(certificate), {"do": "badge"})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.jwt"'
    content = jwt.decode(answer.content, options={"verify_signature": False})
    assert content["credentialSubject"]["licenseNumber"] == certificate.shown_number
    assert IssuerKey.objects.count() == 1


@pytest.mark.parametrize("column", ["suspended_month", "revoked_month"])
@pytest.mark.parametrize("do", ["paper", "badge"])
def test_what_was_suspended_or_revoked_gets_no_document(column: str, do: str) -> None:
    certificate = create()
    client = enter(create_coordinator())
    Certificate.objects.filter(pk=certificate.pk).update(**{column: months.of(NOW)})

    answer = client.post(address(certificate), {"do": do, "form": "sheet", "language": "ru", "name": "Лис"})

    assert answer.status_code == 200
    assert "Сертификат приостановлен или отозван" in answer.content.decode()
    assert not IssuerKey.objects.exists()


def test_only_its_trainer_allows_a_name_to_be_checked_and_takes_that_back() -> None:
    own = trainer_user()
    certificate = create(own)
    client, other = enter(own), enter(create_coordinator())

    def named() -> Named:
        return verifying.by_number(certificate.number, "женя лис", NOW).named

    other.post(address(certificate), {"do": "allow", "checked": "Женя Лис"})
    assert named() == Named.NOT_CONFIRMED
    assert client.post(address(certificate), {"do": "allow", "checked": ""}).context["names"].errors
    client.post(address(certificate), {"do": "allow", "checked": "Женя Лис"})
    assert named() == Named.SAME
    other.post(address(certificate), {"do": "forbid"})
    assert named() == Named.SAME
    client.post(address(certificate), {"do": "forbid"})
    assert named() == Named.NOT_CONFIRMED
    assert Certificate.objects.get().name_hash == ""


def test_the_page_says_how_its_holder_stands() -> None:
    certificate = create()
    client = enter(create_coordinator())
    Certificate.objects.update(
        issued_month=months.later(months.of(NOW), -30), expires_month=months.later(months.of(NOW), -2)
    )

    page = client.get(address(certificate)).content.decode()

    assert "идут дни отсрочки" in page
    assert certificate.shown_number in page
    assert certificate.shown_number not in page[: page.index("</title>")]
