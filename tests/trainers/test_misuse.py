"""What somebody could try to decide about themselves, to count twice, to undo or to press twice."""

from datetime import date
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_pathway,
    create_trainer,
    region,
    show_everything,
)
from tests.trainers.staff.looking import HERE, certified, client_of, text
from trainers import reading, refusals
from trainers.actions import appeals, certificates, evidence, extensions, people
from trainers.actions.people import Details
from trainers.models import Appeal, Candidacy, Certificate, Proposal, Supervision, Trainer
from trainers.rules.pathway import Stage
from trainers.rules.standing import State
from trainers.staff import frame
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

DUE = date(2028, 10, 1)


def details(user: User | None) -> Details:
    return Details(name="Ива", languages=["ru"], formats=["online"], active_from=TODAY, user=user)


def decided(certificate: Certificate, kind: str, today: date = TODAY) -> Proposal:
    """Proposed and confirmed by two coordinators of their own."""
    row = Certificate.objects.get(pk=certificate.pk)
    proposal = certificates.propose(
        certificate=row, kind=kind, reason="safety", by=create_coordinator(), today=today
    )
    certificates.confirm(proposal=proposal, by=create_coordinator(), today=today)
    return proposal


def appealed(proposal: Proposal) -> Appeal:
    return appeals.appeal(proposal=proposal, words="Это было не так.", today=TODAY)


def grant(appeal: Appeal, by: User) -> None:
    appeals.decide(appeal=appeal, outcome="granted", why="Верно.", by=by, today=TODAY)


def state(certificate: Certificate, day: date = TODAY) -> State:
    return reading.state(Certificate.objects.get(pk=certificate.pk), day)


def test_nobody_puts_their_own_account_to_a_trainer() -> None:
    vera, trainer = create_coordinator(), create_trainer(name="Ива")
    with pytest.raises(refusals.Yourself):
        people.create_trainer(home_region=region(), what=details(vera), by=vera)
    with pytest.raises(refusals.Yourself):
        people.change_trainer(trainer=trainer, what=details(vera), by=vera)

    assert list(Trainer.objects.values_list("user", flat=True)) == [None]
    people.change_trainer(trainer=trainer, what=details(vera), by=create_coordinator())
    assert Trainer.objects.get().user == vera


def test_what_one_proposed_before_the_trainer_became_oneself_is_not_confirmed() -> None:
    candidacy = create_candidacy()
    show_everything(candidacy)
    vera = create_coordinator()
    proposal = certificates.propose_award(candidacy=candidacy, region=region(), by=vera, today=TODAY)
    people.change_trainer(trainer=candidacy.trainer, what=details(vera), by=create_coordinator())

    with pytest.raises(refusals.Yourself):
        certificates.confirm(
            proposal=Proposal.objects.get(pk=proposal.pk), by=create_coordinator(), today=TODAY
        )

    assert Certificate.objects.count() == 0
    certificates.decline(proposal=proposal, why="Предложит другая.", by=create_coordinator(), today=TODAY)
    again = certificates.propose_award(
        candidacy=candidacy, region=region(), by=create_coordinator(), today=TODAY
    )
    User.objects.filter(pk=again.proposed_by_id).delete()
    Trainer.objects.update(user=None)
    again = Proposal.objects.get(pk=again.pk)
    assert certificates.confirm(proposal=again, by=create_coordinator(), today=TODAY).number


def test_a_name_that_one_account_allowed_does_not_stay_for_the_next() -> None:
    first, second, by = create_coordinator(), create_coordinator(), create_coordinator()
    certificate = create_certificate(candidacy=create_candidacy(trainer=create_trainer(user=first)))
    other = create_certificate(candidacy=create_candidacy(version=certificate.version))
    for each in (certificate, other):
        certificates.allow_name(certificate=each, name="Имя Из Паспорта")
    trainer = certificate.candidacy.trainer

    people.change_trainer(trainer=trainer, what=details(first), by=by)
    assert Certificate.objects.filter(name_hash="").count() == 0
    people.change_trainer(trainer=trainer, what=details(second), by=by)

    assert list(Certificate.objects.filter(name_hash="")) == [certificate]


