"""What a pathway asks, and what somebody has shown of it. Imports no framework.

Amounts of hours are counted in minutes, everything else in times. Months are given as their first day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a requirement is about."""

    COURSE = "course"
    CO_FACILITATED = "co_facilitated"
    LED = "led"
    OBSERVED = "observed"
    SUPERVISION = "supervision"
    REFLECTION = "reflection"
    SAFETY = "safety"
    ETHICS = "ethics"


class Unit(StrEnum):
    TIMES = "times"
    HOURS = "hours"


class Stage(StrEnum):
    """When a requirement is asked: before the first certificate, to renew it, to come back after a lapse."""

    AWARD = "award"
    RENEWAL = "renewal"
    REACTIVATION = "reactivation"


class ShownBy(StrEnum):
    """Which evidence shows it."""

    STATEMENT = "statement"  # words of the trainer, or a paper shown to the assessor and kept by nobody
    RUBRIC = "rubric"  # an observed session with a mark for each domain
    RUNS = "runs"  # runs that the trainer held; they come from the runs themselves
    LOG = "log"  # what supervisors log


class Assessor(StrEnum):
    """Who may say that it was shown."""

    COORDINATOR = "coordinator"
    ASSESSOR = "assessor"
    TRAINER = "trainer"  # another trainer who is certified


# What an observed session is marked for, each from 1 to 4; after the domains that the assessment of
# mindfulness teachers (MBI-TAC) made usual, with safety and security in place of meditation practice.
RUBRIC = ("pacing", "relating", "holding", "safety", "inclusion", "security")
HIGHEST_MARK = 4
MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing asked. `subject` narrows its kind, as to one course; empty, anything of the kind counts.

    `within_months` says how recent it must be, `in_region` that it must have been shown in the region of
    the certificate. `instead_of` is the key of the requirement in whose place this one may stand.
    """

    key: str
    stage: Stage
    kind: Kind
    count: int
    unit: Unit = Unit.TIMES
    subject: str = ""
    within_months: int | None = None
    in_region: bool = False
    instead_of: str = ""
    shown_by: ShownBy = ShownBy.STATEMENT
    assessors: frozenset[Assessor] = frozenset(Assessor)

    @property
    def amount(self) -> int:
        """What has to be reached, in times or minutes."""
        return self.count * MINUTES_AN_HOUR if self.unit is Unit.HOURS else self.count


@dataclass(frozen=True, slots=True)
class Pathway:
    """The rules of one version. `renewal_days` before its end a certificate is due for renewal, `grace_days`
    after its end it may still be renewed, and for `reactivation_months` more a shorter way leads back."""

    requirements: tuple[Requirement, ...]
    months_valid: int = 24
    renewal_days: int = 90
    grace_days: int = 90
    reactivation_months: int = 12

    def asked(self, stage: Stage) -> tuple[Requirement, ...]:
        """The requirements of a stage that stand for themselves; the others stand in their place."""
        return tuple(each for each in self.requirements if each.stage is stage and not each.instead_of)

    def alternatives(self) -> Mapping[str, tuple[Requirement, ...]]:
        """By key, what may be shown instead."""
        found: dict[str, tuple[Requirement, ...]] = {}
        for each in self.requirements:
            if each.instead_of:
                found[each.instead_of] = (*found.get(each.instead_of, ()), each)
        return found


@dataclass(frozen=True, slots=True)
class Shown:
    """One accepted piece of evidence, or one entry of supervision. `amount` in times or minutes."""

    kind: Kind
    month: date
    region: str
    amount: int = 1
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate: the months of its issue, of the beginning of its present period and of its end, as
    extended, through whose last day it is valid; and what was decided about it."""

    issued: date
    period: date
    expires: date
    is_suspended: bool = False
    is_revoked: bool = False
