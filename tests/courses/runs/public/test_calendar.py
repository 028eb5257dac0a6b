"""Calendars of those who have a place, as a program reads them that is not ours."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from icalendar import Calendar

from courses.runs.models import Place, Run, Session
from tests.courses.runs.public.visiting import codes_on, join, look, open_run, place_of, press, send, text_of
from wellbeing.privacy import codes, sealing

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def with_calendar(run: Run, says: str = "Занята") -> str:
    """The code of somebody who made a calendar."""
    (code,) = codes_on(join(run))
    assert press(place_of(code), "calendar", says=says).status_code == 200
    return code


def address(code: str) -> str:
    return f"/c/{codes.calendar(codes.read(code))}.ics"


def read(code: str) -> Calendar:
    """Read strictly: a value that the library cannot take is an error, and nothing follows the end."""
    answer = look(address(code))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    (found,) = Calendar.from_ical(answer.content, multiple=True)
    found.validate()
    assert [error for part in found.walk() for error in part.errors] == []
    return found


def test_there_is_none_until_somebody_wants_one_and_then_its_address_is_shown() -> None:
    (code,) = codes_on(join(open_run()))
    assert look(address(code)).status_code == 404

    page = press(place_of(code), "calendar", says="Йога")
    assert address(code) in text_of(page)
    assert read(code)["X-WR-CALNAME"] == "Йога"


def test_its_entries_are_the_sessions_in_words_of_ones_own_and_nothing_else() -> None:
    run = open_run(sessions=3)
    found = read(with_calendar(run, "Йога; и, чай")).events

    assert [(each.start, each.end) for each in found] == [
        (each.starts_at, each.ends_at) for each in run.sessions.all()
    ]
    assert {str(each["SUMMARY"]) for each in found} == {"Йога; и, чай"}
    assert {str(each["CLASS"]) for each in found} == {"PRIVATE"}
    names = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    assert {name for each in found for name in each} == names


def test_an_entry_stays_itself_until_its_session_moves() -> None:
    code = with_calendar(open_run(sessions=2))
    before = [str(each["UID"]) for each in read(code).events]
    assert [str(each["UID"]) for each in read(code).events] == before

    first = Session.objects.first()
    assert first is not None
    first.starts_at, first.ends_at = first.starts_at + timedelta(hours=1), first.ends_at + timedelta(hours=1)
    first.save()
    after = [str(each["UID"]) for each in read(code).events]
    assert (after[0] != before[0], after[1]) == (True, before[1])


def test_two_people_of_one_run_have_nothing_in_common() -> None:
    run = open_run()
    one, other = with_calendar(run), with_calendar(run)

    assert not {str(e["UID"]) for e in read(one).events} & {str(e["UID"]) for e in read(other).events}


def test_programs_are_asked_to_come_back_and_a_session_one_misses_is_not_in_it() -> None:
    code = with_calendar(open_run(sessions=2))
    session = Session.objects.first()
    assert session is not None
    press(place_of(code), f"absent {session.pk}")
    found = read(code)

    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert len(found.events) == 1


def test_it_is_gone_with_the_place_and_when_it_is_taken_away() -> None:
    run = open_run()
    code, other = with_calendar(run), with_calendar(run)
    press(press(place_of(code), "leaving"), "leave")
    press(place_of(other), "no_calendar")

    assert [look(address(each)).status_code for each in (code, other)] == [404, 404]
    mine = Place.objects.get()
    assert (mine.calendar, mine.calendar_box) == (None, None)


def test_its_words_are_in_a_box_of_one_size_that_only_its_address_opens() -> None:
    run = open_run()
    one, other = with_calendar(run, "Йога"), with_calendar(run, "😀" * 40)
    mine = Place.objects.get(pk=codes.lookup_id(codes.read(one)))
    address_code = codes.calendar(codes.read(one))

    assert 'value="Йога"' in place_of(one).content.decode()
    assert mine.calendar_says(address_code) == "Йога"
    assert {len(bytes(each.calendar_box or b"")) for each in Place.objects.all()} == {202}
    with connection.cursor() as cursor:
        cursor.execute("SELECT runs_place::text FROM runs_place")
        rows = " ".join(row for (row,) in cursor.fetchall())
    assert [rows.count(words.encode().hex()) + rows.count(words) for words in ("Йога", "😀")] == [0, 0]
    for wrong in (codes.read(one), codes.calendar(codes.read(other)), str(mine.pk), str(mine.calendar)):
        with pytest.raises(sealing.DoesNotOpen):
            mine.calendar_says(wrong)


def test_a_box_of_somebody_else_or_of_another_size_gives_nothing_away() -> None:
    run = open_run()
    one, other = with_calendar(run, "Йога"), with_calendar(run, "Лыжи")
    mine, theirs = (Place.objects.get(pk=codes.lookup_id(codes.read(each))) for each in (one, other))
    mine.calendar_box = theirs.calendar_box

    with pytest.raises(sealing.DoesNotOpen):
        mine.calendar_says(codes.calendar(codes.read(one)))
    for box in (None, b"short", bytes(203)):
        with pytest.raises(IntegrityError, match="calendar"), transaction.atomic():
            Place.objects.filter(pk=theirs.pk).update(calendar_box=box)


def test_what_is_called_off_leaves_an_empty_calendar_that_programs_read() -> None:
    code = with_calendar(open_run())
    Run.objects.update(decided=Run.Decided.CANCELLED)

    assert read(code).events == []


def test_its_address_tells_neither_the_place_code_nor_that_of_those_who_came_along() -> None:
    first, second = (codes.read(each) for each in codes_on(join(open_run(), "Ива", "Клён")))
    calendar = codes.calendar(first)

    assert calendar not in (first, second)
    assert 'role="alert"' in place_of(calendar).content.decode()


@pytest.mark.parametrize("code", ["x", "0" * 20, "%00", "я" * 300])
def test_an_address_of_nobody_is_not_there(code: str) -> None:
    assert look(f"/c/{code}.ics").status_code == 404


@pytest.mark.parametrize("says", ["", " \x00 ", "я" * 41])
def test_words_that_cannot_be_get_a_sentence_beside_them(says: str) -> None:
    (code,) = codes_on(join(open_run()))
    page = press(place_of(code), "calendar", says=says)

    assert page.status_code == 400
    assert 'id="id_says_error"' in page.content.decode()
    assert Place.objects.get().calendar is None


def test_a_wrong_code_makes_no_calendar(settings: Any) -> None:
    page = send("/ru/place/", {"code": "нет", "do": "calendar", "says": "Занята"})

    assert 'role="alert"' in page.content.decode()