def test_an_appeal_is_against_what_stands_and_not_against_what_was_lifted() -> None:
    certificate = create_certificate()
    first = decided(certificate, "suspend")
    early = appealed(first)
    decided(certificate, "lift")
    with pytest.raises(refusals.NotAppealable):
        grant(early, create_lead())
    later = date(2026, 12, 5)
    decided(certificate, "suspend", later)
    with pytest.raises(refusals.NotAppealable):
        grant(early, create_lead())

    assert state(certificate, later) is State.SUSPENDED
    appeals.decide(appeal=early, outcome="refused", why="Уже снято.", by=create_lead(), today=later)
    assert Appeal.objects.get().outcome == "refused"


def test_a_suspension_is_not_appealed_while_a_revocation_stands_above_it() -> None:
    certificate = create_certificate()
    suspended = decided(certificate, "suspend")
    revoked = decided(certificate, "revoke")
    with pytest.raises(refusals.NotAppealable):
        appealed(suspended)

    grant(appealed(revoked), create_lead())

    assert state(certificate) is State.SUSPENDED
    grant(appealed(suspended), create_lead())
    assert state(certificate) is State.CERTIFIED


def test_of_two_suspensions_in_one_month_nobody_hears_an_appeal_who_took_part_in_either() -> None:
    certificate = create_certificate()
    first = decided(certificate, "suspend")
    decided(certificate, "lift")
    second = decided(certificate, "suspend")
    appeal = appealed(first)
    for by in (second.proposed_by, second.decided_by, first.proposed_by):
        assert by is not None
        with pytest.raises(refusals.TookPart):
            grant(appeal, by)

    assert state(certificate) is State.SUSPENDED


def test_nobody_moves_themselves_to_an_easier_version() -> None:
    vera = create_coordinator()
    own = create_candidacy(trainer=create_trainer(user=vera))
    with pytest.raises(refusals.Yourself):
        people.move(candidacy=own, version=own.version, by=vera)
    assert people.move(candidacy=own, version=own.version, by=create_coordinator()) == own


def test_a_revocation_is_not_undone_where_a_newer_certificate_stands() -> None:
    old = create_certificate()
    appeal = appealed(decided(old, "revoke"))
    later = date(2027, 1, 10)
    show_everything(old.candidacy, month=date(2026, 12, 1))
    create_certificate(candidacy=old.candidacy, today=later)

    with pytest.raises(refusals.AlreadyHeld):
        grant(appeal, create_lead())

    assert (state(old), Appeal.objects.get().outcome) == (State.REVOKED, "open")


def test_whose_account_it_was_decides_nothing_of_then() -> None:
    vera = create_coordinator()
    certificate = create_certificate(candidacy=create_candidacy(trainer=create_trainer(user=vera)))
    proposal = certificates.propose(
        certificate=certificate, kind="suspend", reason="safety", by=create_coordinator(), today=TODAY
    )
    Trainer.objects.update(user=None)
    proposal = Proposal.objects.get(pk=proposal.pk)
    with pytest.raises(refusals.Yourself):
        certificates.decline(proposal=proposal, why="Нет.", by=vera, today=TODAY)
    certificates.confirm(proposal=proposal, by=create_coordinator(), today=TODAY)
    appeal = appealed(proposal)

    with pytest.raises(refusals.Yourself):
        grant(Appeal.objects.get(pk=appeal.pk), vera)

    assert state(certificate) is State.SUSPENDED


