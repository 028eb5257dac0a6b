"""What two people decide about certificates, and renewing one by what was done since."""

import secrets
import unicodedata
from datetime import date

from django.db import IntegrityError, transaction
from nacl import pwhash

from trainers import reading, refusals, scope, traces
from trainers.models import Candidacy, Certificate, ExtendedCertificate, LeftMark, Proposal, Renewal
from trainers.models.certificates import MOST_STATUSES
from trainers.rules import months, numbers, standing
from trainers.rules.standing import State, WayBack
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

# What may be proposed of a certificate in which state.
FROM = {
    Proposal.Kind.SUSPEND: standing.ACTIVE,
    Proposal.Kind.REVOKE: standing.ACTIVE | {State.SUSPENDED, State.LAPSED},
    Proposal.Kind.LIFT: {State.SUSPENDED},
}
RENEWABLE = frozenset({WayBack.RENEWAL, WayBack.REACTIVATION})
TOKEN_BYTES = 16


@transaction.atomic
def propose_award(*, candidacy: Candidacy, region: Region, by: User, today: date, note: str = "") -> Proposal:
    """Say that a trainer has shown what the pathway asks, for one region. A second person decides."""
    _refuse_oneself(by, candidacy)
    if not (by.has_perm(scope.DECIDE) and scope.works_in(by, region.pk)):
        raise refusals.NotYours
    _require_everything(candidacy, region.pk, today)
    return _open(Proposal(kind=Proposal.Kind.AWARD, candidacy=candidacy, region=region, note=note), by, today)


@transaction.atomic
def propose(
    *, certificate: Certificate, kind: str, reason: str, by: User, today: date, note: str = ""
) -> Proposal:
    """Propose to suspend or revoke a certificate, or to lift its suspension."""
    _refuse_oneself(by, certificate.candidacy)
    if not (by.has_perm(scope.DECIDE) and scope.works_in(by, certificate.region_id)):
        raise refusals.NotYours
    if not reason:
        raise refusals.ReasonMissing
    if reading.state(certificate, today) not in FROM[Proposal.Kind(kind)]:
        raise refusals.NotInThisState
    proposal = Proposal(
        kind=kind,
        candidacy=certificate.candidacy,
        region=certificate.region,
        certificate=certificate,
        reason=reason,
        note=note,
    )
    return _open(proposal, by, today)


@transaction.atomic
def confirm(*, proposal: Proposal, by: User, today: date) -> Certificate:
    """Carry out what a colleague proposed, if nothing has changed that it stood on."""
    _decide(proposal, Proposal.Outcome.CONFIRMED, by, today)
    if proposal.kind == Proposal.Kind.AWARD:
        return _award(proposal, today)
    certificate = Certificate.objects.select_for_update().get(proposals=proposal.pk)
    if reading.state(certificate, today) not in FROM[Proposal.Kind(proposal.kind)]:
        raise refusals.NotInThisState
    if proposal.kind == Proposal.Kind.REVOKE:
        certificate.revoked_month = months.of(today)
    else:
        is_suspended = proposal.kind == Proposal.Kind.SUSPEND
        certificate.suspended_month = months.of(today) if is_suspended else None
    certificate.save(update_fields=["revoked_month", "suspended_month"])
    return certificate


@transaction.atomic
def decline(*, proposal: Proposal, why: str, by: User, today: date) -> Proposal:
    """Leave things as they are, and say why."""
    if not why.strip():
        raise refusals.ReasonMissing
    return _decide(proposal, Proposal.Outcome.DECLINED, by, today, why=why.strip())


@transaction.atomic
def renew(*, certificate: Certificate, by: User, today: date) -> Certificate:
    """Make a certificate longer by what was done since its issue or last renewal.

    From then on it is of the version that its trainer is on, and its extensions are part of the new end: they
    cannot be taken back any more.
    """
    _refuse_oneself(by, certificate.candidacy)
    if not scope.works_in(by, certificate.region_id):
        raise refusals.NotYours
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    now = reading.stand(row.candidacy, row.region_id, today)
    if now.certificate != row:  # a newer one stands in its place
        raise refusals.NotInThisState
    if now.standing.way not in RENEWABLE:
        raise refusals.RenewedLately if now.state is State.CERTIFIED else refusals.NotInThisState
    if now.missing:
        raise refusals.StillMissing
    before = row.valid_through
    row.expires_month = standing.renewed_until(reading.renewing(row), row.held(), today)
    row.period_month, row.extended_months = months.later(months.of(today), 1), 0
    row.version = row.candidacy.version
    row.save(update_fields=["expires_month", "period_month", "extended_months", "version"])
    ExtendedCertificate.objects.filter(certificate=row).delete()
    Renewal.objects.create(
        certificate=row,
        before_month=before,
        after_month=row.expires_month,
        renewed_by=by,
        renewed_by_name=str(by),
        renewed_month=months.of(today),
    )
    traces.note(row.candidacy.trainer, "trainers.renew", by=by, of=row.region_id)
    return row


