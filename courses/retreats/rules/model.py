"""The places as a model for CP-SAT: one yes or no for each wish, and every rule that must hold.

Rooms are counted by kind, people by what they need of one: whether all can be put up is decided exactly,
without saying yet who sleeps where (`rooming`). Imports no framework.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from courses.retreats.rules.case import Applicant, Case, Pair, Retreat
from courses.retreats.rules.policy import Policy, Rule

Wish = tuple[str, str]  # a ticket and a retreat
Clause = tuple[Rule, str]  # a rule, and at which retreat, for whom or for what
RoomKind = tuple[int, frozenset[str]]  # beds and features
PersonKind = tuple[frozenset[str], bool]  # features, alone


NOBODY: Mapping[str, str] = {}


def every(clause: Clause) -> bool:
    """For a model with all that has to hold."""
    return True


@dataclass(slots=True)
class Model:
    """`has` says for each wish whether it comes true; `clauses` is what has to hold, in plain words for
    programs. A clause that `holds` says no to is left out."""

    case: Case
    policy: Policy
    holds: Callable[[Clause], bool] = every
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    has: dict[Wish, cp_model.IntVar] = field(default_factory=dict)
    wishing: dict[str, list[Applicant]] = field(default_factory=lambda: defaultdict(list))
    clauses: dict[Clause, None] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        case: Case,
        policy: Policy,
        *,
        holds: Callable[[Clause], bool] = every,
        held: Mapping[str, str] = NOBODY,
    ) -> "Model":
        """With every rule, or with those clauses alone that hold; whoever has a place in `held` keeps it."""
        model = cls(case, policy, holds)
        model._wishes()
        for add in RULES:
            add(model)
        for ticket, key in sorted(held.items()):
            model.cp.add(model.has[ticket, key] == 1)
        return model

    def add(self, rule: Rule, about: str, *constraints: cp_model.BoundedLinearExpression | bool) -> None:
        """A clause, of one constraint or several."""
        self.clauses[rule, about] = None
        if self.holds((rule, about)):
            for each in constraints:
                self.cp.add(each)

    def both(self, pairs: Collection[Pair]) -> list[tuple[Pair, cp_model.IntVar, cp_model.IntVar]]:
        """Each pair with its wishes for one retreat."""
        wishes = {each.ticket: each.wishes for each in self.case.applicants}
        return [
            ((one, other), self.has[one, key], self.has[other, key])
            for one, other in sorted(pairs)
            for key in wishes[one]
            if key in wishes[other]
        ]

    def having(self, retreat: Retreat, who: Collection[Applicant] | None = None) -> cp_model.LinearExpr:
        """How many have a place at a retreat, of all or of some."""
        people = self.wishing[retreat.key] if who is None else who
        return cp_model.LinearExpr.sum([self.has[each.ticket, retreat.key] for each in people])

    def _wishes(self) -> None:
        for each in self.case.applicants:
            own = [self.cp.new_bool_var(f"{each.ticket} {key}") for key in each.wishes]
            for key, variable in zip(each.wishes, own, strict=True):
                self.has[each.ticket, key] = variable
                self.wishing[key].append(each)
            if len(own) > 1:
                self.cp.add_at_most_one(own)


def _places(model: Model) -> None:
    for retreat in model.case.retreats:
        model.add(Rule.PLACES, retreat.key, model.having(retreat) <= retreat.places)


def _apart(model: Model) -> None:
    for pair, one, other in model.both(model.case.apart):
        model.add(Rule.APART, " ".join(pair), one + other <= 1)


def _bound(model: Model) -> None:
    wishes = {each.ticket: each.wishes for each in model.case.applicants}
    for pair, one, other in model.both(model.case.bound):
        model.add(Rule.BOUND, " ".join(pair), one == other)
    for pair in sorted(model.case.bound):
        for who, friend in (pair, pair[::-1]):
            alone = [model.has[who, key] for key in wishes[who] if key not in wishes[friend]]
            model.add(Rule.BOUND, " ".join(pair), *[variable == 0 for variable in alone])


def _limits(model: Model) -> None:
    for retreat in model.case.retreats:
        for label, most in sorted(retreat.limits.items()):
            who = [each for each in model.wishing[retreat.key] if label in each.labels]
            model.add(Rule.LIMITS, f"{retreat.key} {label}", model.having(retreat, who) <= most)


def _most(model: Model) -> None:
    for retreat in model.case.retreats:
        for region, who in _by_region(model, retreat).items():
            most = model.policy.most_of(region)
            if most is not None:
                model.add(Rule.MOST, f"{retreat.key} {region}", model.having(retreat, who) <= most)


def _least(model: Model) -> None:
    for retreat in model.case.retreats:
        by_region = _by_region(model, retreat)
        for region, least in sorted(model.policy.least.items()):
            if (Rule.LEAST, retreat.key, region) in model.policy.let_go:
                continue
            who = by_region.get(region, [])
            about = f"{retreat.key} {region}"
            model.add(Rule.LEAST, about, model.having(retreat, who) >= min(least, len(who)))


def _kept(model: Model) -> None:
    """Places that stay for those who have never been, as far as so many of them applied."""
    for retreat in model.case.retreats:
        if (Rule.KEPT, retreat.key, "") in model.policy.let_go:
            continue
        wishing = model.wishing[retreat.key]
        been = [each for each in wishing if each.has_been]
        kept = min(model.policy.kept, len(wishing) - len(been))
        model.add(Rule.KEPT, retreat.key, model.having(retreat, been) <= max(0, retreat.places - kept))


def _rooms(model: Model) -> None:
    """Everybody sleeps in rooms that have what they need. Who sleeps alone takes a room with all its beds."""
    for retreat in model.case.retreats:
        rooms = room_kinds(retreat)
        constraints = []
        taken: dict[RoomKind, list[cp_model.LinearExpr]] = defaultdict(list)
        for (features, alone), who in person_kinds(model.wishing[retreat.key]).items():
            spread = _spread(model, rooms, features, len(who), alone=alone)
            constraints.append(cp_model.LinearExpr.sum(list(spread.values())) == model.having(retreat, who))
            for kind, number in spread.items():
                taken[kind].append(number * kind[0] if alone else number + 0)
        for kind, beds in taken.items():
            constraints.append(cp_model.LinearExpr.sum(beds) <= kind[0] * rooms[kind])
        model.add(Rule.ROOMS, retreat.key, *constraints)


def _spread(
    model: Model, rooms: Mapping[RoomKind, int], features: frozenset[str], most: int, *, alone: bool
) -> dict[RoomKind, cp_model.IntVar]:
    """How many people with these needs sleep in each kind of room that has what they need."""
    return {
        (beds, offered): model.cp.new_int_var(0, min(most, count if alone else count * beds), "")
        for (beds, offered), count in rooms.items()
        if features <= offered
    }


def room_kinds(retreat: Retreat) -> dict[RoomKind, int]:
    """How many rooms there are of each kind."""
    kinds: dict[RoomKind, int] = defaultdict(int)
    for room in sorted(retreat.rooms, key=lambda room: room.key):
        kinds[room.beds, room.features] += 1
    return kinds


def person_kinds(people: Collection[Applicant]) -> dict[PersonKind, list[Applicant]]:
    """Who needs the same of a room."""
    kinds: dict[PersonKind, list[Applicant]] = defaultdict(list)
    for each in people:
        kinds[each.features, each.alone].append(each)
    return kinds


def _by_region(model: Model, retreat: Retreat) -> dict[str, list[Applicant]]:
    found: dict[str, list[Applicant]] = defaultdict(list)
    for each in model.wishing[retreat.key]:
        found[each.region].append(each)
    return found


RULES = (_places, _rooms, _apart, _bound, _limits, _most, _least, _kept)
