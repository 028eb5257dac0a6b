"""Beds: proposed around those who have one, moved by hand, and never given twice."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from wagtail.models import ModelLogEntry

from courses.retreats import frozen, stay_refusals
from courses.retreats.actions.preparing import beds
from courses.retreats.models import Application, Bed, Offer, Retreat
from courses.retreats.rules.case import Applicant, Case, Room
from courses.retreats.rules.case import Retreat as CaseRetreat
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.redaction import Names
from courses.retreats.rules.rooms_by_hand import What
from tests.factories.accounts import create_colleague
from tests.factories.retreats import (
    FIRST_DAY,
    create_application,
    create_house,
    create_offer,
    create_retreat,
    create_round,
)
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def by() -> User:
    return create_colleague(username="olga", role="organiser")


def coming(*people: dict[str, Any], rooms: Sequence[int] = (2, 2, 1)) -> tuple[Retreat, list[Offer]]:
    """A retreat in a house with rooms of so many beds, and people who said yes; what each says in facts."""
    round_ = create_round()
    retreat = create_retreat(round=round_, house=create_house(rooms=rooms), places=max(1, len(people)))
    offers = [
        create_offer(create_application(round_, wishes=[retreat], **facts), retreat) for facts in people
    ]
    return retreat, offers


def room(retreat: Retreat, number: int) -> UUID:
    pk: UUID = retreat.house.rooms.get(name=f"Комната {number}").pk
    return pk


def slept(offer: Offer) -> str:
    bed = Bed.objects.filter(offer=offer).select_related("room").first()
    return f"{bed.room.name}, {bed.number}" if bed else ""


def put(retreat: Retreat, offer: Offer, number: int | None, by: User, why: str = "") -> list[Any]:
    there = room(retreat, number) if number else None
    return beds.move(retreat=retreat.pk, offer=offer.pk, room=there, why=why, by=by, today=FIRST_DAY)


def shared_out(retreat: Retreat, offers: Sequence[Offer], rooms: Sequence[int]) -> None:
    """The result had each of these in the room of this number."""
    tickets = [each.application.facts().ticket for each in offers]
    beds_of = {str(each.pk): each.beds for each in retreat.house.rooms.order_by("name")}
    keys = {str(number): pk for number, pk in enumerate(beds_of, start=1)}
    there = CaseRetreat("A", len(offers), tuple(Room(key, beds_of[pk]) for key, pk in keys.items()))
    case = Case((there,), tuple(Applicant(each, "r1", ("A",)) for each in tickets))
    result = {
        "places": dict.fromkeys(tickets, "A"),
        "rooms": {ticket: str(number) for ticket, number in zip(tickets, rooms, strict=True)},
    }
    names = Names({"A": str(retreat.pk)}, {"A": keys}, {"r1": "RU-TOM"}, {}, {})
    assert retreat.round
    frozen.write(retreat.round, frozen.Closed(case, Policy(), "salt", names, result=result))


def test_everybody_without_a_bed_gets_one_and_nobody_with_one_is_moved(by: User) -> None:
    retreat, offers = coming({}, {"alone": True}, {}, {})
    put(retreat, offers[0], 3, by)
    assert beds.propose(retreat=retreat.pk, by=by, today=FIRST_DAY) == 3
    assert slept(offers[0]) == "Комната 3, 1"
    company = Bed.objects.filter(room=Bed.objects.get(offer=offers[1]).room).count()
    assert company == 1
    assert Bed.objects.count() == 4
    assert beds.propose(retreat=retreat.pk, by=by, today=FIRST_DAY) == 0


def test_beds_are_those_of_the_result_unless_they_do_not_go_together_any_more(by: User) -> None:
    retreat, offers = coming(*({} for _ in range(4)))
    shared_out(retreat, offers, [3, 2, 2, 1])
    assert beds.propose(retreat=retreat.pk, by=by, today=FIRST_DAY) == 4
    assert [slept(each)[:9] for each in offers] == [f"Комната {number}" for number in (3, 2, 2, 1)]

    retreat, offers = coming({}, {}, {"alone": True})
    shared_out(retreat, offers, [1, 2, 2])
    assert beds.propose(retreat=retreat.pk, by=by, today=FIRST_DAY) == 3
    assert slept(offers[2])[:9] not in {slept(each)[:9] for each in offers[:2]}


def test_what_the_house_cannot_do_is_said_and_nobody_gets_a_bed(by: User) -> None:
    retreat, offers = coming({}, {"alone": True}, {"alone": True}, rooms=(2, 2))
    put(retreat, offers[0], 1, by)
    with pytest.raises(stay_refusals.NoBedsForAll):
        beds.propose(retreat=retreat.pk, by=by, today=FIRST_DAY)
    assert Bed.objects.count() == 1


def test_a_full_room_and_company_for_who_sleeps_alone_are_refused_in_words(by: User) -> None:
    retreat, offers = coming({}, {"name": "Глеб", "alone": True}, {})
    put(retreat, offers[0], 3, by)
    with pytest.raises(stay_refusals.CannotBe, match="Комната 3"):
        put(retreat, offers[2], 3, by)
    put(retreat, offers[1], 1, by)
    with pytest.raises(stay_refusals.CannotBe, match="Глеб"):
        put(retreat, offers[2], 1, by)
    assert slept(offers[2]) == ""


def kept_apart(one: Offer, other: Offer) -> None:
    """As the committee does it after the sharing-out."""
    application = Application.objects.get(pk=one.application_id)
    mark = Application.objects.get(pk=other.application_id).facts().mark
    application.put(replace(application.facts(), kept_apart=(mark,)))
    application.save()


def test_two_who_must_not_meet_are_refused_without_a_name(by: User) -> None:
    retreat, offers = coming({"name": "Анна"}, {"name": "Борис"})
    kept_apart(offers[0], offers[1])
    put(retreat, offers[0], 1, by)
    with pytest.raises(stay_refusals.CannotBe) as caught:
        put(retreat, offers[1], 1, by)
    assert "Анна" not in str(caught.value)
    assert "Борис" not in str(caught.value)
    put(retreat, offers[1], 2, by)


def test_a_proposal_keeps_apart_who_must_not_meet(by: User) -> None:
    retreat, offers = coming({}, {}, rooms=(2, 2))
    kept_apart(offers[1], offers[0])
    beds.propose(retreat=retreat.pk, by=by, today=FIRST_DAY)
    assert Bed.objects.values("room").distinct().count() == 2


def test_a_room_that_lacks_a_need_is_asked_about_and_the_history_says_why(by: User) -> None:
    retreat, offers = coming({"features": ("quiet",)})
    with pytest.raises(stay_refusals.AskedAbout):
        put(retreat, offers[0], 1, by)
    with pytest.raises(stay_refusals.AskedAbout):
        put(retreat, offers[0], 1, by, why="anything")
    put(retreat, offers[0], 1, by, why="agreed")
    assert slept(offers[0]) == "Комната 1, 1"
    entry = ModelLogEntry.objects.get(action="retreats.beds_despite")
    assert (entry.data, entry.object_id) == ({"why": "agreed"}, str(retreat.pk))


def test_who_leaves_a_bed_frees_it_for_the_next(by: User) -> None:
    retreat, offers = coming({}, {}, {})
    put(retreat, offers[0], 1, by)
    put(retreat, offers[1], 1, by)
    assert [each.what for each in put(retreat, offers[0], None, by)] == [What.WAITS]
    put(retreat, offers[2], 1, by)
    assert [slept(each) for each in offers] == ["", "Комната 1, 2", "Комната 1, 1"]


def test_nobody_is_put_to_bed_who_has_no_place_or_in_another_house(by: User) -> None:
    retreat, offers = coming({}, {})
    other = create_house()
    Offer.objects.filter(pk=offers[1].pk).update(standing=Offer.Standing.WITHDRAWN)
    for offer, key in (
        (offers[1].pk, room(retreat, 1)),
        (uuid4(), room(retreat, 1)),
        (offers[0].pk, other.rooms.all()[0].pk),
    ):
        with pytest.raises(stay_refusals.NobodyThere):
            beds.move(retreat=retreat.pk, offer=offer, room=key, why="", by=by, today=FIRST_DAY)
    assert not Bed.objects.exists()
