"""Where somebody stands on a pathway: what is missing, what state a certificate is in, what will lapse when.

A requirement is met when the amounts of everything that counts for it reach what it asks, or when one that
may stand in its place is met. Something counts for it if the kind is the same, the subject too where one is
asked, the month recent enough and not after today, and the region the certificate's where that is asked.

A certificate is valid through the last day of its month. Revoked and suspended go before everything else;
then the day decides: certified, due for renewal, in grace, lapsed. Imports no framework.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trainers.rules import months
from trainers.rules.pathway import Held, Pathway, Requirement, Shown, Stage


class State(StrEnum):
    IN_TRAINING = "in_training"
    CERTIFIED = "certified"
    RENEWAL_DUE = "renewal_due"
    IN_GRACE = "in_grace"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


# In these states somebody may lead a run alone.
ACTIVE = frozenset({State.CERTIFIED, State.RENEWAL_DUE, State.IN_GRACE})


class WayBack(StrEnum):
    """What leads from here to a valid certificate."""

    AWARD = "award"  # the path to the first certificate
    RENEWAL = "renewal"
    REACTIVATION = "reactivation"
    DECISION = "decision"  # two people lift a suspension, or an appeal succeeds


class Change(StrEnum):
    """What a coming day brings."""

    RENEWAL_OPENS = "renewal_opens"
    EXPIRES = "expires"
    GRACE_ENDS = "grace_ends"
    REACTIVATION_ENDS = "reactivation_ends"
    EVIDENCE_AGES = "evidence_ages"


@dataclass(frozen=True, slots=True)
class Missing:
    """A requirement that is not met: what counts so far, and what may be shown instead."""

    requirement: Requirement
    has: int
    instead: tuple["Missing", ...] = ()

    @property
    def lacks(self) -> int:
        return self.requirement.amount - self.has


@dataclass(frozen=True, slots=True)
class Standing:
    """A certificate's state on a day, through which day it lasts by itself, and what leads on from it."""

    state: State
    until: date | None = None
    way: WayBack | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that will have changed on `on`, the first day on which it is so."""

    on: date
    change: Change
    requirement: Requirement | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when something is asked: a region's code, the day, and the first month that counts."""

    region: str
    day: date
    since: date | None = None


def missing(pathway: Pathway, stage: Stage, shown: Sequence[Shown], place: Place) -> tuple[Missing, ...]:
    """The requirements of a stage that are not met, in their order; empty when all are."""
    alternatives = pathway.alternatives()

    def look(requirement: Requirement) -> Missing | None:
        has = counted(requirement, shown, place)
        instead = [look(other) for other in alternatives.get(requirement.key, ())]
        if has >= requirement.amount or None in instead:
            return None
        return Missing(requirement, has, tuple(other for other in instead if other))

    found = (look(requirement) for requirement in pathway.asked(stage))
    return tuple(each for each in found if each)


def counted(requirement: Requirement, shown: Iterable[Shown], place: Place) -> int:
    """How much of what was shown counts for a requirement, in times or minutes."""
    return sum(each.amount for each in _fitting(requirement, shown, place))


def counting(requirement: Requirement, shown: Iterable[Shown], place: Place) -> tuple[Shown, ...]:
    """What of all that was shown counts for a requirement, the oldest first."""
    return tuple(sorted(_fitting(requirement, shown, place), key=lambda each: each.month))


def stand(pathway: Pathway, held: Held | None, day: date) -> Standing:
    """The state of a certificate on a day; without one, somebody is in training."""
    if held is None:
        return Standing(State.IN_TRAINING, way=WayBack.AWARD)
    if held.is_revoked:
        return Standing(State.REVOKED, way=WayBack.DECISION)
    if held.is_suspended:
        return Standing(State.SUSPENDED, way=WayBack.DECISION)
    opens, expires, grace_ends, back_ends = _days(pathway, held)
    if day < opens:
        return Standing(State.CERTIFIED, opens - timedelta(1))
    if day < expires:
        return Standing(State.RENEWAL_DUE, expires - timedelta(1), WayBack.RENEWAL)
    if day < grace_ends:
        return Standing(State.IN_GRACE, grace_ends - timedelta(1), WayBack.RENEWAL)
    if day < back_ends:
        return Standing(State.LAPSED, back_ends - timedelta(1), WayBack.REACTIVATION)
    return Standing(State.LAPSED, way=WayBack.AWARD)


def coming(pathway: Pathway, held: Held | None, shown: Sequence[Shown], place: Place) -> tuple[Coming, ...]:
    """What will lapse after the day, soonest first: the certificate's own days, then what was shown."""
    days = [*_certificate_days(pathway, held), *_ageing(pathway, held, shown, place)]
    return tuple(
        sorted((each for each in days if each.on > place.day), key=lambda each: (each.on, each.change))
    )


def renewed_until(pathway: Pathway, held: Held, day: date) -> date:
    """The month through which a renewed certificate is valid: counted from its end, or from now if it lapsed.

    Never sooner than it would have ended.
    """
    begins = held.expires if day < _days(pathway, held)[2] else max(months.of(day), held.expires)
    return months.later(begins, pathway.months_valid)


def _fitting(requirement: Requirement, shown: Iterable[Shown], place: Place) -> list[Shown]:
    """Everything that counts for a requirement. The months are made once: there are many to compare."""
    newest = months.of(place.day)
    oldest = place.since or date.min
    if requirement.within_months is not None:
        oldest = max(oldest, months.later(newest, -requirement.within_months))
    region = place.region if requirement.in_region else None
    return [
        each
        for each in shown
        if each.kind is requirement.kind
        and oldest <= each.month <= newest
        and requirement.subject in ("", each.subject)
        and region in (None, each.region)
    ]


def _days(pathway: Pathway, held: Held) -> tuple[date, date, date, date]:
    """The first days on which renewal is due, it has expired, it has lapsed, no shorter way leads back."""
    end = months.last_day(held.expires) + timedelta(1)
    grace_ends = end + timedelta(pathway.grace_days)
    back_ends = months.later(months.of(grace_ends), pathway.reactivation_months)
    back_ends = min(back_ends + timedelta(grace_ends.day - 1), months.last_day(back_ends))
    return end - timedelta(pathway.renewal_days), end, grace_ends, back_ends


def _certificate_days(pathway: Pathway, held: Held | None) -> list[Coming]:
    if held is None or held.is_revoked:
        return []
    changes = (Change.RENEWAL_OPENS, Change.EXPIRES, Change.GRACE_ENDS, Change.REACTIVATION_ENDS)
    return [Coming(day, change) for day, change in zip(_days(pathway, held), changes, strict=True)]


def _ageing(pathway: Pathway, held: Held | None, shown: Sequence[Shown], place: Place) -> list[Coming]:
    """The next day on which a requirement that is met now will no longer be, by age alone."""
    stage = Stage.RENEWAL if held else Stage.AWARD
    found = []
    for requirement in pathway.requirements:
        if requirement.stage is not stage or requirement.within_months is None:
            continue
        counting = sorted((each.month, each.amount) for each in _fitting(requirement, shown, place))
        left = sum(amount for _, amount in counting)
        if left < requirement.amount:
            continue
        for month, amount in counting:
            left -= amount
            if left < requirement.amount:
                on = months.later(month, requirement.within_months + 1)
                found.append(Coming(on, Change.EVIDENCE_AGES, requirement))
                break
    return found
