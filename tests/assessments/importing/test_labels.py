"""What a small list of words can tell of labels, and what it must not."""

import pytest

from wellbeing.assessments.importing import labels


@pytest.mark.parametrize(
    ("text", "language", "rank"),
    [
        ("Never", "en", 0),
        ("Almost never", "en", 10),
        ("Not at all", "en", 0),
        ("Very often", "en", 85),
        ("Почти никогда", "ru", 10),
        ("Больше половины", "ru", 65),
        ("Всегда.", "ru", 100),
        ("Fast nie", "de", 10),
        ("On Tuesdays", "en", None),
        ("Nevermore", "en", None),
        ("Never", "fi", None),
    ],
)
def test_longest_known_term_tells_how_much(text: str, language: str, rank: int | None) -> None:
    assert labels.rank(text, language) == rank


@pytest.mark.parametrize(
    ("text", "language", "slips"),
    [
        ("Somtimes", "en", [("somtimes", "sometimes")]),
        ("Sometiimes", "en", [("sometiimes", "sometimes")]),
        ("Sometmies", "en", [("sometmies", "sometimes")]),
        ("Somatimes", "en", [("somatimes", "sometimes")]),
        ("Иногла", "ru", [("иногла", "иногда")]),
        ("Sometimes", "en", []),
        ("Sometime", "en", []),
        ("Ofter", "en", []),
        ("Gulls", "en", []),
        ("Somtimes", "fi", []),
    ],
)
def test_one_slip_is_seen(text: str, language: str, slips: list[tuple[str, str]]) -> None:
    assert list(labels.misspelt(text, language)) == slips


def test_comparing_forgets_case_points_and_the_dots_of_yo() -> None:
    assert labels.normal("  Ещё РАЗ, — и «всё»! ") == "еще раз и все"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Prefer not to say", "en"),
        ("Don't know", "en"),
        ("Затрудняюсь ответить", "ru"),
        ("Keine Angabe", "de"),
    ],
)
def test_declining_is_recognised(text: str, language: str) -> None:
    assert labels.declines(text, language)


@pytest.mark.parametrize(("text", "language"), [("Not often", "en"), ("Нечасто", "ru"), ("Never", "fi")])
def test_answering_is_not_declining(text: str, language: str) -> None:
    assert not labels.declines(text, language)


@pytest.mark.parametrize("text", ["A studied gull", "Смертельно скучный туман", "Ich starb vor Langeweile"])
def test_not_every_gloomy_word_is_sensitive(text: str) -> None:
    assert not labels.is_sensitive(text)


@pytest.mark.parametrize(
    ("text", "language", "torn"),
    [
        ("Несколь ко дней", "ru", [("несколь ко", "несколько")]),
        ("Oft en", "en", [("oft en", "often")]),
        ("Почти каждый день", "ru", []),
        ("Every day", "en", []),
    ],
)
def test_word_torn_in_two_is_found(text: str, language: str, torn: list[tuple[str, str]]) -> None:
    assert [slip for slip in labels.misspelt(text, language) if " " in slip[0]] == torn
