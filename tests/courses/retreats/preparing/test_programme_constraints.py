"""What PostgreSQL itself refuses and keeps of a programme, a calendar and a place, whoever writes it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from courses.retreats.models import HouseSpace, Offer, RetreatWhere, Slot, SlotPerson
from courses.runs.rules.where import Where
from tests.factories.retreats import (
    create_application,
    create_offer,
    create_retreat,
    create_round,
    create_slot,
    create_team_part,
)
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def refused(name: str, act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def test_a_room_is_used_once_at_a_time_at_one_retreat() -> None:
    retreat = create_retreat()
    hall = HouseSpace.objects.create(house=retreat.house, name="Зал", seats=20)
    create_slot(retreat, space=hall)
    create_slot(retreat, space=hall, begins=600, ends=660)
    create_slot(retreat, space=hall, day=3)
    create_slot(retreat)
    create_slot(create_retreat(), space=hall)
    refused("a_space_is_used_once_at_a_time", lambda: create_slot(retreat, space=hall, begins=599, ends=601))


def test_a_colleague_is_in_one_slot_at_a_time() -> None:
    retreat = create_retreat()
    vera, gleb = create_team_part(retreat), create_team_part(retreat)
    create_slot(retreat, people=[vera, gleb])
    create_slot(retreat, people=[vera], begins=600, ends=660)
    later = create_slot(retreat, people=[gleb], begins=700, ends=760)
    refused("a_colleague_is_in_one_slot_at_a_time", lambda: create_slot(retreat, people=[vera], ends=550))
    refused(
        "a_colleague_is_in_one_slot_at_a_time",
        lambda: Slot.objects.filter(pk=later.pk).update(begins=590),
    )


def test_who_leaves_the_team_is_in_no_slot_any_more() -> None:
    retreat = create_retreat()
    part = create_team_part(retreat)
    create_slot(retreat, people=[part])
    part.delete()
    assert Slot.objects.count() == 1
    assert not SlotPerson.objects.exists()


def test_where_a_retreat_is_ends_with_its_last_day_whoever_moves_it() -> None:
    retreat = create_retreat()
    row = RetreatWhere(retreat=retreat)
    row.put(Where("Томск", "Лесная 7"))
    row.save()
    row.refresh_from_db()
    assert row.over_on == retreat.ends_on
    retreat.ends_on += timedelta(days=2)
    retreat.save()
    row.refresh_from_db()
    assert row.over_on == retreat.ends_on
    assert row.contents() == Where("Томск", "Лесная 7")
    refused("where_a_retreat_is_always_the_same_size", lambda: RetreatWhere.objects.update(box=b"Tomsk"))


def test_words_of_a_calendar_are_there_with_its_address_and_of_one_size() -> None:
    round_ = create_round()
    retreat, code = create_retreat(round=round_), codes.draw()
    offer = create_offer(create_application(round_, wishes=[retreat]), retreat)
    offer.put_calendar(code, "Занято")
    offer.save()
    assert Offer.objects.get().calendar_says(code) == "Занято"
    refused("the_calendar_of_a_stay_says_something", lambda: Offer.objects.update(calendar=None))
    refused("calendar_of_a_stay_always_the_same_size", lambda: Offer.objects.update(calendar_box=b"busy"))


def test_nothing_that_is_written_into_a_programme_is_sampled() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attstattarget = 0"
            " AND attrelid::regclass::text IN ('retreats_slot', 'retreats_programmeversion') ORDER BY 1"
        )
        assert cursor.fetchall() == [("retreats_programmeversion", "content"), ("retreats_slot", "title")]