def test_only_the_certificate_that_was_judged_is_renewed() -> None:
    old = create_certificate()
    Certificate.objects.update(issued_month=date(2022, 11, 1), expires_month=date(2024, 11, 1))
    new = create_certificate(candidacy=old.candidacy)
    show_everything(old.candidacy, stage=Stage.RENEWAL, month=date(2026, 12, 1))

    with pytest.raises(refusals.NotInThisState):
        certificates.renew(certificate=old, by=create_coordinator(), today=DUE)

    assert certificates.renew(certificate=new, by=create_coordinator(), today=DUE) == new
    assert Certificate.objects.get(pk=old.pk).expires_month == date(2024, 11, 1)


def test_a_revoked_certificate_stands_in_no_other_ones_place_and_the_path_anew_counts_from_it() -> None:
    standing = create_certificate()
    revoked = create_certificate(candidacy=standing.candidacy, code="RU-PER")
    Certificate.objects.filter(pk=revoked.pk).update(
        region="RU-TOM", issued_month=date(2026, 12, 1), revoked_month=date(2028, 9, 1)
    )

    now = reading.stand(Candidacy.objects.get(), "RU-TOM", DUE)

    assert (now.certificate, now.state) == (standing, State.RENEWAL_DUE)
    with pytest.raises(refusals.AlreadyHeld):
        certificates.propose_award(
            candidacy=standing.candidacy, region=region(), by=create_coordinator(), today=DUE
        )
    Certificate.objects.filter(pk=standing.pk).update(
        issued_month=date(2022, 1, 1), expires_month=date(2024, 1, 1)
    )
    with pytest.raises(refusals.StillMissing):
        certificates.propose_award(
            candidacy=standing.candidacy, region=region(), by=create_coordinator(), today=DUE
        )


def test_what_was_shown_in_the_month_of_the_award_is_not_counted_again_for_renewal() -> None:
    certificate = create_certificate()
    show_everything(certificate.candidacy, stage=Stage.RENEWAL, month=date(2026, 11, 1))
    with pytest.raises(refusals.StillMissing):
        certificates.renew(certificate=certificate, by=create_coordinator(), today=DUE)

    assert certificate.period_month == date(2026, 12, 1)


def test_supervision_pressed_twice_on_one_page_is_logged_once() -> None:
    vera, trainer = create_coordinator(username="vera"), create_trainer(name="Рябина")
    once, stock = uuid4(), {"minutes": 90, "form": "group", "month": TODAY, "by": vera, "today": TODAY}
    rows = [evidence.log_supervision(trainer=trainer, once=once, **stock) for _ in range(2)]  # type: ignore[arg-type]  # as it stands above
    assert rows == list(Supervision.objects.all())[:1] * 2

    client = client_of(vera)
    address = f"{HERE}supervision/new/"
    drawn = BeautifulSoup(client.get(address).content, "html.parser").select('form input[name="once"]')
    assert [each["type"] for each in drawn] == ["hidden"]
    typed = {"trainer": trainer.pk, "month": f"{frame.today():%Y-%m}", "minutes": "60", "form": "single"}
    for _ in range(2):
        client.post(address, typed | {"once": drawn[0]["value"]})

    assert sorted(Supervision.objects.values_list("minutes", flat=True)) == [60, 90]


def test_an_extension_does_not_reach_whoever_makes_it() -> None:
    lead = create_lead()
    certified(user=lead, name="Осина", months_left=3)
    with pytest.raises(refusals.NobodyReached):
        extensions.extend(region=region(), months_more=3, reason="emergency", by=lead, today=frame.today())
    other = create_certificate(
        candidacy=create_candidacy(trainer=create_trainer(name="Рябина"), version=create_pathway())
    )
    wish = {"region": "RU-TOM", "months_more": "3", "reason": "emergency"}
    client = client_of(lead)

    said = text(client.post(f"{HERE}extensions/new/", wish))
    client.post(f"{HERE}extensions/new/", wish | {"confirm": "1"})

    assert ("Рябина" in said, "Осина" in said) == (True, False)
    assert list(Certificate.objects.filter(extended_months=3)) == [other]
