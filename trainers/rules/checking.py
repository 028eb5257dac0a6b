"""What is wrong with a pathway before it is published. Imports no framework."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from trainers.rules.pathway import Kind, Pathway, Requirement, ShownBy, Stage, Unit


class Fault(StrEnum):
    NOTHING_ASKED = "nothing_asked"
    SAME_KEY = "same_key"
    NO_SUCH_REQUIREMENT = "no_such_requirement"
    ANOTHER_STAGE = "another_stage"
    CIRCULAR = "circular"
    NOBODY_CAN_ASSESS = "nobody_can_assess"
    NOT_LOGGED = "not_logged"
    NOT_IN_HOURS = "not_in_hours"
    OLDER_THAN_ITS_PERIOD = "older_than_its_period"
    NO_DAY_TO_RENEW = "no_day_to_renew"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, and the key of the requirement it stands at; empty where it is the whole pathway's."""

    fault: Fault
    key: str = ""


def problems(pathway: Pathway) -> tuple[Problem, ...]:
    """Everything that would leave somebody without a way to a certificate, or with one nobody meant."""
    found = [] if pathway.asked(Stage.AWARD) else [Problem(Fault.NOTHING_ASKED)]
    if not (pathway.renewal_days or pathway.grace_days):
        found.append(Problem(Fault.NO_DAY_TO_RENEW))
    keys = Counter(each.key for each in pathway.requirements)
    found += [Problem(Fault.SAME_KEY, key) for key, times in keys.items() if times > 1]
    by_key = {each.key: each for each in pathway.requirements}
    for each in pathway.requirements:
        found += [Problem(fault, each.key) for fault in _faults(each, by_key, pathway)]
    return tuple(found)


def _faults(each: Requirement, by_key: dict[str, Requirement], pathway: Pathway) -> list[Fault]:
    found = [_instead(each, by_key)] if each.instead_of else []
    if not each.assessors and each.shown_by is not ShownBy.LOG:
        found.append(Fault.NOBODY_CAN_ASSESS)
    if each.shown_by is ShownBy.LOG and each.kind is not Kind.SUPERVISION:
        found.append(Fault.NOT_LOGGED)
    if (each.unit is Unit.HOURS) != (each.kind is Kind.SUPERVISION):
        found.append(Fault.NOT_IN_HOURS)
    if each.stage is Stage.RENEWAL and each.within_months and each.within_months > pathway.months_valid:
        found.append(Fault.OLDER_THAN_ITS_PERIOD)
    return [fault for fault in found if fault]


def _instead(each: Requirement, by_key: dict[str, Requirement]) -> Fault | None:
    other = by_key.get(each.instead_of)
    if other is None:
        return Fault.NO_SUCH_REQUIREMENT
    if other.stage is not each.stage:
        return Fault.ANOTHER_STAGE
    seen = {each.key}
    while other:
        if other.key in seen:
            return Fault.CIRCULAR
        seen.add(other.key)
        other = by_key.get(other.instead_of) if other.instead_of else None
    return None
