"""Two people award, suspend and revoke; one renews by what was done; an extension is taken back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories.trainers import (
    TODAY,
    create_assessor,
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    region,
    show_everything,
)
from trainers import reading, refusals
from trainers.actions import appeals, certificates, extensions
from trainers.models import Appeal, Certificate, Proposal
from trainers.rules.pathway import Stage
from trainers.rules.standing import State

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def state(certificate: Certificate, day: date = TODAY) -> State:
    return reading.state(Certificate.objects.select_related("version").get(pk=certificate.pk), day)


def test_an_award_takes_two_people_and_everything_that_is_asked() -> None:
    candidacy = create_candidacy()
    by, second = create_coordinator(), create_assessor()
    with pytest.raises(refusals.StillMissing):
        certificates.propose_award(candidacy=candidacy, region=region(), by=by, today=TODAY)
    show_everything(candidacy)
    proposal = certificates.propose_award(candidacy=candidacy, region=region(), by=by, today=TODAY)
    with pytest.raises(refusals.SamePerson):
        certificates.confirm(proposal=proposal, by=by, today=TODAY)

    certificate = certificates.confirm(proposal=proposal, by=second, today=TODAY)

    assert (certificate.issued_month, certificate.expires_month) == (date(2026, 11, 1), date(2028, 11, 1))
    assert state(certificate) is State.CERTIFIED
    with pytest.raises(refusals.AlreadyDecided):
        certificates.confirm(proposal=proposal, by=create_assessor(), today=TODAY)


def test_a_coordinator_of_another_region_neither_proposes_nor_decides() -> None:
    candidacy = create_candidacy()
    show_everything(candidacy)
    stranger = create_coordinator(code="RU-PER")
    with pytest.raises(refusals.NotYours):
        certificates.propose_award(candidacy=candidacy, region=region(), by=stranger, today=TODAY)
    by = create_coordinator()
    proposal = certificates.propose_award(candidacy=candidacy, region=region(), by=by, today=TODAY)
    with pytest.raises(refusals.NotYours):
        certificates.confirm(proposal=proposal, by=stranger, today=TODAY)


def test_the_database_itself_refuses_one_person_and_two_certificates_at_once() -> None:
    certificate = create_certificate()
    proposal = Proposal.objects.get(certificate=certificate)
    with pytest.raises(IntegrityError, match="two_people_decide"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(decided_by=proposal.proposed_by)
    certificate.pk, certificate.number, certificate.token, certificate.status_index = None, "0" * 12, "x", 1
    with pytest.raises(IntegrityError, match="certificates_do_not_overlap"), transaction.atomic():
        certificate.save(force_insert=True)


def test_suspending_and_lifting_and_an_appeal_against_it() -> None:
    certificate = create_certificate()
    by, second = create_coordinator(), create_coordinator()
    proposal = certificates.propose(
        certificate=certificate, kind="suspend", reason="safety", by=by, today=TODAY
    )
    certificates.confirm(proposal=proposal, by=second, today=TODAY)
    assert state(certificate) is State.SUSPENDED

    appeal = appeals.appeal(proposal=proposal, words="Это было не так.", today=TODAY)
    with pytest.raises(refusals.TookPart):
        appeals.decide(appeal=appeal, outcome="granted", why="Верно.", by=second, today=TODAY)
    appeals.decide(appeal=appeal, outcome="granted", why="Верно.", by=create_lead(), today=TODAY)

    assert state(certificate) is State.CERTIFIED
    assert Appeal.objects.get().outcome == "granted"
    with pytest.raises(refusals.AppealedAlready):
        appeals.appeal(proposal=proposal, words="Ещё раз.", today=TODAY)


def test_a_certificate_is_renewed_by_doing_and_never_before_its_time() -> None:
    certificate = create_certificate()
    by, due = create_coordinator(), date(2028, 10, 1)
    with pytest.raises(refusals.RenewedLately):
        certificates.renew(certificate=certificate, by=by, today=TODAY)
    with pytest.raises(refusals.StillMissing):
        certificates.renew(certificate=certificate, by=by, today=due)
    show_everything(certificate.candidacy, stage=Stage.RENEWAL, month=date(2026, 12, 1))

    renewed = certificates.renew(certificate=certificate, by=by, today=due)

    assert (renewed.expires_month, renewed.period_month) == (date(2030, 11, 1), date(2028, 11, 1))
    assert state(renewed, due) is State.CERTIFIED


def test_an_extension_reaches_a_region_once_and_is_taken_back() -> None:
    here, there = create_certificate(), create_certificate(code="RU-PER")
    lead = create_lead()
    with pytest.raises(refusals.NotYours):
        extensions.extend(
            region=None, months_more=3, reason="emergency", by=create_coordinator(), today=TODAY
        )

    made = extensions.extend(region=region(), months_more=3, reason="emergency", by=lead, today=TODAY)

    ends = {each.pk: each.valid_through for each in Certificate.objects.all()}
    assert ends == {here.pk: date(2029, 2, 1), there.pk: date(2028, 11, 1)}
    with pytest.raises(refusals.ExtendedAlready):
        extensions.extend(region=region(), months_more=3, reason="emergency", by=lead, today=TODAY)
    extensions.take_back(extension=made, by=lead, today=TODAY)
    assert {each.valid_through for each in Certificate.objects.all()} == {date(2028, 11, 1)}
    with pytest.raises(refusals.TakenBackAlready):
        extensions.take_back(extension=made, by=lead, today=TODAY)
