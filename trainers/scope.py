"""What each colleague may see and decide. Everything that lists or opens rows of trainers asks here.

A coordinator works with the trainers of their own region: those whose home it is, who serve it or hold a
certificate for it. Who coordinates the whole network works with all. An assessor sees the evidence of all
regions, and nobody's sealed data. A trainer sees their own path, and while they are certified what waits in
their regions for another trainer to look at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from trainers import reading
from trainers.models import Appeal, Certificate, Evidence, Proposal, Requirement, Supervision, Trainer
from trainers.models.certificates import CertificateQuerySet
from trainers.rules.pathway import Assessor
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

IN_REGION = "trainers.work_in_region"
EVERYWHERE = "trainers.work_everywhere"
ASSESS = "trainers.assess_evidence"
DECIDE = "trainers.decide_proposal"
WALK = "trainers.walk_own_path"

Colleague = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class OfUse:
    """The lists of evidence and of supervision: whether somebody would find anything to do in them."""

    evidence: bool
    supervision: bool


def regions(user: Colleague) -> QuerySet[Region]:
    """The regions that a colleague works with."""
    if user.has_perm(EVERYWHERE):
        return Region.objects.all()
    if user.has_perm(IN_REGION) and isinstance(user, User):
        return Region.objects.filter(pk=user.region_id)
    return Region.objects.none()


def works_in(user: Colleague, region_id: str | None) -> bool:
    """Whether a region is a colleague's; None stands for all of them together."""
    if user.has_perm(EVERYWHERE):
        return True
    is_own = isinstance(user, User) and region_id is not None and user.region_id == region_id
    return is_own and user.has_perm(IN_REGION)


def trainers(user: Colleague) -> QuerySet[Trainer]:
    """The trainers that a colleague works with."""
    if user.has_perm(EVERYWHERE):
        return Trainer.objects.all()
    if not (user.has_perm(IN_REGION) and isinstance(user, User) and user.region_id):
        return Trainer.objects.none()
    return touching({user.region_id})


def supervised(user: Colleague) -> QuerySet[Trainer]:
    """Whom a colleague may log supervision of: coordinators their trainers, assessors all, certified trainers
    those of the regions they are certified for. Never themselves."""
    return _supervised(user, _active_regions(user))


def supervision(user: Colleague) -> QuerySet[Supervision]:
    """What was logged of a colleague's trainers, and what they logged themselves."""
    if user.has_perm(EVERYWHERE):
        return Supervision.objects.all()
    return Supervision.objects.filter(Q(trainer__in=trainers(user)) | Q(logged_by=user.pk))


def evidence(user: Colleague) -> QuerySet[Evidence]:
    """The evidence a colleague may look at: of their trainers, for an assessor of everybody, for a certified
    trainer what waits in their regions for one."""
    return _evidence(user, _active_regions(user))


def of_use(user: Colleague) -> OfUse:
    """By their role, or because there is something for them to do. Two queries at most."""
    if any(user.has_perm(each) for each in (IN_REGION, EVERYWHERE, ASSESS)):
        return OfUse(evidence=True, supervision=True)
    places = _active_regions(user)
    waiting = Exists(_evidence(user, places).exclude(candidacy__trainer__user=user.pk))
    others = Exists(_supervised(user, places)), Exists(supervision(user))
    asked = User.objects.filter(username=user.username).values_list(waiting, *others)
    has_evidence, *has_supervision = asked.get()
    return OfUse(evidence=has_evidence, supervision=any(has_supervision))


def coordinators() -> QuerySet[User]:
    """Who coordinates a region and may sign in."""
    return _who_may(IN_REGION).filter(region__isnull=False)


def leads() -> QuerySet[User]:
    """Who coordinates the whole network and may sign in."""
    return _who_may(EVERYWHERE)


def certificates(user: Colleague) -> CertificateQuerySet:
    """The certificates that a colleague works with: those of their regions."""
    if user.has_perm(EVERYWHERE):
        return Certificate.objects.all()
    return Certificate.objects.filter(region__in=regions(user))


def papers(user: Colleague) -> QuerySet[Certificate]:
    """The certificates whose documents a colleague may make: those of their regions, and their own."""
    if not (user.has_perm(WALK) and isinstance(user, User)):
        return certificates(user)
    own = Certificate.objects.filter(candidacy__trainer__user=user)
    return Certificate.objects.filter(Q(pk__in=certificates(user).values("pk")) | Q(pk__in=own.values("pk")))


