"""A note for the team from the form of joining and from the page of a place: kept, replaced, deleted."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.http import HttpResponse

from courses.runs.actions import place_notes, publishing
from courses.runs.models import Place, PlaceNote, Run
from courses.runs.rules.for_team import ForTeam
from tests.courses.runs.public.visiting import (
    PLACE,
    buttons_of,
    codes_on,
    join,
    join_address,
    look,
    open_run,
    place_of,
    press,
    send,
    text_of,
)
from tests.factories.accounts import create_unlocked
from tests.factories.runs import NOW, create_holder
from tests.factories.trainers import create_lead
from wellbeing.accounts.models import KeyPair, SealedRecord, User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


@pytest.fixture
def run() -> Run:
    return open_run()


@pytest.fixture
def lena(run: Run) -> User:
    return create_holder(run)


def read(run: Run, user: User) -> list[tuple[str, ForTeam]]:
    notes = place_notes.read(run=run, key=create_unlocked(user=user))
    return [(each.name, each.note) for each in notes.opened]


def fields(page: HttpResponse) -> dict[str, str]:
    soup = BeautifulSoup(page.content, "html.parser")
    return {each["name"]: each.text.removeprefix("\n") for each in soup.find_all("textarea")}


def deed(code: str, do: str, **typed: str) -> HttpResponse:
    return send(PLACE, {"code": code, "do": do, **typed})


def test_what_is_left_with_the_form_is_sealed_with_the_place_and_never_shown_again(
    run: Run, lena: User
) -> None:
    page = join(run, "Ива", needs="Пандус,\n\x07пожалуйста", contact="Через Клён")
    (code,) = codes_on(page)

    assert read(run, lena) == [("Ива", ForTeam("Пандус, пожалуйста", "Через Клён"))]
    assert "Ваша записка для команды запечатана" in text_of(page)
    shown = place_of(code)
    assert "Вы оставили записку для команды" in text_of(shown)
    assert "no_note" in buttons_of(shown)
    for each in (page, shown):
        assert "Пандус, пожалуйста" not in each.content.decode()
    assert fields(shown) == {"needs": "", "contact": ""}


def test_nobody_has_to_leave_anything(run: Run, lena: User) -> None:
    page = join(run, "Ива", needs="  ", contact="\u200b")

    assert page.status_code == 200
    assert (PlaceNote.objects.count(), SealedRecord.objects.count()) == (0, 0)
    assert "Ваша записка" not in text_of(page)


def test_for_people_who_come_together_it_stands_with_the_first(run: Run, lena: User) -> None:
    page = join(run, "Ива", "Клён", needs="Субтитры")
    first, second = codes_on(page)

    assert "Она относится к первому из этих мест" in text_of(page)
    assert ["no_note" in buttons_of(place_of(code)) for code in (first, second)] == [True, False]


def test_pressing_twice_seals_once_and_says_so_both_times(run: Run, lena: User) -> None:
    form = look(join_address(run))
    first, again = (press(form, name1="Ива", needs=needs) for needs in ("Пандус", "Лифт"))

    assert codes_on(first) == codes_on(again)
    assert "Ваша записка для команды запечатана" in text_of(again)
    assert "Если с тех пор вы что-то изменили, это не учтено" in text_of(again)
    assert read(run, lena) == [("Ива", ForTeam("Пандус"))]


def test_without_anybody_to_read_it_there_is_a_sentence_and_no_field(run: Run) -> None:
    create_holder(run, keys=False)
    page = look(join_address(run))

    assert fields(page) == {}
    assert "Скажите об этом тренеркам лично" in text_of(page)
    (code,) = codes_on(press(page, name1="Ива"))
    assert fields(place_of(code)) == {}
    assert "Скажите об этом тренеркам лично" in text_of(place_of(code))


def test_when_the_last_reader_goes_meanwhile_nothing_is_lost(run: Run, lena: User) -> None:
    form = look(join_address(run))
    assert fields(form) == {"needs": "", "contact": ""}
    KeyPair.objects.all().delete()

    page = press(form, name1="Ива", needs="Пандус", contact="Через Клён")

    assert page.status_code == 409
    assert "негде надёжно оставить" in text_of(page)
    assert fields(page) == {"needs": "Пандус", "contact": "Через Клён"}
    assert 'value="Ива"' in page.content.decode()
    assert (Place.objects.count(), Run.objects.get().taken) == (0, 0)
    assert len(codes_on(press(page, name1="Ива"))) == 1, "without the note it goes on"


@pytest.mark.parametrize("typed", [{"needs": "я" * 501}, {"contact": "я" * 121}, {"needs": "<b>" * 9000}])
def test_what_is_too_long_is_said_beside_what_was_typed(run: Run, lena: User, typed: dict[str, str]) -> None:
    page = join(run, "Ива", **typed)

    assert page.status_code == 400
    assert fields(page) == {"needs": "", "contact": ""} | typed
    assert "Пожалуйста, не больше" in text_of(page)
    assert (Place.objects.count(), SealedRecord.objects.count()) == (0, 0)
    soup = BeautifulSoup(page.content, "html.parser")
    assert soup.find("details", open=True) is not None, "where it is wrong is seen"


def test_from_the_page_of_a_place_it_is_left_replaced_and_deleted(run: Run, lena: User) -> None:
    (code,) = codes_on(join(run, "Ива"))

    left = deed(code, "note", needs="Пандус")
    assert "Запечатано." in text_of(left)
    assert read(run, lena) == [("Ива", ForTeam("Пандус"))]

    deed(code, "note", contact="Через Клён")
    assert read(run, lena) == [("Ива", ForTeam("", "Через Клён"))]

    assert "Ваша записка для команды удалена" in text_of(deed(code, "no_note"))
    assert (PlaceNote.objects.count(), SealedRecord.objects.count()) == (0, 0)
    assert deed(code, "no_note").status_code == 200, "twice is once"


@pytest.mark.parametrize("typed", [{}, {"needs": " "}, {"needs": "я" * 501}, {"contact": "я" * 500}])
def test_what_cannot_be_left_changes_nothing_and_stays_on_the_page(
    run: Run, lena: User, typed: dict[str, str]
) -> None:
    (code,) = codes_on(join(run, "Ива", needs="Пандус"))
    page = deed(code, "note", **typed)

    assert page.status_code == 400
    assert "Всё, что вы написали, осталось здесь" in text_of(page)
    assert fields(page) == {"needs": "", "contact": ""} | typed
    assert read(run, lena) == [("Ива", ForTeam("Пандус"))]


def test_two_tabs_of_one_place_never_break(run: Run, lena: User) -> None:
    (code,) = codes_on(join(run, "Ива", needs="Пандус"))

    deed(code, "no_note")
    assert deed(code, "note", needs="Лифт").status_code == 200
    deed(code, "leave")
    gone = deed(code, "note", needs="Лифт")
    assert "Этот код" in text_of(gone)
    assert deed(code, "no_note").status_code == 200
    assert SealedRecord.objects.count() == 0


def test_when_the_last_reader_goes_meanwhile_the_note_of_before_stands_and_what_was_typed_too(
    run: Run, lena: User
) -> None:
    (code,) = codes_on(join(run, "Ива"))
    KeyPair.objects.all().delete()

    page = deed(code, "note", needs="Пандус")

    assert (page.status_code, fields(page)["needs"]) == (409, "Пандус")
    assert "негде надёжно оставить" in text_of(page)
    assert SealedRecord.objects.count() == 0


def test_once_it_is_off_a_note_can_only_be_deleted(run: Run, lena: User) -> None:
    with_note, without = (
        codes_on(join(run, name, needs=n))[0] for name, n in (("Ива", "Лифт"), ("Клён", ""))
    )
    publishing.cancel(run=run.pk, by=create_lead(), now=NOW)

    assert "no_note" in buttons_of(place_of(with_note))
    for code in (with_note, without):
        assert "note" not in buttons_of(place_of(code))
    assert deed(without, "note", needs="Лифт").status_code == 409
    deed(with_note, "no_note")
    assert SealedRecord.objects.count() == 0


def test_every_answer_has_one_length_whether_something_is_left_or_not(run: Run, lena: User) -> None:
    pages: list[Any] = [join(run, "Ива", needs="Пандус"), join(run, "Клён")]
    found = [codes_on(page)[0] for page in pages]
    pages += [place_of(code) for code in (*found, codes.draw())]
    pages += [deed(found[0], "note", needs="Я" * 500), deed(found[0], "no_note"), deed(found[1], "note")]

    assert len({len(page.content) for page in pages}) == 1


def test_in_english_it_says_what_each_field_is_for(run: Run, lena: User) -> None:
    page = text_of(look(f"/en/runs/{run.pk}/join/"))

    assert "What you need to take part" in page
    assert "under “Messages to me”" in page
    assert "The server keeps them and cannot read them" in page
