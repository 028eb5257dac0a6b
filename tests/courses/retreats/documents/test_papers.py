"""The papers themselves: what stands on them, in both languages, and that the house learns no name."""

from datetime import date

import pytest
from django.utils.translation import override

from courses.retreats.documents import house_sheet, programme, room_cards, sheets, stay
from courses.retreats.documents.room_cards import Card
from courses.retreats.models import Retreat
from courses.retreats.published import Published
from courses.retreats.rules.facts import Facts
from courses.retreats.rules.programme import Item
from tests.reading_pdf import Pdf

RETREAT = Retreat(title="Тихая неделя", begins_on=date(2027, 2, 27), ends_on=date(2027, 3, 5))
LIS = Facts("TICKETAAAA", "Лис", "RU-TOM", "m1", (), features=("quiet",), alone=True)
IVA = Facts("TICKETBBBB", "Ива", "RU-SVE", "m2", (), features=("quiet",), helps=("at_night",), language="en")


def words(document: bytes) -> str:
    return " ".join(" ".join(Pdf(document).pages).split())


def test_people_are_counted_by_what_they_need() -> None:
    counts = house_sheet.count([LIS, IVA])
    assert (counts.people, counts.alone) == (2, 1)
    assert (counts.features, counts.helps) == ({"quiet": 2}, {"at_night": 1})
    assert counts.languages == {"ru": 1, "en": 1}


def test_the_sheet_for_the_house_has_numbers_and_nobody() -> None:
    made = house_sheet.pdf(RETREAT, house_sheet.count([LIS, IVA]), "ru", team=3)
    said = words(made)
    for each in ("5 человек", "Гости: 2", "6 ночей", "Тихо ночью 2", "порвите"):
        assert each in said, each
    for each in (LIS.name, IVA.name, LIS.ticket, IVA.ticket, "TOM", "Томск", RETREAT.title, "едят"):
        assert each not in said, each
    assert {"H1", "H2", "Table"} <= Pdf(made).tags()
    with_food = words(house_sheet.pdf(RETREAT, house_sheet.count([LIS]), "en", team=3, food=["Без орехов"]))
    assert "Без орехов" in with_food and "Quiet at night 1" in with_food and "6 nights" in with_food
    assert "едят" in words(house_sheet.pdf(RETREAT, house_sheet.count([LIS]), "ru", team=3, food=[]))


def test_four_cards_stand_on_a_sheet_with_a_line_for_every_bed() -> None:
    cards = [Card(f"Комната {n}", ("Лис", "")) for n in range(5)]
    read = Pdf(room_cards.pdf(cards, "ru"))
    assert read.sizes() == {(210, 297)}
    assert [page.count("Комната") for page in read.pages] == [4, 1]
    assert read.information()["Title"] == "Заметки"
    assert Pdf(room_cards.pdf([Card("Зал", ("Имя " * 10,) * 12)], "ru")).pages[0].count("КТО ЗДЕСЬ") == 1


@pytest.mark.parametrize(("language", "said"), [("ru", "Любое занятие"), ("en", "Every session")])
def test_a_programme_has_days_hours_rooms_and_who_holds_it(language: str, said: str) -> None:
    item = Item("k", "Круг", "session", 2, 540, 600, "Зал", ("Вера", "Глеб"))
    paper = words(programme.pdf(RETREAT, Published(3, [item], []), language))
    version = {"ru": "Версия 3", "en": "Version 3"}[language]
    for each in ("09:00–10:00", "Круг", "Зал", "Вера, Глеб", "28 ", said, version):
        assert each in paper, each


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_briefing_is_of_two_pages_with_names_of_the_team(language: str) -> None:
    context = {"team": [("—", "Мира")], "text": f"retreats/documents/_briefing_{language}.html"}
    read = Pdf(sheets.pdf("briefing", language, context))
    assert len(read.pages) == 2
    assert "Мира" in read.pages[0]
    assert "22:00" in " ".join(read.pages)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 3, 1), date(2027, 3, 5), "1–5 марта 2027"),
        (date(2027, 2, 27), date(2027, 3, 5), "27 февраля — 5 марта 2027"),
        (date(2026, 12, 28), date(2027, 1, 4), "28 декабря — 4 января 2027"),
    ],
)
def test_the_month_is_said_once_where_it_is_one(first: date, last: date, said: str) -> None:
    with override("ru"):
        assert sheets.days(Retreat(begins_on=first, ends_on=last)) == said


def test_lines_of_a_card_stand_closer_from_seven_beds_on() -> None:
    assert [Card("Зал", ("",) * beds).is_full for beds in (6, 7)] == [False, True]


def test_a_stay_is_confirmed_by_month_and_in_neutral_words() -> None:
    made = stay.pdf(RETREAT, stay.Wish("Женя"))
    said = words(made)
    assert "Женя" in said
    assert "Февраль — март 2027" in said
    assert len(Pdf(made).pages) == 1
    for each in ("27", RETREAT.title, "ЛГБТ", "актив", "Передышка", "выгоран"):
        assert each not in said.replace("2027", ""), each
    assert stay.pdf(RETREAT, stay.Wish("Женя")) == made
