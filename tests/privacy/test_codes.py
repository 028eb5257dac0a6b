"""Return codes: enough chance, forgiving to type, and two derivations that tell nothing of each other."""

import math
import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.privacy import codes

CODE = "A1B2C3D4E5F6G7H8J9KM"

CYRILLIC = {"A": "А", "B": "В", "E": "Е", "3": "З", "K": "К", "M": "М", "H": "Н", "0": "О"}
CYRILLIC |= {"P": "Р", "C": "С", "T": "Т", "Y": "У", "X": "Х"}
LATIN = {"1": "Il", "0": "Oo", "V": "Uu"}
# Other letters of the Belarusian, Ukrainian and neighbouring keyboards; some come as two characters.
NEIGHBOURS = {
    "1": ["І", "і", "Ї", "ї", "І\u0308", "Ӏ", "ӏ"],
    "Y": ["Ў", "ў", "у\u0306"],
    "E": ["Є", "є", "е\u0308"],
}
NEIGHBOURS |= {"S": ["Ѕ", "ѕ"], "J": ["Ј", "ј"], "H": ["Һ", "һ"]}

plain_codes = st.text(codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


def test_a_code_holds_at_least_96_bits_of_the_systems_chance() -> None:
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)
    assert codes.LENGTH * math.log2(len(codes.ALPHABET)) >= 96
    random.seed(1)
    first = codes.draw()
    random.seed(1)
    assert codes.draw() != first, "it can be foreseen"


def test_every_character_of_the_alphabet_is_drawn_at_every_place_about_as_often() -> None:
    drawn = [codes.draw() for _ in range(3200)]

    assert {len(code) for code in drawn} == {codes.LENGTH}
    for place in zip(*drawn, strict=True):
        counts = [place.count(letter) for letter in codes.ALPHABET]
        # 100 on average with a standard deviation of 9.8; six of them either way.
        assert min(counts) > 41
        assert max(counts) < 159


def test_no_two_codes_are_the_same() -> None:
    assert len({codes.draw() for _ in range(2000)}) == 2000


def test_a_code_is_shown_in_five_groups_of_four() -> None:
    assert codes.show(CODE) == "A1B2-C3D4-E5F6-G7H8-J9KM"


@pytest.mark.parametrize(
    "typed",
    [
        "A1B2-C3D4-E5F6-G7H8-J9KM",
        "a1b2c3d4e5f6g7h8j9km",
        "  A1B2 C3D4\tE5F6\nG7H8 J9KM ",
        "A1B2—C3D4–E5F6_G7H8.J9KM",
        "AlB2-C3D4-E5F6-G7H8-J9KM",
        "AIB2-C3D4-E5F6-G7H8-J9KM",
        "А1В2-С3D4-Е5F6-G7Н8-J9КМ",
        "а1в2-сзd4-е5f6-g7н8-j9км",
        "A1B2\u00a0C3D4\u200bE5F6\u2011G7H8\u00adJ9KM",
        "Ａ１Ｂ２－Ｃ３Ｄ４－Ｅ５Ｆ６－Ｇ７Ｈ８－Ｊ９ＫＭ",
        "ａ１ｂ２　ｃ３ｄ４　ｅ５ｆ６　ｇ７ｈ８　ｊ９ｋｍ",
        "АІВ2-С3D4-Є5F6-G7Н8-Ј9КМ",
        "аїв2-сзd4-е5f6-g7һ8-ј9км",
    ],
)
def test_a_code_is_read_whatever_its_case_spaces_hyphens_or_look_alikes(typed: str) -> None:
    assert codes.read(typed) == CODE


@given(code=plain_codes, data=st.data())
def test_what_is_shown_is_read_back_however_a_hand_spells_it(code: str, data: st.DataObject) -> None:
    typed = "".join(
        data.draw(st.sampled_from(ways_to_write(letter)))
        + data.draw(st.sampled_from(["", " ", "-", " - ", "—"]))
        for letter in code
    )

    assert codes.read(typed) == code
    assert codes.read(codes.show(code)) == code


def ways_to_write(letter: str) -> list[str]:
    ways = [letter, letter.lower(), *LATIN.get(letter, "")]
    if letter in CYRILLIC:
        ways += [CYRILLIC[letter], CYRILLIC[letter].lower()]
    full_width = chr(ord(letter) + 0xFEE0)
    return [*ways, *NEIGHBOURS.get(letter, []), full_width, full_width.lower()]


