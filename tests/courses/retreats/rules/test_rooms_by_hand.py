"""What is to be said of people put in rooms by hand."""

from courses.retreats.rules.case import Applicant, Room
from courses.retreats.rules.findings import Grade
from courses.retreats.rules.rooms_by_hand import Finding, House, What, anew, look

ROOMS = (Room("1", 2), Room("2", 2, frozenset({"quiet"})), Room("3", 1))


def person(ticket: str, *, alone: bool = False, needs: str = "") -> Applicant:
    return Applicant(ticket, "RU-TOM", (), alone=alone, features=frozenset(needs.split()))


def house(*people: Applicant, **more: object) -> House:
    return House(ROOMS, people, **more)  # type: ignore[arg-type]


def test_a_room_with_a_bed_for_everybody_has_nothing_to_say() -> None:
    assert look(house(person("a"), person("b")), {"a": "1", "b": "1"}) == []


def test_more_people_than_beds_block() -> None:
    three = house(person("a"), person("b"), person("c"))
    assert look(three, dict.fromkeys("abc", "1")) == [Finding(What.FULL, "1", ("a", "b", "c"))]


def test_who_sleeps_alone_has_no_company_however_large_the_room() -> None:
    two = house(person("a", alone=True), person("b"))
    assert look(two, {"a": "1", "b": "1"}) == [Finding(What.NOT_ALONE, "1", ("a",))]
    assert look(two, {"a": "1", "b": "2"}) == []


def test_who_must_not_meet_shares_no_room() -> None:
    two = house(person("a"), person("b"), apart=frozenset({("a", "b")}))
    found = look(two, {"a": "1", "b": "1"})
    assert found == [Finding(What.APART, "1", ("a", "b"))]
    assert found[0].grade is Grade.BLOCK
    assert look(two, {"a": "1", "b": "2"}) == []


def test_a_room_that_lacks_what_somebody_needs_is_asked_about() -> None:
    one = house(person("a", needs="quiet dark"))
    found = look(one, {"a": "2"})
    assert found == [Finding(What.LACKS, "2", ("a",), frozenset({"dark"}))]
    assert found[0].grade is Grade.WARN


def test_wishes_that_are_not_granted_moves_and_who_waits_are_noted_last() -> None:
    three = house(
        person("a", needs="quiet"),
        person("b"),
        person("c"),
        share_room=frozenset({("a", "b"), ("a", "c")}),
        proposed={"a": "2", "b": "1", "c": "1"},
    )
    assert look(three, {"a": "1", "b": "3"}) == [
        Finding(What.LACKS, "1", ("a",), frozenset({"quiet"})),
        Finding(What.NOT_TOGETHER, tickets=("a", "b")),
        Finding(What.MOVED, "1", ("a",)),
        Finding(What.MOVED, "3", ("b",)),
        Finding(What.WAITS, tickets=("c",)),
    ]


def test_a_move_answers_for_what_it_brings_and_not_for_what_was_there() -> None:
    two = house(person("a", needs="quiet"), person("b"), person("c"))
    before = look(two, {"a": "1"})
    assert anew(before, look(two, {"a": "1", "b": "3", "c": "2"})) == []
