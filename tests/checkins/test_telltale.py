"""A person's own words are looked through for what would give them away; everyday words pass."""

import pytest

from wellbeing.checkins.covers import shipped
from wellbeing.checkins.telltale import found_in, spelled_in


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Передышка", "передышк"),
        ("проверить выгорание", "выгоран"),
        ("ВЫГОРАНИЕ", "выгоран"),
        ("профвыгорание", "выгоран"),
        ("вы\u00adгора\u200bние", "выгоран"),
        ("выгоpaниe", "выгоран"),  # Latin p, a, e
        ("в ы г о р а н и е", "выгоран"),
        ("burn-out check", "burnout"),
        ("вurnоut", "burnout"),  # Cyrillic в, о
        ("BURNOUT", "burnout"),
        ("burn\u00f8ut, burnout", "burnout"),
        ("ЛГБТ+", "лгбт"),
        ("л.г.б.т.", "лгбт"),
        ("L G B T", "lgbt"),
        ("LGBTQ", "lgbt"),
        ("квир-встреча", "квир"),
        ("звонок от активисток", "активист"),
        ("активи́стка", "активист"),
        ("Активистёнок", "активист"),
        ("гей", "гей"),
        ("чат геев", "геев"),
        ("Gay club", "gay"),
        ("Human Rights Watch", "human rights"),
        ("Передышкой", "передышк"),
        ("митинги", "митинг"),
    ],
)
def test_a_telling_word_is_found_however_it_is_written(text: str, word: str) -> None:
    assert word in found_in(text)
    assert word in found_in("Полить цветы", f"и ещё: {text}!")


@pytest.mark.parametrize(
    "text",
    [
        "", "Позвонить Сергею", "Сергей", "гейзер", "гейм", "транспорт", "трансляция", "эквиритмичный",
        "Купить билет", "активность", "Забрать книгу", "биржа", "библиотека", "прогулка", "горы", "вы горячо",
        "Water the plants", "transport", "day", "be out", "game", "book", "Полить цветы. Выгородка",
    ],
)  # fmt: skip
def test_everyday_words_are_not(text: str) -> None:
    assert found_in(text) == ()


def test_a_word_is_not_put_together_from_two_texts() -> None:
    assert found_in("burn", "out") == ()


def test_names_of_the_site_are_telling_too() -> None:
    assert found_in("смотри на example.org", names=["example.org"]) == ("example.org",)
    assert found_in("смотри на ЕXAMPLE.ORG", names=["example.org"]) == ("example.org",)
    assert found_in("смотри", names=["", "example.org"]) == ()


def test_the_words_are_told_as_they_were_typed() -> None:
    assert spelled_in("Про выгорание!", "Активистки, выгорание") == ("выгорание", "Активистки")
    assert spelled_in("в ы г о р а н и е") == ("выгоран",)
    assert spelled_in("см. Example.org/x", names=["example.org"]) == ("Example.org/x",)
    assert spelled_in("Сергей") == ()


def test_the_shipped_covers_give_nothing_away() -> None:
    assert {cover.subject: found_in(cover.subject, cover.text) for cover in shipped()} == {
        cover.subject: () for cover in shipped()
    }
