"""Who sleeps where in one house, once it is decided who comes. Imports no framework.

First come those who sleep alone, in the smallest rooms that will do; then those who wish to share a room, as
many pairs as can; then everybody else. Each step leaves room for those after it, and where rooms are alike
the lot decides, so that everybody who works it out gets the same.
"""

from collections.abc import Collection, Iterable, Mapping

from ortools.sat.python import cp_model

from courses.retreats.rules import lot
from courses.retreats.rules.case import Applicant, Pair, Retreat, Room
from courses.retreats.rules.model import NOBODY
from courses.retreats.rules.solving import SEED, CannotAllHold, Stopped

Bed = tuple[str, str]  # a ticket and a room
# More than any lot, so that what counts first is never outweighed by it.
FIRST = 1 << 25


def share_rooms(
    retreat: Retreat,
    people: Collection[Applicant],
    wishes: Collection[Pair],
    *,
    value: str,
    seconds: float,
    held: Mapping[str, str] = NOBODY,
    apart: Collection[Pair] = (),
) -> dict[str, str]:
    """Each ticket's room; those in `held` stay in theirs, whatever it has. Pairs `apart` share none.

    Raises CannotAllHold when the house cannot put them up, Stopped.
    """
    rooms = sorted(retreat.rooms, key=lambda room: room.key)
    cp = cp_model.CpModel()
    sleeps = _beds(cp, rooms, people, held)
    for pair in sorted(apart):
        for room in rooms:
            cp.add_at_most_one(sleeps[each, room.key] for each in pair if (each, room.key) in sleeps)
    share = _sharing(cp, sleeps, rooms, wishes)
    beds, largest = {room.key: room.beds for room in rooms}, max(room.beds for room in rooms)
    alone = {each.ticket for each in people if each.alone}

    def drawn(mark: str, room: str) -> int:
        return lot.draw(value, f"{mark} {retreat.key} {room}")

    for chosen in (
        [(v, FIRST * (1 + largest - beds[r]) + drawn(t, r)) for (t, r), v in sleeps.items() if t in alone],
        [(v, FIRST * (1 + len(wishes)) + drawn(" ".join(pair), room)) for (pair, room), v in share.items()],
        [(v, drawn(t, r)) for (t, r), v in sleeps.items()],
    ):
        solver = _best(cp, chosen, seconds)
    return {ticket: room for (ticket, room), variable in sleeps.items() if solver.boolean_value(variable)}


def fits(room: Room, person: Applicant) -> bool:
    return person.features <= room.features


def _beds(
    cp: cp_model.CpModel, rooms: Iterable[Room], people: Collection[Applicant], held: Mapping[str, str]
) -> dict[Bed, cp_model.IntVar]:
    """Everybody in one room that has what they need; who sleeps alone takes all its beds."""
    sleeps: dict[Bed, cp_model.IntVar] = {}
    for person in sorted(people, key=lambda person: person.ticket):
        stays = held.get(person.ticket)
        fitting = (room for room in rooms if (room.key == stays if stays else fits(room, person)))
        own = {room.key: cp.new_bool_var("") for room in fitting}
        cp.add_exactly_one(own.values())
        sleeps |= {(person.ticket, key): variable for key, variable in own.items()}
    for room in rooms:
        here = [each for each in people if (each.ticket, room.key) in sleeps]
        variables = [sleeps[each.ticket, room.key] for each in here]
        takes = [room.beds if each.alone else 1 for each in here]
        cp.add(cp_model.LinearExpr.weighted_sum(variables, takes) <= room.beds)
    return sleeps


def _sharing(
    cp: cp_model.CpModel,
    sleeps: Mapping[Bed, cp_model.IntVar],
    rooms: Iterable[Room],
    wishes: Collection[Pair],
) -> dict[tuple[Pair, str], cp_model.IntVar]:
    """For each pair and room, whether they share it."""
    found = {}
    for one, other in sorted(wishes):
        for room in rooms:
            if (one, room.key) in sleeps and (other, room.key) in sleeps:
                here = found[(one, other), room.key] = cp.new_bool_var("")
                cp.add_implication(here, sleeps[one, room.key])
                cp.add_implication(here, sleeps[other, room.key])
    return found


def _best(
    cp: cp_model.CpModel, chosen: list[tuple[cp_model.IntVar, int]], seconds: float
) -> cp_model.CpSolver:
    """Make these worth as much as can be, and leave them so."""
    variables = [variable for variable, _worth in chosen]
    cp.maximize(cp_model.LinearExpr.weighted_sum(variables, [worth for _variable, worth in chosen]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(cp)
    if status == cp_model.INFEASIBLE:
        raise CannotAllHold
    if status != cp_model.OPTIMAL:
        raise Stopped
    for variable in variables:
        cp.add(variable == solver.value(variable))
    return solver