def proposals(user: Colleague) -> QuerySet[Proposal]:
    """The proposals that a colleague may decide or has made: of their regions, or all for an assessor."""
    if not user.has_perm(DECIDE):
        return Proposal.objects.none()
    if user.has_perm(EVERYWHERE) or user.has_perm(ASSESS):
        return Proposal.objects.all()
    return Proposal.objects.filter(region__in=regions(user))


def appeals(user: Colleague) -> QuerySet[Appeal]:
    return Appeal.objects.filter(proposal__in=proposals(user))


def may_assess(user: User, evidence: Evidence, requirement: Requirement | None) -> bool:
    """Whether the pathway lets this colleague say that this was shown. Never one's own."""
    return _may(user, evidence, requirement, is_trainer=reading.is_active(user, timezone.localdate()))


def assessable(user: User, rows: Iterable[Evidence]) -> set[UUID]:
    """Which of many pieces of evidence this colleague may assess, by one query of their own.

    The rows come with `candidacy__trainer` and the requirements of `candidacy__version`.
    """
    is_trainer = reading.is_active(user, timezone.localdate())
    return {each.pk for each in rows if _may(user, each, requirement_of(each), is_trainer=is_trainer)}


def requirement_of(evidence: Evidence) -> Requirement | None:
    """The requirement of the trainer's version that a piece of evidence is for: one that names its subject
    before one that takes any."""
    fitting = [
        each
        for each in evidence.candidacy.version.requirements.all()
        if each.kind == evidence.kind and each.subject in ("", evidence.subject)
    ]
    return min(fitting, key=lambda each: (not each.subject, each.sort_order), default=None)


def _may(user: User, evidence: Evidence, requirement: Requirement | None, *, is_trainer: bool) -> bool:
    trainer = evidence.candidacy.trainer
    if requirement is None or user.pk in {evidence.owner_id, trainer.user_id}:
        return False
    works_there = works_in(user, evidence.region_id) or works_in(user, trainer.home_region_id)
    is_so = {
        Assessor.ASSESSOR: user.has_perm(ASSESS),
        Assessor.COORDINATOR: works_there,
        Assessor.TRAINER: is_trainer,
    }
    return any(is_so[Assessor(each)] for each in requirement.assessors)


def _who_may(permission: str) -> QuerySet[User]:
    app, _, codename = permission.partition(".")
    may = Q(groups__permissions__codename=codename, groups__permissions__content_type__app_label=app)
    return User.objects.filter(may, is_active=True).distinct()


def _active_regions(user: Colleague) -> set[str]:
    """Where a colleague may lead runs by their own certificate; whom their role lets see all is not asked."""
    if not isinstance(user, User) or user.has_perm(ASSESS):
        return set()
    return reading.active_regions(user, timezone.localdate())


def _supervised(user: Colleague, places: set[str]) -> QuerySet[Trainer]:
    if not isinstance(user, User):
        return Trainer.objects.none()
    found = Trainer.objects.all()
    if not user.has_perm(ASSESS):
        peers = touching(places)
        found = found.filter(Q(pk__in=trainers(user).values("pk")) | Q(pk__in=peers.values("pk")))
    return found.exclude(user=user)


def _evidence(user: Colleague, places: set[str]) -> QuerySet[Evidence]:
    if user.has_perm(ASSESS):
        return Evidence.objects.all()
    found = Q(candidacy__trainer__in=trainers(user))
    if places:
        asked = Requirement.objects.filter(
            version=OuterRef("candidacy__version"),
            kind=OuterRef("kind"),
            assessors__contains=[Assessor.TRAINER],
        )
        found |= Q(Exists(asked), status=Evidence.Status.SUBMITTED, region__in=places)
    return Evidence.objects.filter(found)


def touching(places: Iterable[str]) -> QuerySet[Trainer]:
    """Trainers who are at home in one of some regions, serve it or hold a certificate for it."""
    found = list(places)
    in_one = Q(home_region__in=found) | Q(regions__in=found) | Q(candidacies__certificates__region__in=found)
    return Trainer.objects.filter(pk__in=Trainer.objects.filter(in_one).values("pk"))
