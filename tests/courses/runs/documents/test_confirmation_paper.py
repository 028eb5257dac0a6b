"""The paper itself: one tagged A4 page whatever the name, the same bytes each time, months and no days."""

from datetime import date, timedelta

import pytest

from courses.runs.attended import Attended
from courses.runs.documents import confirmation
from courses.runs.documents.confirmation import LONGEST_NAME, Wish
from tests.reading_pdf import Pdf

ATTENDED = Attended(
    sessions=6,
    of=8,
    length=timedelta(minutes=700),
    first_on=date(2026, 10, 8),
    last_on=date(2026, 11, 26),
    is_marked=True,
)
LONGEST = Wish("Щ" * LONGEST_NAME, "Ведение группы восстановления " * 8, "ru")


@pytest.mark.parametrize("wish", [Wish("Женя Лис"), Wish("Alex Fox", "Recovering", "en"), LONGEST])
def test_it_is_one_tagged_page_that_tells_no_day_and_no_name_outside_of_it(wish: Wish) -> None:
    made = confirmation.pdf(ATTENDED, wish)
    read = Pdf(made)

    assert len(read.pages) == 1
    assert read.sizes() == {(210, 297)}
    assert {"H1", "P"} <= read.tags()
    assert read.information()["Title"] in {"Заметки", "Notes"}
    assert b"CreationDate" not in made
    assert len(made) % (64 * 1024) == 0, "its length tells nothing of the name"
    assert "26" not in read.pages[0].replace("2026", "")


def test_the_same_gives_the_same_bytes() -> None:
    wish = Wish("Женя Лис", "Курс", "ru")
    first = confirmation.pdf(ATTENDED, wish)
    confirmation.pdf(ATTENDED, LONGEST)

    assert confirmation.pdf(ATTENDED, wish) == first
    assert confirmation.pdf(ATTENDED, Wish("Женя Рысь", "Курс", "ru")) != first


@pytest.mark.parametrize(
    ("language", "said"),
    [("ru", ["6 из 8", "11 ч", "40 мин", "Октябрь — ноябрь 2026"]), ("en", ["6 of 8", "11 h", "40 min"])],
)
def test_it_says_how_many_and_how_long_in_its_language(language: str, said: list[str]) -> None:
    page = confirmation.html(ATTENDED, Wish("А < Б", "", language))

    for each in [*said, "А &lt; Б"]:
        assert each in page


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "November 2026"),
        (date(2026, 10, 31), date(2026, 11, 1), "October – November 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "December 2026 – January 2027"),
    ],
)
def test_months_stand_once_where_they_are_the_same(first: date, last: date, said: str) -> None:
    attended = Attended(1, 1, timedelta(hours=1), first, last, is_marked=True)

    assert said in confirmation.html(attended, Wish("Лис", "", "en"))
