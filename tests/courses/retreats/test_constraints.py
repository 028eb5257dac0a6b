"""What PostgreSQL itself refuses and keeps of retreats, whoever writes it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.retreats.models import Application, Bed, HouseWeek, Offer, Retreat, Round, SealedPart
from tests.factories.retreats import (
    FIRST_DAY,
    create_application,
    create_house,
    create_offer,
    create_retreat,
    create_retreat_colleague,
    create_round,
    create_team_part,
)
from wellbeing.accounts.models import SealedRecord, Team

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def refused(name: str, act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def test_one_place_more_than_there_are_is_refused_whoever_writes_it() -> None:
    round_ = create_round()
    retreat = create_retreat(round=round_, places=1)
    create_offer(create_application(round_, wishes=[retreat]), retreat)
    other = create_application(round_, wishes=[retreat])
    refused("a_retreat_is_never_overbooked", lambda: create_offer(other, retreat))


def test_places_are_counted_by_the_database_itself() -> None:
    round_ = create_round()
    retreat = create_retreat(round=round_)

    def taken() -> int:
        retreat.refresh_from_db()
        return retreat.taken

    offers = [
        create_offer(create_application(round_, wishes=[retreat]), retreat, standing=standing)
        for standing in Offer.Standing.values
    ]
    assert taken() == 2
    Offer.objects.filter(pk=offers[0].pk).update(standing="lapsed", answer_by=None)
    assert taken() == 1
    Application.objects.filter(pk=offers[1].application_id).delete()
    assert taken() == 0


def test_a_house_and_a_colleague_are_at_one_retreat_at_a_time() -> None:
    house, colleague = create_house(), create_retreat_colleague()
    first = create_retreat(house=house)
    create_team_part(first, colleague=colleague)
    inside = FIRST_DAY + timedelta(days=5)
    refused("a_house_holds_one", lambda: create_retreat(house=house, begins_on=inside))
    off = create_retreat(house=house, begins_on=inside, decided=Retreat.Decided.CANCELLED)
    refused("a_colleague_is_at_one", lambda: create_team_part(off, colleague=colleague))
    # One may begin on the day on which the other ends.
    create_team_part(create_retreat(house=house, begins_on=first.ends_on), colleague=colleague)


def test_a_retreat_that_moves_takes_its_team_along() -> None:
    part = create_team_part(create_retreat())
    Retreat.objects.filter(pk=part.retreat_id).update(ends_on=part.ends_on + timedelta(days=1))
    assert part.ends_on + timedelta(days=1) == type(part).objects.get().ends_on


def test_a_bed_is_one_that_its_room_has_and_one_persons() -> None:
    round_ = create_round()
    retreat = create_retreat(round=round_, house=create_house(rooms=[1]))
    room = retreat.house.rooms.get()
    one, other = (create_offer(create_application(round_, wishes=[retreat]), retreat) for _ in range(2))
    Bed.objects.create(offer=one, retreat=retreat, room=room, number=1)
    refused("one_persons", lambda: Bed.objects.create(offer=other, retreat=retreat, room=room, number=1))
    refused("no such bed", lambda: Bed.objects.create(offer=other, retreat=retreat, room=room, number=2))
    elsewhere = create_retreat()
    refused(
        "another retreat", lambda: Bed.objects.create(offer=other, retreat=elsewhere, room=room, number=1)
    )


def test_weeks_begin_on_monday() -> None:
    house, day = create_house(), FIRST_DAY + timedelta(days=1)
    refused("house_weeks_begin_on_monday", lambda: HouseWeek.objects.create(house=house, week_on=day))


def test_a_round_takes_the_steps_in_their_order() -> None:
    refused("says_when_it_closes", lambda: create_round(announced=""))
    refused("without_a_commitment", lambda: create_round(decided=Round.Decided.COMMITTED))
    refused("without_a_value", lambda: create_round(decided=Round.Decided.DRAWN, commitment="0" * 64))
    drawn = {"commitment": "0" * 64, "value": "1"}
    refused("has_a_record", lambda: create_round(decided=Round.Decided.PUBLISHED, **drawn))


def test_what_was_sealed_goes_with_the_application() -> None:
    round_ = create_round()
    application = create_application(round_, wishes=[create_retreat(round=round_)])
    record = SealedRecord.objects.create(team=Team.objects.create(code="round:x"), box=bytes(1024))
    SealedPart.objects.create(application=application, part="access", record=record)
    Application.objects.all().delete()
    assert not SealedRecord.objects.exists()


def test_everything_ends_with_the_last_retreat_however_it_moves() -> None:
    round_ = create_round()
    retreat = create_retreat(round=round_)
    application = create_application(round_, wishes=[retreat])
    Retreat.objects.filter(pk=retreat.pk).update(ends_on=retreat.ends_on + timedelta(days=3))
    round_.refresh_from_db()
    application.refresh_from_db()
    assert round_.over_on == retreat.ends_on + timedelta(days=3)
    assert application.goes_on == round_.over_on + timedelta(days=14)


def test_facts_come_out_of_their_box_as_they_went_in() -> None:
    round_ = create_round()
    retreat = create_retreat(round=round_)
    application = create_application(
        round_, wishes=[retreat], ties=(("apart", "ab" * 16),), features=("quiet",), own_need=3
    )
    again = Application.objects.get().facts()
    assert again == application.facts()
    assert (again.ties, again.features, again.need(1)) == ((("apart", "ab" * 16),), ("quiet",), 1)
