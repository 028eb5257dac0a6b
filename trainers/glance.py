"""What a colleague finds about trainers on the first staff page: counted, by a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from trainers import scope
from trainers.coverage import active_certificates
from trainers.models import Appeal, Certificate, Evidence, Proposal
from trainers.rules import months
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

SOON_DAYS = 90
MOST_SHOWN = 8
COVERAGE = "trainers.view_coverage"


@dataclass(frozen=True, slots=True)
class Ending:
    """Certificates that end within 90 days: those of this month and the next, and the others; soonest first.
    `more` are not named for want of room."""

    next_month: list[Certificate]
    later: list[Certificate]
    more: int


@dataclass(frozen=True, slots=True)
class Glance:
    """None stands for what is not this colleague's to know."""

    evidence: int
    proposals: int | None
    appeals: int | None
    ending: Ending | None
    nobody: list[Region] | None
    own_is_without: Region | None


def glance(user: User, day: date) -> Glance:
    decides = user.has_perm(scope.DECIDE)
    works = user.has_perm(scope.IN_REGION) or user.has_perm(scope.EVERYWHERE)
    nobody = list(regions_with_nobody(day)) if user.has_perm(COVERAGE) else None
    return Glance(
        evidence=_waiting(user),
        proposals=_proposals(user) if decides else None,
        appeals=scope.appeals(user).filter(outcome=Appeal.Outcome.OPEN).count() if decides else None,
        ending=ending(user, day) if works else None,
        nobody=nobody,
        own_is_without=next((each for each in nobody or () if each.pk == user.region_id), None),
    )


def ending(user: User, day: date) -> Ending:
    """Of the colleague's regions."""
    rows = active_certificates(day).filter(region__in=scope.regions(user))
    soon = rows.filter(Q(ended_on__gt=day, ended_on__lte=day + timedelta(SOON_DAYS)))
    named = soon.select_related("candidacy__trainer", "region").order_by(F("ended_on"), "pk")
    found = list(named[: MOST_SHOWN + 1])
    more = soon.count() - MOST_SHOWN if len(found) > MOST_SHOWN else 0
    limit = months.later(months.of(day), 1)
    shown = found[:MOST_SHOWN]
    return Ending(
        next_month=[each for each in shown if each.valid_through <= limit],
        later=[each for each in shown if each.valid_through > limit],
        more=more,
    )


def regions_with_nobody(day: date) -> QuerySet[Region]:
    return Region.objects.exclude(pk__in=active_certificates(day).order_by().values("region"))


def _waiting(user: User) -> int:
    rows = scope.evidence(user).filter(status=Evidence.Status.SUBMITTED)
    return rows.exclude(candidacy__trainer__user=user).count()


def _proposals(user: User) -> int:
    """Those that this colleague may decide: neither proposed by them nor about them."""
    rows = scope.proposals(user).filter(outcome=Proposal.Outcome.OPEN)
    return rows.exclude(proposed_by=user).exclude(candidacy__trainer__user=user).count()
