"""What PostgreSQL itself refuses, whoever asks: each rule by its name."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import F
from pytest_django import DjangoDbBlocker

from tests.factories.trainers import TODAY, create_certificate, create_lead, region
from trainers.actions import extensions, pathways
from trainers.models import (
    Appeal,
    Candidacy,
    Certificate,
    Decision,
    Evidence,
    ExtendedCertificate,
    Extension,
    LeftMark,
    Pathway,
    PathwayVersion,
    Proposal,
    Renewal,
    Requirement,
    Supervision,
    Trainer,
)
from trainers.models.certificates import MOST_STATUSES

pytestmark = [pytest.mark.service, pytest.mark.django_db]

MONTH, SECOND, FAR = date(2026, 6, 1), date(2026, 6, 2), date(2040, 1, 1)
MODELS: list[type[models.Model]] = [
    *(Pathway, PathwayVersion, Requirement, Trainer, Candidacy, Evidence, Decision, Supervision),
    *(Certificate, Renewal, Proposal, Appeal, Extension, ExtendedCertificate, LeftMark),
]
# Rules that stand in migrations alone.
BESIDE = {"certificates_do_not_overlap", "published_pathway_never_changes"}
DRAFT = PathwayVersion.objects.filter(status="draft")
PUBLISHED = PathwayVersion.objects.filter(status="published")
DRAFTED = Requirement.objects.filter(version__status="draft")
FIXED = Requirement.objects.filter(version__status="published")
AWARD = Proposal.objects.filter(kind="award")
OPEN = {"outcome": "open", "decided_month": None, "decided_by": None, "decided_by_name": ""}
SUSPENSION = {**OPEN, "kind": "suspend", "reason": "safety"}

Attempt = Callable[[], object]
_drawn = count(1)


@pytest.fixture(scope="module", autouse=True)
def _rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One of everything, made as people make it."""
    with django_db_blocker.unblock(), transaction.atomic():
        certificate = create_certificate()
        pathways.new_draft(pathway=certificate.version.pathway)
        extensions.extend(region=region(), months_more=1, reason="emergency", by=create_lead(), today=TODAY)
        Renewal.objects.create(
            certificate=certificate,
            before_month=MONTH,
            after_month=FAR,
            renewed_by_name="x",
            renewed_month=MONTH,
        )
        Appeal.objects.create(proposal=AWARD.get(), words="Это было не так.", made_month=MONTH)
        LeftMark.objects.create(status_index=0, is_revoked=True, through_month=MONTH)
        yield
        transaction.set_rollback(True)


def change(rows: models.QuerySet[Any], **columns: Any) -> Attempt:
    """An update of the first of these rows."""
    return lambda: rows.model._default_manager.filter(pk=rows.all()[0].pk).update(**columns)


def copy(rows: models.QuerySet[Any], *, times: int = 1, **columns: Any) -> Attempt:
    """New rows like the first of these; a function is called for each."""

    def attempt() -> None:
        for _ in range(times):
            row = rows.all()[0]
            row.pk = None
            row._state.adding = True
            for name, value in columns.items():
                setattr(row, name, value() if callable(value) else value)
            row.save(force_insert=True)

    return attempt


def remove(rows: models.QuerySet[Any]) -> Attempt:
    def attempt() -> None:
        rows.all()[0].delete()

    return attempt


def again() -> str:
    """The name that is taken, written otherwise."""
    return Trainer.objects.all()[0].name.upper()


def new_number() -> str:
    return f"{next(_drawn):012}"


