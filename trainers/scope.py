"""What each colleague may see and decide. Everything that lists or opens rows of trainers asks here.

A coordinator works with the trainers of their own region: those whose home it is, who serve it or hold a
certificate for it. Who coordinates the whole network works with all. An assessor sees the evidence of all
regions, and nobody's sealed data. A trainer sees their own path.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from trainers import reading
from trainers.models import Appeal, Certificate, Evidence, Proposal, Requirement, Trainer
from trainers.rules.pathway import Assessor
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

IN_REGION = "trainers.work_in_region"
EVERYWHERE = "trainers.work_everywhere"
ASSESS = "trainers.assess_evidence"
DECIDE = "trainers.decide_proposal"

Colleague = User | AnonymousUser


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
    region = user.region_id
    touching = Q(home_region=region) | Q(regions=region) | Q(candidacies__certificates__region=region)
    return Trainer.objects.filter(pk__in=Trainer.objects.filter(touching).values("pk"))


def evidence(user: Colleague) -> QuerySet[Evidence]:
    """The evidence that a colleague may look at: of their trainers, or of everybody for an assessor."""
    if user.has_perm(ASSESS):
        return Evidence.objects.all()
    return Evidence.objects.filter(candidacy__trainer__in=trainers(user))


def certificates(user: Colleague) -> QuerySet[Certificate]:
    """The certificates that a colleague works with: those of their regions."""
    if user.has_perm(EVERYWHERE):
        return Certificate.objects.all()
    return Certificate.objects.filter(region__in=regions(user))


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
    if requirement is None or evidence.owner_id == user.pk or evidence.candidacy.trainer.user_id == user.pk:
        return False
    return any(_is(user, Assessor(each), evidence) for each in requirement.assessors)


def _is(user: User, assessor: Assessor, evidence: Evidence) -> bool:
    if assessor is Assessor.ASSESSOR:
        return user.has_perm(ASSESS)
    if assessor is Assessor.COORDINATOR:
        trainer = evidence.candidacy.trainer
        return works_in(user, evidence.region_id) or works_in(user, trainer.home_region_id)
    return reading.is_active(user, timezone.localdate())


def requirement_of(evidence: Evidence) -> Requirement | None:
    """The requirement of the trainer's version that a piece of evidence is for; the first that fits."""
    fitting = evidence.candidacy.version.requirements.filter(
        Q(subject="") | Q(subject=evidence.subject), kind=evidence.kind
    )
    return fitting.order_by("-subject", "sort_order").first()
