"""What was revoked stays revoked for whoever holds its badge, when nothing else is left of its trainer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import jwt
import pytest
from django.test import Client, override_settings
from openbadgeslib.ob3 import decode_encoded_list, set_indices

from tests.factories.trainers import TODAY, create_certificate, create_coordinator
from trainers.actions import certificates, people
from trainers.models import Certificate, LeftMark, Trainer
from trainers.proof import verifying
from trainers.proof.verifying import Answer, Verdict
from trainers.rules import months
from wellbeing.privacy.actions import apply_retention

pytestmark = [pytest.mark.service, pytest.mark.django_db]

# A certificate of TODAY with an extension of three months is valid through this one.
THROUGH = date(2029, 2, 1)


@pytest.fixture(autouse=True)
def _site() -> Iterator[None]:
    with override_settings(SITE_URL="https://pause.example.org", SEAL_KEYS=[b"k" * 32]):
        yield


def create_ended(column: str) -> Certificate:
    """A certificate that was made longer, then suspended or revoked."""
    certificate = create_certificate()
    changes: dict[str, Any] = {column: months.of(TODAY), "extended_months": 3}
    Certificate.objects.filter(pk=certificate.pk).update(**changes)
    return certificate


def listed(purpose: str) -> frozenset[int]:
    content = jwt.decode(Client().get(f"/s/{purpose}.jwt").content, options={"verify_signature": False})
    return set_indices(decode_encoded_list(content["credentialSubject"]["encodedList"]))


def keep(day: date) -> None:
    apply_retention(now=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_the_list_says_of_those_who_were_deleted_by_retention_what_it_said_before() -> None:
    suspended, revoked, valid = (
        create_ended("suspended_month"),
        create_ended("revoked_month"),
        create_certificate(),
    )
    Trainer.objects.update(active_until_month=date(2026, 11, 1))

    keep(date(2028, 11, 30))

    assert (Trainer.objects.count(), Certificate.objects.count()) == (0, 0)
    assert listed("suspension") == {suspended.status_index, revoked.status_index}
    assert listed("revocation") == {revoked.status_index}
    assert valid.status_index not in listed("suspension")


def test_a_trainer_whose_certificate_was_revoked_is_deleted_by_hand_at_once() -> None:
    revoked = create_ended("revoked_month")

    people.delete_trainer(trainer=revoked.candidacy.trainer, by=create_coordinator(), today=TODAY)

    assert Certificate.objects.count() == 0
    assert listed("revocation") == listed("suspension") == {revoked.status_index}
    assert verifying.by_number(revoked.number, "", TODAY) == Answer(Verdict.UNKNOWN)


def test_a_mark_is_of_nobody_and_goes_when_the_badge_has_ended() -> None:
    revoked = create_ended("revoked_month")
    people.delete_trainer(trainer=revoked.candidacy.trainer, by=create_coordinator(), today=TODAY)
    [mark] = LeftMark.objects.values()
    del mark["id"]
    assert mark == {"status_index": revoked.status_index, "is_revoked": True, "through_month": THROUGH}
    assert not any(field.is_relation for field in LeftMark._meta.get_fields())

    keep(months.last_day(THROUGH))
    assert LeftMark.objects.count() == 1
    keep(months.later(THROUGH, 1))
    assert LeftMark.objects.count() == 0


def test_its_place_is_given_to_nobody_else_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "MOST_STATUSES", 31)
    LeftMark.objects.bulk_create(
        LeftMark(status_index=place, is_revoked=True, through_month=THROUGH) for place in range(30)
    )

    assert create_certificate().status_index == 30