def allow_name(*, certificate: Certificate, name: str) -> None:
    """Keep a slow, salted hash of a name, so that whoever is shown it can check it; empty takes it back."""
    plain = fold_name(name)
    hashed = pwhash.argon2id.str(plain.encode()).decode() if plain else ""
    Certificate.objects.filter(pk=certificate.pk).update(name_hash=hashed)


def fold_name(name: str) -> str:
    """A name as it is compared: in one case and spelling, with one space between words."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(plain.replace("ё", "е").split())


def _open(proposal: Proposal, by: User, today: date) -> Proposal:
    proposal.owner_id = proposal.candidacy.trainer.user_id
    proposal.proposed_by, proposal.proposed_by_name = by, str(by)
    proposal.proposed_month = months.of(today)
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError as error:
        if "one_open" not in str(error):
            raise
        raise refusals.AlreadyOpen from None
    trainer = proposal.candidacy.trainer
    traces.note(trainer, f"trainers.propose_{proposal.kind}", by=by, of=proposal.region_id)
    return proposal


def _decide(proposal: Proposal, outcome: str, by: User, today: date, why: str = "") -> Proposal:
    """Close an open proposal by a second person. Of two who decide at once the later one is told."""
    _refuse_oneself(by, proposal.candidacy, proposal.owner_id)
    is_confirmed = outcome == Proposal.Outcome.CONFIRMED
    if is_confirmed and proposal.proposed_by:  # whose account may have become the trainer's since
        _refuse_oneself(proposal.proposed_by, proposal.candidacy)
    if not scope.proposals(by).filter(pk=proposal.pk).exists():
        raise refusals.NotYours
    if proposal.proposed_by_id == by.pk:
        raise refusals.SamePerson
    closed = Proposal.objects.filter(pk=proposal.pk, outcome=Proposal.Outcome.OPEN).update(
        outcome=outcome,
        decided_by=by,
        decided_by_name=str(by),
        decided_month=months.of(today),
        why=why,
    )
    if not closed:
        raise refusals.AlreadyDecided
    action = "trainers.confirm" if is_confirmed else "trainers.decline"
    traces.note(proposal.candidacy.trainer, action, by=by, of=proposal.region_id)
    proposal.refresh_from_db()
    return proposal


def _award(proposal: Proposal, today: date) -> Certificate:
    candidacy, month = proposal.candidacy, months.of(today)
    Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    _require_everything(candidacy, proposal.region_id, today)
    version = candidacy.version
    certificate = Certificate(
        number=numbers.draw(),
        token=secrets.token_hex(TOKEN_BYTES),
        candidacy=candidacy,
        version=version,
        region=proposal.region,
        issued_month=month,
        period_month=months.later(month, 1),  # what led to the award is not counted once more
        expires_month=months.later(month, version.months_valid),
        status_index=_free_index(),
    )
    try:
        with transaction.atomic():
            certificate.save(force_insert=True)
    except IntegrityError as error:
        if "certificates_do_not_overlap" not in str(error):
            raise
        raise refusals.AlreadyHeld from None
    Proposal.objects.filter(pk=proposal.pk).update(certificate=certificate)
    return certificate


def _require_everything(candidacy: Candidacy, region_id: str, today: date) -> None:
    """All that the award asks was shown, and no certificate stands in its place."""
    now = reading.stand(candidacy, region_id, today)
    if now.standing.way is not WayBack.AWARD and now.state is not State.REVOKED:
        raise refusals.AlreadyHeld
    if reading.missing_for_award(candidacy, region_id, today):
        raise refusals.StillMissing


def _free_index() -> int:
    """A place on the status list that nobody has, drawn so that it tells nothing of the order of issue.

    The marks are read second: a certificate that is deleted meanwhile is then found by one or the other.
    """
    taken = set(Certificate.objects.values_list("status_index", flat=True))
    taken |= set(LeftMark.objects.values_list("status_index", flat=True))
    while (index := secrets.randbelow(MOST_STATUSES)) in taken:
        pass
    return index


def _refuse_oneself(by: User, candidacy: Candidacy, owner_id: int | None = None) -> None:
    """Neither the trainer's account decides, nor the one that was theirs when it was proposed."""
    if by.pk in {candidacy.trainer.user_id, owner_id}:
        raise refusals.Yourself