FRESH: dict[str, Any] = {"number": new_number, "token": new_number, "status_index": lambda: next(_drawn)}
ATTEMPTS: list[tuple[str, Attempt]] = [
    ("pathway_numbers_its_versions", change(DRAFT, number=1)),
    (
        "pathway_has_one_published_version",
        change(DRAFT, status="published", published_month=MONTH, published_by="x"),
    ),
    ("pathway_has_one_draft", copy(DRAFT, number=9)),
    ("published_pathway_says_when_and_by_whom", change(DRAFT, published_month=MONTH)),
    ("published_pathway_says_when_and_by_whom", change(DRAFT, status="retired")),
    ("certificates_end", change(DRAFT, months_valid=121)),
    ("renewal_opens_after_the_issue", change(DRAFT, renewal_days=24 * 28 + 1)),
    (
        "pathwayversion_published_month_is_a_month",
        change(DRAFT, status="retired", published_month=SECOND, published_by="x"),
    ),
    ("published_pathway_never_changes", change(PUBLISHED, months_valid=25)),
    ("published_pathway_never_changes", remove(FIXED)),
    ("published_pathway_never_changes", change(FIXED, count=3)),
    ("published_pathway_never_changes", copy(FIXED, key="another")),
    ("requirement_key_is_unique", copy(DRAFTED)),
    ("requirement_asks_something", change(DRAFTED, count=0)),
    ("requirement_recent_is_months", change(DRAFTED, within_months=0)),
    ("requirement_is_not_instead_of_itself", change(DRAFTED, instead_of=F("key"))),
    ("somebody_can_assess_it", change(DRAFTED.exclude(shown_by="log"), assessors=[])),
    ("working_name_is_unique_in_its_region", copy(Trainer.objects.all(), name=again)),
    ("trainer_has_a_working_name", change(Trainer.objects.all(), name="")),
    ("trainer_speaks_a_language", change(Trainer.objects.all(), languages=[])),
    ("trainer_works_in_some_format", change(Trainer.objects.all(), formats=[])),
    ("trainer_is_active_before_they_end", change(Trainer.objects.all(), active_until_month=date(2023, 1, 1))),
    ("trainer_active_from_month_is_a_month", change(Trainer.objects.all(), active_until_month=SECOND)),
    ("trainer_is_on_a_version_once", copy(Candidacy.objects.all())),
    ("candidacy_began_month_is_a_month", change(Candidacy.objects.all(), began_month=SECOND)),
    ("evidence_is_not_of_the_future", change(Evidence.objects.all(), month=FAR)),
    ("supervision_is_logged_by_its_supervisor", change(Evidence.objects.all(), kind="supervision")),
    ("evidence_month_is_a_month", change(Evidence.objects.all(), month=SECOND)),
    ("nobody_assesses_themselves", change(Decision.objects.all(), owner=F("decided_by"))),
    ("what_is_not_accepted_has_a_reason", change(Decision.objects.all(), outcome="again")),
    ("decision_decided_month_is_a_month", change(Decision.objects.all(), decided_month=SECOND)),
    ("nobody_supervises_themselves", change(Supervision.objects.all(), owner=F("logged_by"))),
    ("supervision_has_a_length", change(Supervision.objects.all(), minutes=14)),
    ("supervision_is_not_of_the_future", change(Supervision.objects.all(), month=FAR)),
    ("supervision_month_is_a_month", change(Supervision.objects.all(), month=SECOND)),
    ("certificate_number_has_its_form", change(Certificate.objects.all(), number="0123456789AI")),
    ("certificate_is_on_the_status_list", change(Certificate.objects.all(), status_index=MOST_STATUSES)),
    ("certificate_ends_after_its_issue", change(Certificate.objects.all(), expires_month=date(2020, 1, 1))),
    ("certificate_issued_month_is_a_month", change(Certificate.objects.all(), period_month=SECOND)),
    ("certificates_do_not_overlap", copy(Certificate.objects.all(), **FRESH)),
    ("renewing_never_shortens", change(Renewal.objects.all(), after_month=F("before_month"))),
    ("renewal_before_month_is_a_month", change(Renewal.objects.all(), renewed_month=SECOND)),
    ("what_is_proposed_has_its_parts", change(AWARD, kind="suspend")),
    ("what_is_proposed_has_its_parts", change(AWARD, reason="safety")),
    ("what_is_proposed_has_its_parts", change(AWARD, kind="revoke", reason="safety", certificate=None)),
    ("two_people_decide", change(AWARD, decided_by=F("proposed_by"))),
    ("nobody_decides_about_themselves", change(AWARD, owner=F("proposed_by"))),
    ("nobody_decides_about_themselves", change(AWARD, owner=F("decided_by"))),
    ("what_is_decided_says_when_and_by_whom", change(AWARD, decided_by_name="")),
    ("what_is_decided_says_when_and_by_whom", change(AWARD, outcome="open")),
    ("declining_says_why", change(AWARD, outcome="declined")),
    ("one_open_award_at_a_time", copy(AWARD, times=2, certificate=None, **OPEN)),
    ("one_open_proposal_about_a_certificate", copy(AWARD, times=2, **SUSPENSION)),
    ("proposal_proposed_month_is_a_month", change(AWARD, decided_month=SECOND)),
    ("an_appeal_is_answered_with_a_reason", change(Appeal.objects.all(), outcome="granted", why="Верно.")),
    (
        "an_appeal_is_answered_with_a_reason",
        change(Appeal.objects.all(), outcome="granted", decided_month=MONTH),
    ),
    ("appeal_made_month_is_a_month", change(Appeal.objects.all(), made_month=SECOND)),
    ("extension_is_1_to_24_months", change(Extension.objects.all(), months=25)),
    ("extension_is_1_to_24_months", change(Extension.objects.all(), months=0)),
    ("another_reason_is_said", change(Extension.objects.all(), reason="other")),
    ("a_region_is_extended_once_a_month", copy(Extension.objects.all())),
    ("a_region_is_extended_once_a_month", copy(Extension.objects.all(), times=2, region=None)),
    ("taking_back_says_by_whom", change(Extension.objects.all(), reversed_month=MONTH)),
    ("extension_made_month_is_a_month", change(Extension.objects.all(), made_month=SECOND)),
    ("left_mark_is_on_the_status_list", change(LeftMark.objects.all(), status_index=MOST_STATUSES)),
    ("leftmark_through_month_is_a_month", change(LeftMark.objects.all(), through_month=SECOND)),
    ("extension_reaches_a_certificate_once", copy(ExtendedCertificate.objects.all())),
]


@pytest.mark.parametrize(("name", "attempt"), ATTEMPTS, ids=[name for name, _ in ATTEMPTS])
def test_the_database_refuses(name: str, attempt: Attempt) -> None:
    with pytest.raises(IntegrityError, match=rf"\b{name}\b"), transaction.atomic():
        attempt()


def test_every_rule_of_the_database_is_tried() -> None:
    named = {constraint.name for model in MODELS for constraint in model._meta.constraints}

    assert {name for name, _ in ATTEMPTS} == named | BESIDE
