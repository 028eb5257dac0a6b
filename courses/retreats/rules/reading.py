"""A published case and policy read back, with the place of whatever is wrong. Imports no framework."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from courses.retreats.rules.case import (
    FORMAT,
    MOST_NEED,
    PAIRS,
    Applicant,
    BadCase,
    Case,
    Pair,
    Retreat,
    Room,
)
from courses.retreats.rules.policy import CAN_BE_LET_GO, Aim, LetGo, Policy, Rule

T = TypeVar("T")
LONGEST = 200
MOST = 100_000
SALT, SEAL = re.compile("[0-9a-f]{32}"), re.compile("[0-9a-f]{64}")


def case(raw: Any) -> Case:
    """Raises BadCase."""
    each = _object(raw, "case", {"format", "retreats", "applicants", "under_served", *PAIRS})
    if each["format"] != FORMAT:
        raise BadCase("case.format", "unknown")
    retreats = _list(each["retreats"], "case.retreats", _retreat)
    keys = _unique([retreat.key for retreat in retreats], "case.retreats")
    applicants = _list(each["applicants"], "case.applicants", _applicant)
    tickets = _unique([applicant.ticket for applicant in applicants], "case.applicants")
    for i, applicant in enumerate(applicants):
        _unique(applicant.wishes, f"case.applicants[{i}].wishes")
        if not set(applicant.wishes) <= keys:
            raise BadCase(f"case.applicants[{i}].wishes", "unknown")
    pairs = {name: frozenset(_pairs(each[name], f"case.{name}", tickets)) for name in PAIRS}
    short = _numbers(each["under_served"], "case.under_served")
    return Case(retreats, applicants, under_served=short, **pairs)


def policy(raw: Any) -> Policy:
    """Raises BadCase."""
    each = _object(raw, "policy", {"aims", "least", "most", "most_elsewhere", "kept", "let_go"})
    aims = _list(each["aims"], "policy.aims", _aim)
    _unique(aims, "policy.aims")
    elsewhere = each["most_elsewhere"]
    let_go = _list(each["let_go"], "policy.let_go", _let_go)
    _unique(let_go, "policy.let_go")
    return Policy(
        aims=aims,
        least=_numbers(each["least"], "policy.least"),
        most=_numbers(each["most"], "policy.most"),
        most_elsewhere=None if elsewhere is None else _number(elsewhere, "policy.most_elsewhere"),
        kept=_number(each["kept"], "policy.kept"),
        let_go=frozenset(let_go),
    )


def value(raw: Any) -> str:
    """Raises BadCase."""
    if not isinstance(raw, str) or not 0 < len(raw) <= LONGEST or not _is_text(raw):
        raise BadCase("value", "no_value")
    return raw


def seal(raw: Any) -> str:
    """Raises BadCase."""
    if not isinstance(raw, str) or not SEAL.fullmatch(raw):
        raise BadCase("apart_seal", "no_seal")
    return raw


def second(raw: Any, published: Case) -> tuple[str, tuple[Pair, ...]]:
    """The salt, and the pairs who must not meet as a second file has them. Raises BadCase."""
    each = _object(raw, "file", {"salt", "apart"})
    tickets = frozenset(applicant.ticket for applicant in published.applicants)
    if not isinstance(each["salt"], str) or not SALT.fullmatch(each["salt"]):
        raise BadCase("salt", "no_salt")
    return each["salt"], _pairs(each["apart"], "apart", tickets)


def _retreat(raw: Any, where: str) -> Retreat:
    each = _object(raw, where, {"key", "places", "rooms", "limits"})
    rooms = _list(each["rooms"], f"{where}.rooms", _room)
    _unique([room.key for room in rooms], f"{where}.rooms")
    limits = _numbers(each["limits"], f"{where}.limits")
    places = _number(each["places"], f"{where}.places")
    return Retreat(_text(each["key"], f"{where}.key"), places, rooms, limits)


def _room(raw: Any, where: str) -> Room:
    each = _object(raw, where, {"key", "beds", "features"})
    key, beds = _text(each["key"], f"{where}.key"), _number(each["beds"], f"{where}.beds")
    return Room(key, beds, _labels(each["features"], f"{where}.features"))


def _applicant(raw: Any, where: str) -> Applicant:
    names = {"ticket", "region", "wishes", "need", "has_been", "turned_away", "features", "alone", "labels"}
    each = _object(raw, where, names)
    need = _number(each["need"], f"{where}.need")
    if need > MOST_NEED:
        raise BadCase(f"{where}.need", "too_much")
    return Applicant(
        ticket=_text(each["ticket"], f"{where}.ticket"),
        region=_text(each["region"], f"{where}.region"),
        wishes=_list(each["wishes"], f"{where}.wishes", _text),
        need=need,
        has_been=_yes_or_no(each["has_been"], f"{where}.has_been"),
        turned_away=_number(each["turned_away"], f"{where}.turned_away"),
        features=_labels(each["features"], f"{where}.features"),
        alone=_yes_or_no(each["alone"], f"{where}.alone"),
        labels=_labels(each["labels"], f"{where}.labels"),
    )


def _aim(raw: Any, where: str) -> Aim:
    try:
        return Aim(raw)
    except ValueError:
        raise BadCase(where, "unknown") from None


def _let_go(raw: Any, where: str) -> LetGo:
    """What a region has at least names one, what is kept names none."""
    if not isinstance(raw, list) or len(raw) != 3:
        raise BadCase(where, "no_rule")
    rule, key, region = raw
    if not isinstance(rule, str) or rule not in CAN_BE_LET_GO:
        raise BadCase(f"{where}[0]", "unknown")
    if rule == Rule.LEAST or region != "":
        region = _text(region, f"{where}[2]")
    if rule == Rule.KEPT and region:
        raise BadCase(f"{where}[2]", "unknown")
    return rule, _text(key, f"{where}[1]"), region


def _pairs(raw: Any, where: str, tickets: frozenset[str]) -> tuple[Pair, ...]:
    found = _list(raw, where, _pair)
    for i, (one, other) in enumerate(found):
        if one >= other or not {one, other} <= tickets:
            raise BadCase(f"{where}[{i}]", "unknown")
    return found


def _pair(raw: Any, where: str) -> Pair:
    if not isinstance(raw, list) or len(raw) != 2:
        raise BadCase(where, "no_pair")
    return _text(raw[0], f"{where}[0]"), _text(raw[1], f"{where}[1]")


def _object(raw: Any, where: str, names: set[str]) -> dict[str, Any]:
    """Exactly these names, no more and no fewer."""
    if not isinstance(raw, dict):
        raise BadCase(where, "no_object")
    if raw.keys() != names:
        raise BadCase(f"{where}.{min(raw.keys() ^ names)}", "unexpected_or_missing")
    return raw


def _list(raw: Any, where: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    if not isinstance(raw, list):
        raise BadCase(where, "no_list")
    return tuple(read(each, f"{where}[{i}]") for i, each in enumerate(raw))


def _labels(raw: Any, where: str) -> frozenset[str]:
    return frozenset(_list(raw, where, _text))


def _numbers(raw: Any, where: str) -> Mapping[str, int]:
    if not isinstance(raw, dict):
        raise BadCase(where, "no_object")
    return {_text(name, where): _number(number, f"{where}.{name}") for name, number in raw.items()}


def _number(raw: Any, where: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= MOST:
        raise BadCase(where, "no_number")
    return raw


def _yes_or_no(raw: Any, where: str) -> bool:
    if not isinstance(raw, bool):
        raise BadCase(where, "no_yes_or_no")
    return raw


def _text(raw: Any, where: str) -> str:
    if not isinstance(raw, str) or not 0 < len(raw) <= LONGEST or " " in raw or not _is_text(raw):
        raise BadCase(where, "no_text")
    return raw


def _is_text(raw: str) -> bool:
    """Not half of a letter, as JSON can spell it."""
    return not any("\ud800" <= letter <= "\udfff" for letter in raw)


def _unique(found: tuple[Any, ...] | list[Any], where: str) -> frozenset[Any]:
    if len(set(found)) < len(found):
        raise BadCase(where, "repeated")
    return frozenset(found)
