"""A key is 24 words and the words are the key, in two languages and however a hand wrote them."""

import pytest

from wellbeing.privacy import recovery_words
from wellbeing.privacy.recovery_words import UnknownWord, WrongCount, WrongOrder

KEY = bytes(range(100, 132))
KEYS = [bytes([number]) * 32 for number in range(0, 256, 5)] + [KEY]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_word_of_the_list_can_be_read_back(language: str) -> None:
    """The keys are chosen so that together they take each of the 2048 words."""
    seen = set()
    for start in range(0, 2048, 23):
        bits = 0
        for place in range(23):
            bits = bits << 11 | (start + place) % 2048
        key = (bits << 3).to_bytes(32)
        words = recovery_words.write(key, language=language)
        seen |= set(words[:23])
        assert recovery_words.read(" ".join(words)) == key
    assert len(seen) == 2048
    assert all(word.isalpha() for word in seen)


def test_the_words_are_those_of_the_standard() -> None:
    words = recovery_words.write(bytes(32), language="en")

    assert words == ["abandon"] * 23 + ["art"]


def test_a_language_without_a_list_gets_the_english_one() -> None:
    assert recovery_words.write(KEY, language="be") == recovery_words.write(KEY, language="en")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_how_they_are_written_makes_no_difference(language: str, key: bytes) -> None:
    words = recovery_words.write(key, language=language)
    ways = [
        " ".join(words).upper(),
        "\n".join(f"{number}. {word}" for number, word in enumerate(words, start=1)),
        ", ".join(word.title() for word in words) + ".",
        "  ".join(word[:4] for word in words),
        " ".join(words).replace("е", "ё"),
        " ".join(words).replace("й", "и\u0306"),
    ]

    assert [recovery_words.read(way) for way in ways] == [key] * len(ways)


def test_a_slip_is_said() -> None:
    words = recovery_words.write(KEY, language="ru")

    with pytest.raises(WrongCount) as count:
        recovery_words.read(" ".join(words[:-1]))
    with pytest.raises(UnknownWord) as unknown:
        recovery_words.read(" ".join([*words[:6], "фьорд", *words[7:]]))
    with pytest.raises(UnknownWord):
        recovery_words.read(" ".join([*words[:6], "abandon", *words[7:]]))
    with pytest.raises(WrongOrder):
        recovery_words.read(" ".join([words[1], words[0], *words[2:]]))

    assert count.value.args == (23,)
    assert unknown.value.args == ("фьорд", 7)


def test_suggestions_are_of_the_list_and_differ() -> None:
    suggested = [recovery_words.suggest(language="ru", count=6) for _ in range(5)]

    assert len(set(suggested)) == 5
    assert {len(each.split()) for each in suggested} == {6}
