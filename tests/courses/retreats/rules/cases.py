"""Small cases for tests of the rules, and all of their outcomes counted one by one."""

from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

from courses.retreats.rules.case import Applicant, Case, Retreat, Room, pair
from courses.retreats.rules.policy import Aim, Policy

LET_GO = (("kept", "a", ""), ("least", "a", "north"), ("least", "b", "north"))
REGIONS, FEATURES, LABELS = ("north", "south"), ("ramp",), ("carer",)


@st.composite
def cases(draw: st.DrawFn, most: int = 6, retreats: int = 2) -> Case:
    """Up to `most` people for one small house or some more, with every kind of rule and wish."""
    keys = ["a", "b", "c"][: draw(st.integers(1, retreats))]
    tickets = [f"t{i}" for i in range(draw(st.integers(1, most)))]

    def pairs() -> frozenset[tuple[str, str]]:
        if len(tickets) < 2:
            return frozenset()
        two = st.lists(st.sampled_from(tickets), min_size=2, max_size=2, unique=True)
        return frozenset(pair(*each) for each in draw(st.lists(two, max_size=2)))

    return Case(
        retreats=tuple(draw(_retreats(key)) for key in keys),
        applicants=tuple(draw(_applicants(ticket, keys)) for ticket in tickets),
        bound=pairs(),
        apart=pairs(),
        together=pairs(),
        share_room=pairs(),
        under_served={"north": draw(st.integers(0, 2))},
    )


def policies(*, least: bool = True) -> st.SearchStrategy[Policy]:
    number = st.integers(0, 2)
    return st.builds(
        Policy,
        aims=st.permutations(list(Aim)).map(tuple) | _few_aims(),
        least=st.fixed_dictionaries({}, optional={"north": number}) if least else st.just({}),
        most=st.fixed_dictionaries({}, optional={"south": number}),
        most_elsewhere=st.none() | st.integers(1, 3),
        kept=number,
        let_go=st.frozensets(st.sampled_from(LET_GO)),
    )


def _few_aims() -> st.SearchStrategy[tuple[Aim, ...]]:
    """So that what stands last decides something too."""
    return st.lists(st.sampled_from(Aim), unique=True, max_size=3).map(tuple)


@st.composite
def contested(draw: st.DrawFn) -> Case:
    """Houses with one place or two, for more people than that who are much alike."""
    keys = ["a", "b", "c"][: draw(st.integers(2, 3))]
    people = tuple(
        Applicant(
            ticket=f"t{i}",
            region=draw(st.sampled_from(REGIONS)),
            wishes=tuple(draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))),
            need=draw(st.integers(0, 1)),
            has_been=draw(st.booleans()),
            features=draw(st.sampled_from([frozenset(), frozenset(), frozenset(FEATURES)])),
        )
        for i in range(draw(st.integers(3, 5)))
    )
    two = st.sampled_from([("t0", "t1"), ("t0", "t2"), ("t1", "t2")])
    return Case(
        retreats=tuple(
            Retreat(key, draw(st.integers(1, 2)), (Room("1", 2, draw(st.frozensets(st.just("ramp")))),))
            for key in keys
        ),
        applicants=people,
        bound=draw(st.frozensets(two, max_size=1)),
        together=draw(st.frozensets(two, max_size=1)),
    )


def outcomes(case: Case) -> Iterator[dict[str, str]]:
    """Every way to give people one of their wishes or nothing."""
    tickets = [each.ticket for each in case.applicants]
    for chosen in product(*[("", *each.wishes) for each in case.applicants]):
        yield {ticket: key for ticket, key in zip(tickets, chosen, strict=True) if key}


def can_sleep(case: Case, places: dict[str, str]) -> bool:
    """Whether the houses can put these people up, tried bed by bed."""
    people = {each.ticket: each for each in case.applicants}
    return all(
        _fits([people[t] for t, key in places.items() if key == retreat.key], list(retreat.rooms), {})
        for retreat in case.retreats
    )


def _fits(people: list[Applicant], rooms: list[Room], taken: dict[str, list[Applicant]]) -> bool:
    if not people:
        return True
    first, rest = people[0], people[1:]
    for room in rooms:
        there = taken.get(room.key, [])
        is_crowded = len(there) >= room.beds or (there and (first.alone or any(p.alone for p in there)))
        does_fit = not is_crowded and first.features <= room.features
        if does_fit and _fits(rest, rooms, {**taken, room.key: [*there, first]}):
            return True
    return False


@st.composite
def _retreats(draw: st.DrawFn, key: str) -> Retreat:
    rooms = tuple(
        Room(f"{i}", draw(st.integers(1, 2)), draw(st.frozensets(st.sampled_from(FEATURES))))
        for i in range(draw(st.integers(1, 3)))
    )
    limits = draw(st.fixed_dictionaries({}, optional={"carer": st.integers(0, 1)}))
    return Retreat(key, draw(st.integers(0, 4)), rooms, limits)


@st.composite
def _applicants(draw: st.DrawFn, ticket: str, keys: list[str]) -> Applicant:
    return Applicant(
        ticket=ticket,
        region=draw(st.sampled_from(REGIONS)),
        wishes=tuple(draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))),
        need=draw(st.integers(0, 3)),
        has_been=draw(st.booleans()),
        turned_away=draw(st.integers(0, 2)),
        features=draw(st.frozensets(st.sampled_from(FEATURES))),
        alone=draw(st.booleans()),
        labels=draw(st.frozensets(st.sampled_from(LABELS))),
    )
