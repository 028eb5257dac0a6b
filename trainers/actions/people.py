"""Trainers and the pathways they are on."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from trainers import reading, refusals, scope, traces
from trainers.models import Appeal, Candidacy, Certificate, PathwayVersion, Trainer
from trainers.rules import months
from trainers.rules.standing import State
from wellbeing.accounts import sealed
from wellbeing.accounts.actions import teams
from wellbeing.accounts.models import SealedRecord, TeamMember, User
from wellbeing.accounts.sealed import Unlocked
from wellbeing.privacy.sealing import DoesNotFit
from wellbeing.regions.models import Region

PRIVATE_ROOM = 960
OVER = frozenset({State.LAPSED, State.REVOKED})

# What the database says no with, and the sentence for it.
SENTENCES: dict[str, type[refusals.Refused]] = {
    "working_name_is_unique_in_its_region": refusals.NameTaken,
    "trainer_is_active_before_they_end": refusals.EndsBeforeItBegins,
    "user_id": refusals.AccountTaken,
}


@dataclass(frozen=True, slots=True)
class Details:
    """What colleagues see of a trainer. The months are any days of them."""

    name: str
    languages: Sequence[str]
    formats: Sequence[str]
    active_from: date
    active_until: date | None = None
    specialities: Sequence[str] = ()
    regions: Sequence[Region] = ()
    user: User | None = None


@dataclass(frozen=True, slots=True)
class Private:
    """What only the coordinators of the home region can open."""

    legal_name: str = ""
    contact: str = ""

    def pack(self) -> bytes:
        return json.dumps([self.legal_name, self.contact], ensure_ascii=False).encode()

    @classmethod
    def unpack(cls, content: bytes) -> "Private":
        return cls(*json.loads(content))


@transaction.atomic
def create_trainer(*, home_region: Region, what: Details, by: User) -> Trainer:
    """A trainer at home in the colleague's region. Raises NotYours, Yourself, NameTaken, AccountTaken."""
    if not scope.works_in(by, home_region.pk):
        raise refusals.NotYours
    if what.user == by:
        raise refusals.Yourself
    trainer = Trainer(home_region=home_region, **_columns(what))
    with _sentences():
        trainer.save(force_insert=True)
    trainer.regions.set(what.regions)
    log(instance=trainer, action="wagtail.create", user=by)
    return trainer


@transaction.atomic
def change_trainer(*, trainer: Trainer, what: Details, by: User) -> Trainer:
    """Other details for a trainer of a region of the colleague's. The home region moves by `move_home`.

    Nobody takes an account that is their own away, or puts it there. With another account the names that the
    one before allowed to be checked are gone, and the one before is in no team of a run any more.
    """
    _require_home(trainer, by)
    before = _held(trainer).user_id
    if (before == by.pk) != (what.user == by):
        raise refusals.Yourself
    if before != (what.user.pk if what.user else None):
        Certificate.objects.filter(candidacy__trainer=trainer).update(name_hash="")
    for column, value in _columns(what).items():
        setattr(trainer, column, value)
    with _sentences():
        trainer.save(update_fields=list(_columns(what)))
    trainer.regions.set(what.regions)
    teams.end_lost(by=by)
    log(instance=trainer, action="wagtail.edit", user=by)
    return trainer


@transaction.atomic
def delete_trainer(*, trainer: Trainer, by: User, today: date) -> None:
    """A trainer with everything that was kept of them, the sealed part too.

    Not while a certificate stands: ending one takes two people. Nor while an appeal waits: deleting is no
    answer. Of what was revoked the database leaves a mark without a name (`LeftMark`).

    Raises NotYours, Yourself, HoldsCertificate, AppealWaits.
    """
    _require_home(trainer, by)
    if trainer.user_id == by.pk:
        raise refusals.Yourself
    row = _held(trainer)
    held = Certificate.objects.filter(candidacy__trainer=row).select_related("version")
    if any(reading.state(each, today) not in OVER for each in held):
        raise refusals.HoldsCertificate
    if Appeal.objects.filter(proposal__candidacy__trainer=row, outcome=Appeal.Outcome.OPEN).exists():
        raise refusals.AppealWaits
    log(instance=trainer, action="wagtail.delete", user=by, deleted=True)
    row.delete()
    if row.private:
        row.private.delete()
    teams.end_lost(by=by)


@transaction.atomic
def put_private(*, trainer: Trainer, what: Private, key: Unlocked) -> None:
    """Seal a legal name and a contact to the coordinators of the home region; two empty ones leave nothing.

    What nobody can open any more does not stand in the way.

    Raises NotInTeam, CannotOpen, TooLong.
    """
    row = _held(trainer)
    _require_member(row.home_region, key.user)
    _drop_lost(row)
    if row.private and not sealed.may_open(row.private, key.user):
        raise refusals.CannotOpen
    old = row.private
    if what == Private():
        _point(row, None)
        if old:
            old.delete()
    else:
        try:
            _point(row, _seal(row.home_region, what.pack(), into=old))
        except DoesNotFit:
            raise refusals.TooLong from None
    trainer.private = row.private
    traces.note(trainer, "trainers.put_private", by=key.user)


