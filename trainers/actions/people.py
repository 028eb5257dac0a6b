"""Trainers and the pathways they are on."""

import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from trainers import refusals, scope
from trainers.models import Candidacy, PathwayVersion, Trainer
from trainers.rules import months
from wellbeing.accounts.models import User

PRIVATE_ROOM = 960


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
def begin(*, trainer: Trainer, version: PathwayVersion, by: User, today: date) -> Candidacy:
    """Put a trainer on the published version of a pathway."""
    if not scope.trainers(by).filter(pk=trainer.pk).exists():
        raise refusals.NotYours
    Trainer.objects.select_for_update().get(pk=trainer.pk)
    if version.status != PathwayVersion.Status.PUBLISHED:
        raise refusals.NotPublished
    if trainer.candidacies.filter(version__pathway=version.pathway_id).exists():
        raise refusals.OnThisPathway
    return Candidacy.objects.create(trainer=trainer, version=version, began_month=months.of(today))


@transaction.atomic
def move(*, candidacy: Candidacy, version: PathwayVersion, by: User) -> Candidacy:
    """Let a trainer go on by the published version of their pathway. Certificates keep theirs."""
    if not scope.trainers(by).filter(pk=candidacy.trainer_id).exists():
        raise refusals.NotYours
    same_pathway = version.pathway_id == candidacy.version.pathway_id
    if version.status != PathwayVersion.Status.PUBLISHED or not same_pathway:
        raise refusals.NotPublished
    Candidacy.objects.filter(pk=candidacy.pk).update(version=version)
    candidacy.version = version
    return candidacy
