"""What a place code opens, and nothing else does."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format

from courses.runs import periodic
from courses.runs.actions import meeting_places, publishing
from courses.runs.models import Absence, Party, Place, Run, Session
from courses.runs.public.pages import LENGTH
from courses.runs.rules.where import Where
from tests.courses.runs.public.visiting import (
    PLACE,
    buttons_of,
    codes_on,
    join,
    look,
    open_run,
    place_of,
    press,
    send,
    soon,
    text_of,
)
from tests.factories.runs import standing
from tests.factories.trainers import create_coordinator
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

WRONG = "0000-0000-0000-0000-0000"


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def joined(run: Run, *names: str) -> str:
    return codes_on(join(run, *names))[0]


def offered(run: Run) -> str:
    """The code of somebody to whom a place was offered."""
    first, second = joined(run), joined(run, "Клён")
    press(press(place_of(first), "leaving"), "leave")
    return second


def test_the_code_opens_however_it_is_typed() -> None:
    code = joined(open_run(), "Ива")

    assert "Ива" in text_of(place_of(f"  {code.lower().replace('-', ' ')} "))


@pytest.mark.parametrize("typed", ["", WRONG, "нет", "\x00", "я" * 4000, "<b>&\"'"])
@pytest.mark.parametrize(
    "do", ["", "open", "accept", "absent x", "coming", "calendar", "leaving", "leave", "?"]
)
def test_a_wrong_code_is_a_sentence_with_what_was_typed(typed: str, do: str) -> None:
    page = send(PLACE, {"code": typed, "do": do, "says": "Занята"})

    assert page.status_code == 200 or (do, page.status_code) == ("calendar", 400)
    assert 'role="alert"' in page.content.decode()


def test_every_answer_to_a_code_has_one_length() -> None:
    code = joined(open_run(sessions=40))
    pages = [place_of(code), place_of(WRONG), press(place_of(code), "leaving")]

    assert {len(page.content) for page in pages} == {LENGTH}


def test_many_wrong_codes_are_slowed_and_a_right_one_opens_all_the_same(settings: Any) -> None:
    settings.RUN_WRONG_CODES = {"minute": 1}
    code = joined(open_run())

    assert [place_of(WRONG).status_code for _ in range(2)] == [200, 429]
    assert place_of(code).status_code == 200
    assert "Ива" in text_of(place_of(code))


def test_sessions_stand_by_the_clocks_of_those_who_come() -> None:
    run = open_run(sessions=1)
    Session.objects.update(
        zone="Europe/Berlin",
        starts_at=soon().replace(year=soon().year + 1, month=3, day=1, hour=18, minute=0, second=0),
        ends_at=soon().replace(year=soon().year + 1, month=3, day=1, hour=19, minute=30, second=0),
    )
    in_winter = text_of(look(f"/en/runs/{run.pk}/"))
    Session.objects.update(
        starts_at=soon().replace(year=soon().year + 1, month=7, day=1, hour=22, minute=0, second=0),
        ends_at=soon().replace(year=soon().year + 1, month=7, day=1, hour=23, minute=30, second=0),
    )
    in_summer = text_of(look(f"/en/runs/{run.pk}/"))

    assert "1 March" in in_winter and "19:00–20:30 (Berlin, UTC+1)" in in_winter
    assert "2 July" in in_summer and "00:00–01:30 (Berlin, UTC+2)" in in_summer


def test_an_absence_is_told_once_and_taken_back() -> None:
    code = joined(open_run(sessions=2))
    session = str(Session.objects.first().pk)  # type: ignore[union-attr]
    page = place_of(code)

    told = press(page, f"absent {session}")
    press(page, f"absent {session}")
    assert list(Absence.objects.values_list("session", flat=True)) == [Session.objects.first().pk]  # type: ignore[union-attr]
    assert f"coming {session}" in buttons_of(told)

    press(told, f"coming {session}")
    assert Absence.objects.count() == 0


def test_absences_are_told_only_of_sessions_to_come_of_ones_own_run_by_those_with_a_place() -> None:
    run = open_run(capacity=1, sessions=2, begins=timezone.now() + timedelta(hours=1))
    code, waits = joined(run), joined(run, "Клён")
    other = open_run(sessions=1).sessions.get()
    first = run.sessions.first()
    assert first is not None
    first.starts_at = timezone.now() - timedelta(minutes=5)
    first.save()

    for who, session in ((code, other.pk), (code, first.pk), (code, "нет"), (waits, run.sessions.last().pk)):  # type: ignore[union-attr]
        assert send(PLACE, {"code": who, "do": f"absent {session}"}).status_code == 409
    assert f"absent {first.pk}" not in buttons_of(place_of(code))
    assert Absence.objects.count() == 0


def test_who_is_offered_a_place_says_yes_and_a_second_press_is_a_sentence() -> None:
    code = offered(open_run(capacity=1))
    page = place_of(code)

    assert "accept" in buttons_of(page)
    assert "accept" not in buttons_of(press(page, "accept"))
    assert standing(codes.read(code)) == "in"
    assert press(page, "accept").status_code == 409


def test_an_offer_whose_time_is_over_is_a_sentence() -> None:
    code = offered(open_run(capacity=1))
    page = place_of(code)
    Party.objects.filter(standing="offered").update(answer_by=timezone.now() - timedelta(hours=1))

    assert press(page, "accept").status_code == 409
    assert standing(codes.read(code)) == "offered"


def test_nobody_says_yes_to_a_place_in_a_run_that_was_called_off_meanwhile() -> None:
    run = open_run(capacity=1)
    code = offered(run)
    page = place_of(code)
    publishing.cancel(run=run.pk, by=create_coordinator(), now=timezone.now())

    assert press(page, "accept").status_code == 409
    assert standing(codes.read(code)) == "offered"


def test_the_hours_from_which_it_is_told_where_stand_by_the_clocks_of_the_run() -> None:
    begins = soon().replace(hour=12, minute=30, second=0)
    run = open_run(begins=begins)
    code = joined(run)
    meeting_places.set_where(run=run.pk, where=Where("Томск", "ул. Тихая, 3"), now=timezone.now())
    shown = text_of(place_of(code))

    for words, hours in (("Город появится здесь", 168), ("Адрес или ссылка появятся здесь", 24)):
        at = begins - timedelta(hours=hours)
        assert f"{words}: {date_format(at, 'j E')}, 19:00." in shown, "12:00 by UTC is 19:00 in Tomsk"
    assert "Время по часам первого занятия" in shown


def test_a_city_that_nobody_wrote_down_is_not_promised() -> None:
    run = open_run(begins=soon(2))
    code = joined(run)
    meeting_places.set_where(run=run.pk, where=Where("", "https://meet.example/quiet"), now=timezone.now())
    shown = text_of(place_of(code))

    assert ("Город появится" in shown, "Адрес или ссылка появятся" in shown) == (False, True)


def time_goes_by() -> None:
    """Nobody answered what was offered."""
    Party.objects.filter(standing="offered").update(answer_by=timezone.now() - timedelta(hours=1))
    periodic.look_after_waiting_lists()


def test_who_missed_an_offer_reads_that_they_wait_at_the_end() -> None:
    run = open_run(capacity=1)
    code, other = offered(run), joined(run, "Рябина")
    time_goes_by()

    assert (standing(codes.read(code)), standing(codes.read(other))) == ("waiting", "offered")
    assert "вы ждёте в конце очереди" in text_of(place_of(code))
    assert "в конце очереди" not in text_of(place_of(other))


def test_who_missed_two_offers_reads_that_they_wait_no_more() -> None:
    run = open_run(capacity=1)
    code = offered(run)
    time_goes_by()
    time_goes_by()
    page = place_of(code)

    assert standing(codes.read(code)) == "passed"
    assert "Вы больше не ждёте" in text_of(page)
    assert (f"/runs/{run.pk}/join/" in page.content.decode(), len(page.content)) == (True, LENGTH)
    assert "accept" not in buttons_of(page)
    press(press(page, "leaving"), "leave")
    assert standing(codes.read(code)) == ""


def test_leaving_asks_once_and_then_nothing_is_left() -> None:
    code = joined(open_run(), "Ива", "Клён")
    question = press(place_of(code), "leaving")
    assert Place.objects.count() == 2

    assert press(question, "leave").status_code == 200
    assert list(Place.objects.values_list("name", flat=True)) == ["Клён"]
    assert 'role="alert"' in place_of(code).content.decode()
    assert press(question, "leave").status_code == 200, "in a second tab"


def test_leaving_takes_absences_along() -> None:
    code = joined(open_run(sessions=1))
    press(place_of(code), f"absent {Session.objects.get().pk}")
    press(press(place_of(code), "leaving"), "leave")

    assert Absence.objects.count() == 0


@pytest.mark.parametrize("decided", [Run.Decided.DONE, Run.Decided.CANCELLED])
def test_a_place_in_what_is_over_or_off_can_still_be_deleted(decided: str) -> None:
    code = joined(open_run(sessions=1))
    Run.objects.update(decided=decided)
    page = place_of(code)

    assert [each for each in buttons_of(page) if each.startswith("absent")] == []
    press(press(page, "leaving"), "leave")
    assert Place.objects.count() == 0


def test_the_code_stands_in_no_address_of_any_page() -> None:
    code = joined(open_run())
    pages = [place_of(code), press(place_of(code), "leaving")]

    for page in pages:
        body = page.content.decode()
        assert not any(code in part for part in body.split('action="')[1:] for part in [part.split('"')[0]])
        assert f'value="{code}"' in body


def test_enter_in_a_field_presses_no_button_of_something_else() -> None:
    page = BeautifulSoup(place_of(joined(open_run())).content, "html.parser")

    for field in page.select("main input:not([type=hidden])"):
        form = field.find_parent("form")
        assert form is not None
        button = form.find("button")
        assert button is not None and button["value"] == "calendar"