def read_private(*, trainer: Trainer, key: Unlocked) -> Private:
    """What is sealed of a trainer. That it was opened stays in their history.

    Raises NotInTeam, CannotOpen.
    """
    _require_member(trainer.home_region, key.user)
    if trainer.private is None or _is_lost(trainer.private):
        return Private()
    private = Private.unpack(_open(trainer.private, key))
    traces.note(trainer, "trainers.read_private", by=key.user)
    return private


@transaction.atomic
def move_home(*, trainer: Trainer, region: Region, by: User, key: Unlocked | None) -> Trainer:
    """Hand a trainer over to another home region. What is sealed goes along to that region's coordinators.

    Raises NotYours, NameTaken; where there is something sealed, KeyNeeded, CannotOpen, NobodyThere.
    """
    _require_home(trainer, by)
    row = _held(trainer)
    _drop_lost(row)
    old = row.private
    if old:
        if key is None:
            raise refusals.KeyNeeded if sealed.may_open(old, by) else refusals.CannotOpen
        if not TeamMember.objects.filter(team=teams.team_of_region(region)).exists():
            raise refusals.NobodyThere
        row.private = _seal(region, _open(old, key))
    row.home_region = region
    with _sentences():
        row.save(update_fields=["home_region", "private"])
    if old:
        old.delete()
    traces.note(row, "trainers.move_home", by=by, of=region.pk)
    return row


@transaction.atomic
def begin(*, trainer: Trainer, version: PathwayVersion, by: User, today: date) -> Candidacy:
    """Put a trainer on the published version of a pathway."""
    if not scope.trainers(by).filter(pk=trainer.pk).exists():
        raise refusals.NotYours
    Trainer.objects.select_for_update().get(pk=trainer.pk)
    if version.status != PathwayVersion.Status.PUBLISHED:
        raise refusals.NotPublished
    if trainer.candidacies.filter(version__pathway=version.pathway_id).exists():
        raise refusals.OnThisPathway
    candidacy = Candidacy.objects.create(trainer=trainer, version=version, began_month=months.of(today))
    traces.note(trainer, "trainers.begin", by=by, of=str(version))
    return candidacy


@transaction.atomic
def move(*, candidacy: Candidacy, version: PathwayVersion, by: User) -> Candidacy:
    """Let a trainer go on by their pathway's published version. Certificates keep theirs until renewed."""
    if not scope.trainers(by).filter(pk=candidacy.trainer_id).exists():
        raise refusals.NotYours
    if candidacy.trainer.user_id == by.pk:
        raise refusals.Yourself
    same_pathway = version.pathway_id == candidacy.version.pathway_id
    if version.status != PathwayVersion.Status.PUBLISHED or not same_pathway:
        raise refusals.NotPublished
    Candidacy.objects.filter(pk=candidacy.pk).update(version=version)
    candidacy.version = version
    traces.note(candidacy.trainer, "trainers.move", by=by, of=str(version))
    return candidacy


def _held(trainer: Trainer) -> Trainer:
    """The trainer's row, which nobody else changes until the transaction ends."""
    rows = Trainer.objects.select_for_update(of=("self",)).select_related("private__team", "home_region")
    return rows.get(pk=trainer.pk)


def _require_home(trainer: Trainer, by: User) -> None:
    if not scope.works_in(by, trainer.home_region_id):
        raise refusals.NotYours


def _require_member(region: Region, user: User) -> None:
    if not TeamMember.objects.filter(team=teams.team_of_region(region), user=user).exists():
        raise refusals.NotInTeam


def _columns(what: Details) -> dict[str, object]:
    return {
        "name": what.name.strip(),
        "languages": list(what.languages),
        "formats": list(what.formats),
        "specialities": list(what.specialities),
        "active_from_month": months.of(what.active_from),
        "active_until_month": months.of(what.active_until) if what.active_until else None,
        "user": what.user,
    }


def _seal(region: Region, content: bytes, *, into: SealedRecord | None = None) -> SealedRecord:
    if into:
        return sealed.reseal(record=into, content=content, room=PRIVATE_ROOM)
    return sealed.seal(team=teams.team_of_region(region), content=content, room=PRIVATE_ROOM)


def _open(record: SealedRecord, key: Unlocked) -> bytes:
    try:
        return sealed.open_record(record=record, key=key)
    except sealed.NoAccess:
        raise refusals.CannotOpen from None


def _is_lost(record: SealedRecord) -> bool:
    """Whether nobody can open it: no member that it was sealed to is left, and no recovery key."""
    return not record.wraps.exists()


def _drop_lost(trainer: Trainer) -> None:
    lost = trainer.private
    if lost and _is_lost(lost):
        _point(trainer, None)
        lost.delete()


def _point(trainer: Trainer, record: SealedRecord | None) -> None:
    trainer.private = record
    trainer.save(update_fields=["private"])


@contextmanager
def _sentences() -> Iterator[None]:
    """What a constraint refuses is said in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for name, refusal in SENTENCES.items():
            if name in str(error):
                raise refusal from None
        raise
