"""The programme: written a day at a time, published in versions that stay, read by those who come."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import ModelLogEntry

from courses.retreats import published, stay_refusals
from courses.retreats.actions.applying import calendars
from courses.retreats.actions.preparing import programmes
from courses.retreats.actions.preparing.programmes import Row
from courses.retreats.models import HouseSpace, Offer, ProgrammeVersion, Retreat, Slot
from courses.retreats.rules.programme import Way
from tests.courses.retreats.offers.test_pages import press
from tests.courses.retreats.planning.looking import create_organiser
from tests.factories.retreats import (
    NOW,
    create_application,
    create_offer,
    create_retreat,
    create_round,
    create_slot,
    create_team_part,
)
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


@pytest.fixture
def by() -> User:
    return create_organiser("olga")


@pytest.fixture
def retreat() -> Retreat:
    """Three days, with a team of one and a hall."""
    retreat = create_retreat(round=create_round(), zone="Asia/Krasnoyarsk")
    retreat.ends_on = retreat.begins_on + timedelta(days=2)
    retreat.save()
    HouseSpace.objects.create(house=retreat.house, name="Зал", seats=20)
    create_team_part(retreat)
    return retreat


def meals(retreat: Retreat, by: User) -> None:
    """A whole programme with nothing to ask about."""
    meal = Row("Обед", "meal", 780, 840)
    programmes.write_day(retreat=retreat.pk, day=1, rows=[meal], by=by)
    three = [Row("Завтрак", "meal", 480, 540), meal, Row("Ужин", "meal", 1080, 1140)]
    programmes.write_day(retreat=retreat.pk, day=2, rows=three, by=by)
    programmes.write_day(retreat=retreat.pk, day=3, rows=[meal], by=by)


def publish(retreat: Retreat, by: User, *, is_meant: bool = False) -> ProgrammeVersion:
    return programmes.publish(retreat=retreat.pk, is_meant=is_meant, by=by, now=NOW)


def row_of(slot: Slot, **changes: object) -> Row:
    said = {"title": slot.title, "kind": slot.kind, "begins": slot.begins, "ends": slot.ends, "id": slot.pk}
    return Row(**{**said, **changes})  # type: ignore[arg-type]


def test_two_slots_of_a_room_change_places_in_one_go(retreat: Retreat, by: User) -> None:
    hall = HouseSpace.objects.get()
    one, other = create_slot(retreat, space=hall), create_slot(retreat, space=hall, begins=600, ends=660)
    rows = [
        row_of(one, begins=600, ends=660, space=hall),
        row_of(other, begins=540, ends=600, space=hall),
    ]
    programmes.write_day(retreat=retreat.pk, day=2, rows=rows, by=by)
    one.refresh_from_db()
    assert (one.begins, Slot.objects.count()) == (600, 2)


def test_who_or_what_would_be_at_two_places_is_said_by_name(retreat: Retreat, by: User) -> None:
    hall, part = HouseSpace.objects.get(), retreat.team_parts.get()
    create_slot(retreat, title="Круг", space=hall, people=[part])
    for row in (
        Row("Йога", "session", 570, 630, space=hall),
        Row("Йога", "session", 570, 630, people=[part]),
    ):
        with pytest.raises(stay_refusals.TwiceAtOnce) as caught:
            programmes.write_day(retreat=retreat.pk, day=2, rows=[row], by=by)
        assert ("Зал" if row.space else str(part.colleague)) in str(caught.value)
        assert "Круг" in str(caught.value)
    assert Slot.objects.count() == 1


def test_slots_of_another_retreat_are_not_touched(retreat: Retreat, by: User) -> None:
    other = create_slot(create_retreat())
    programmes.write_day(
        retreat=retreat.pk, day=2, rows=[row_of(other, title="Моё")], dropped=[other.pk], by=by
    )
    other.refresh_from_db()
    assert other.title != "Моё"
    assert retreat.slots.get().title == "Моё"


def test_a_programme_without_rest_is_not_published_and_one_without_meals_is_asked_about(
    retreat: Retreat, by: User
) -> None:
    slot = create_slot(retreat)
    with pytest.raises(stay_refusals.NotToBePublished):
        publish(retreat, by)
    slot.delete()
    create_slot(retreat, kind="free", ends=700)
    with pytest.raises(stay_refusals.PublishedDespite):
        publish(retreat, by)
    assert publish(retreat, by, is_meant=True).number == 1


def test_nothing_at_all_is_not_published(retreat: Retreat, by: User) -> None:
    with pytest.raises(stay_refusals.NotToBePublished):
        publish(retreat, by, is_meant=True)
    assert not ProgrammeVersion.objects.exists()


@pytest.mark.parametrize("decided", ["done", "cancelled"])
def test_of_a_retreat_that_is_over_or_off_nothing_is_written_nor_published(
    retreat: Retreat, by: User, decided: str
) -> None:
    meals(retreat, by)
    Retreat.objects.filter(pk=retreat.pk).update(decided=decided)
    with pytest.raises(stay_refusals.NotNow):
        programmes.write_day(retreat=retreat.pk, day=1, rows=[Row("Круг", "session", 600, 660)], by=by)
    with pytest.raises(stay_refusals.NotNow):
        publish(retreat, by)
    assert (Slot.objects.count(), ProgrammeVersion.objects.count()) == (5, 0)


def test_days_that_are_not_there_any_more_can_be_emptied_and_not_written(retreat: Retreat, by: User) -> None:
    slot = create_slot(retreat, day=4)
    with pytest.raises(stay_refusals.NoSuchDay):
        programmes.write_day(retreat=retreat.pk, day=4, rows=[row_of(slot)], by=by)
    programmes.write_day(retreat=retreat.pk, day=4, rows=[], dropped=[slot.pk], by=by)
    assert not Slot.objects.exists()


def test_a_slot_takes_the_place_of_one_that_is_dropped_and_people_leave_it(
    retreat: Retreat, by: User
) -> None:
    hall, part = HouseSpace.objects.get(), retreat.team_parts.get()
    old, stays = create_slot(retreat, space=hall), create_slot(retreat, begins=700, ends=760, people=[part])
    rows = [Row("Йога", "session", 540, 600, space=hall), row_of(stays, begins=700)]
    programmes.write_day(retreat=retreat.pk, day=2, rows=rows, dropped=[old.pk], by=by)
    assert [each.title for each in Slot.objects.order_by("begins")] == ["Йога", stays.title]
    assert not stays.people.exists()


def test_the_history_says_who_wrote_and_who_published(retreat: Retreat, by: User) -> None:
    meals(retreat, by)
    publish(retreat, by)
    rows = ModelLogEntry.objects.filter(object_id=str(retreat.pk), user=by).values_list("action", flat=True)
    assert sorted(rows) == ["retreats.publish_programme", *["wagtail.edit"] * 3]


def test_versions_stay_and_say_what_changed(retreat: Retreat, by: User) -> None:
    meals(retreat, by)
    first = publish(retreat, by)
    with pytest.raises(stay_refusals.NothingNew):
        publish(retreat, by)
    dinner = Slot.objects.get(title="Ужин")
    programmes.write_day(retreat=retreat.pk, day=2, rows=[row_of(dinner, begins=1110, ends=1170)], by=by)
    publish(retreat, by)
    newest = published.newest(retreat)
    assert newest is not None
    assert (newest.number, [each.way for each in newest.changes]) == (2, [Way.MOVED])
    content = first.content
    first.refresh_from_db()
    assert first.content == content
    assert first.published_month == NOW.date().replace(day=1)


def test_a_day_is_written_on_its_page_and_faults_stay_with_what_was_typed(retreat: Retreat, by: User) -> None:
    client, part, hall = client_of(by), retreat.team_parts.get(), HouseSpace.objects.get()
    address = f"/staff/retreats/{retreat.pk}/programme/2/"
    typed = {
        "slots-TOTAL_FORMS": "2",
        "slots-INITIAL_FORMS": "0",
        "slots-0-title": "Круг",
        "slots-0-kind": "session",
        "slots-0-begins": "10:00",
        "slots-0-ends": "09:00",
        "slots-0-space": str(hall.pk),
        "slots-0-people": [str(part.pk)],
        "slots-1-kind": "session",
    }
    answer = client.post(address, typed)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Круг" in answer.content.decode()
    assert client.post(address, {**typed, "slots-0-ends": "11:30"}).status_code == HTTPStatus.FOUND
    slot = Slot.objects.get()
    assert (slot.begins, slot.ends, slot.space, slot.people.get().part) == (600, 690, hall, part)
    page = f"/staff/retreats/{retreat.pk}/programme/"
    assert "Нет полутора часов подряд" in text(client.get(page))
    answer = client.post(page, {"is_meant": "1"})
    assert answer.status_code == HTTPStatus.CONFLICT
    dropped = {"slots-TOTAL_FORMS": "1", "slots-INITIAL_FORMS": "1", "slots-0-slot": str(slot.pk)}
    client.post(address, {**dropped, "slots-0-title": "Круг", "slots-0-DELETE": "1"})
    assert not Slot.objects.exists()
    assert client.get(f"/staff/retreats/{retreat.pk}/programme/9/").status_code == HTTPStatus.NOT_FOUND


def test_the_programme_asks_as_much_of_the_database_for_many_slots_as_for_one(
    retreat: Retreat, by: User
) -> None:
    client, part = client_of(by), retreat.team_parts.get()
    create_slot(retreat, people=[part])
    first = queries(client, f"/staff/retreats/{retreat.pk}/programme/")
    for begins in (600, 700, 800):
        create_slot(retreat, people=[part], begins=begins, ends=begins + 60)
    assert queries(client, f"/staff/retreats/{retreat.pk}/programme/") == first


def coming(retreat: Retreat, standing: str = Offer.Standing.ACCEPTED) -> str:
    code = codes.draw()
    create_offer(create_application(retreat.round, wishes=[retreat], code=code), retreat, standing=standing)
    return code


def test_those_who_come_read_the_programme_and_nobody_else(retreat: Retreat, by: User) -> None:
    meals(retreat, by)
    code, other = coming(retreat), coming(retreat, Offer.Standing.OFFERED)
    assert "Завтрак" not in press(code).content.decode()
    publish(retreat, by)
    assert "Завтрак" in press(code).content.decode()
    assert "Завтрак" not in press(other).content.decode()


def ics(code: str) -> str:
    answer = Client().get(f"/d/{codes.calendar(code)}.ics")
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_a_calendar_has_the_stay_then_the_programme_in_words_of_their_own(retreat: Retreat, by: User) -> None:
    code = coming(retreat)
    assert press(code, "calendar", says="Отпуск").status_code == HTTPStatus.OK
    whole = ics(code)
    assert whole.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20270228T170000Z" in whole
    assert "SUMMARY:Отпуск" in whole
    meals(retreat, by)
    publish(retreat, by)
    assert ics(code).count("BEGIN:VEVENT") == 5
    assert "Завтрак" not in ics(code)
    assert retreat.title not in ics(code)
    press(code, "no_calendar")
    assert Client().get(f"/d/{codes.calendar(code)}.ics").status_code == HTTPStatus.NOT_FOUND


def test_a_calendar_is_for_whoever_comes_and_leads_nowhere_afterwards(retreat: Retreat) -> None:
    with pytest.raises(stay_refusals.NoPlace):
        calendars.set_calendar(code=coming(retreat, Offer.Standing.OFFERED), says="Отпуск")
    code, other = coming(retreat), coming(retreat)
    calendars.set_calendar(code=code, says="Отпуск")
    assert Client().get(f"/d/{codes.calendar(other)}.ics").status_code == HTTPStatus.NOT_FOUND
    assert Offer.objects.filter(calendar__isnull=False).count() == 1
    Offer.objects.filter(calendar__isnull=False).update(standing=Offer.Standing.WITHDRAWN)
    assert Client().get(f"/d/{codes.calendar(code)}.ics").status_code == HTTPStatus.NOT_FOUND
    assert press(code, "calendar", says="").status_code == HTTPStatus.BAD_REQUEST