@given(st.text(max_size=400))
def test_whatever_is_typed_gives_a_short_plain_text(typed: str) -> None:
    plain = codes.read(typed)

    assert set(plain) <= set(codes.ALPHABET)
    assert len(plain) <= codes.LENGTH + 1


@pytest.mark.parametrize(
    "typed", ["", " - ", CODE[:-1], CODE + "0", CODE + CODE, "ф" * 20, "0" * 100_000, "\x00" * 20]
)
def test_what_is_no_code_opens_nothing_that_a_code_opens(typed: str) -> None:
    plain = codes.read(typed)

    assert len(plain) != codes.LENGTH
    assert codes.lookup_id(plain) != codes.lookup_id(CODE)


def test_the_same_code_leads_to_the_same_row_and_key_tomorrow() -> None:
    """Fixed values: another derivation would shut every history there is."""
    assert codes.lookup_id(CODE) == UUID("f3dd6bf6-b0fa-afda-ddec-92f24e7fbc31")
    assert codes.sealing_key(CODE).hex() == "799755a918574a3a0849c6fdb3a560c4e6f96f26526fcd1a7b68e4b3b5c9bc41"


def test_the_two_derivations_do_not_tell_each_other() -> None:
    found, key = codes.lookup_id(CODE).bytes, codes.sealing_key(CODE)

    assert (len(found), len(key)) == (16, 32)
    assert found not in key
    assert CODE.encode() not in found + key
    # From the id alone, by the function that made it, one does not come to the key, nor back.
    for guess in (found.hex(), str(UUID(bytes=found)), found.decode("latin-1")):
        assert codes.sealing_key(guess) != key
    for guess in (key.hex(), key.decode("latin-1")):
        assert codes.lookup_id(guess).bytes != found


@given(first=plain_codes, second=plain_codes)
def test_different_codes_lead_to_different_rows_and_keys(first: str, second: str) -> None:
    same = first == second

    assert (codes.lookup_id(first) == codes.lookup_id(second)) is same
    assert (codes.sealing_key(first) == codes.sealing_key(second)) is same
    assert codes.lookup_id(first).bytes != codes.sealing_key(first)[:16]


@given(code=plain_codes, place=st.integers(0, codes.LENGTH - 1), letter=st.sampled_from(codes.ALPHABET))
def test_one_wrong_letter_shares_nothing_with_the_right_code(code: str, place: int, letter: str) -> None:
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong == code:
        return

    pairs = list(zip(codes.sealing_key(code), codes.sealing_key(wrong), strict=True))
    # Of 32 random bytes 0.125 agree on average; six would be a chance of less than one in 10^9.
    assert sum(a == b for a, b in pairs) < 6


def test_a_code_that_follows_on_is_a_code_of_its_own_and_always_the_same() -> None:
    following = codes.follow_on(CODE)

    assert following == codes.follow_on(CODE) == codes.read(codes.show(following))
    assert len(following) == codes.LENGTH
    assert codes.follow_on(CODE[:-1] + "N") != following
    assert codes.lookup_id(following) != codes.lookup_id(CODE)
    bits = sum(codes.ALPHABET.index(letter) << 5 * place for place, letter in enumerate(following))
    assert bits != codes.lookup_id(CODE).int % 2**100, "it tells the id of the other"


def test_the_tag_of_somebody_turned_away_follows_from_the_code_and_is_no_id_of_it() -> None:
    application = codes.lookup_id(CODE)
    tag = codes.turned_away_tag(application)

    assert tag == codes.turned_away_tag(codes.lookup_id(CODE))
    assert tag != application
    assert tag != codes.lookup_id(codes.follow_on(CODE))
    assert tag != codes.turned_away_tag(codes.lookup_id(CODE[:-1] + "N"))


def test_a_mark_is_a_code_of_its_own_that_opens_nothing_of_the_first() -> None:
    mark = codes.mark(CODE)

    assert mark == codes.mark(CODE) == codes.read(codes.show(mark))
    assert mark not in (CODE, codes.follow_on(CODE), codes.calendar(CODE))
    assert codes.lookup_id(mark) != codes.lookup_id(CODE)
