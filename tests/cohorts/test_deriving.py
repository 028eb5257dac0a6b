"""What follows from a secret, and what does not."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from wellbeing.cohorts import deriving
from wellbeing.privacy import codes

SECRET, OTHER = b"s" * 32, b"o" * 32
WAVE, NEXT = UUID(int=1), UUID(int=2)

place_codes = st.text(codes.ALPHABET, min_size=20, max_size=20)


@given(place_codes)
def test_a_personal_code_is_a_code_of_the_house_and_always_the_same(code: str) -> None:
    made = deriving.personal(SECRET, code)

    assert made == deriving.personal(SECRET, code) == codes.read(codes.show(made))
    assert len(made) == codes.LENGTH
    assert deriving.belongs(SECRET, made)


@given(place_codes)
def test_another_secret_neither_makes_nor_takes_the_same_code(code: str) -> None:
    made = deriving.personal(SECRET, code)

    assert not deriving.belongs(OTHER, made)
    assert deriving.personal(OTHER, code)[:9] == made[:9]
    assert deriving.personal(OTHER, code)[9:] != made[9:]


@given(place_codes, st.integers(0, 19))
def test_no_character_can_be_changed(code: str, place: int) -> None:
    made = deriving.personal(SECRET, code)
    for other in codes.ALPHABET.replace(made[place], ""):
        assert not deriving.belongs(SECRET, made[:place] + other + made[place + 1 :])


def test_what_is_no_code_belongs_to_nobody() -> None:
    made = deriving.personal(SECRET, "A" * 20)
    for typed in ("", made[:9], made[:-1], made + "A", "A" * 20, made[9:]):
        assert not deriving.belongs(SECRET, typed)


def test_a_personal_code_says_nothing_of_the_place_it_came_from() -> None:
    """It is none of what else follows from a place code, by which rows are found or opened."""
    place = codes.draw()
    made = deriving.personal(SECRET, place)

    assert made not in {place, codes.follow_on(place), codes.calendar(place)}
    assert made[:9] not in {codes.follow_on(place)[:9], codes.calendar(place)[:9], place[:9]}
    assert codes.lookup_id(made) != codes.lookup_id(place)


def test_the_same_code_has_another_tag_in_each_wave_and_under_each_secret() -> None:
    code = deriving.personal(SECRET, "A" * 20)
    tags = {
        deriving.spent_tag(SECRET, WAVE, code),
        deriving.spent_tag(SECRET, NEXT, code),
        deriving.spent_tag(OTHER, WAVE, code),
        deriving.spent_tag(SECRET, WAVE, code[::-1]),
    }

    assert len(tags) == 4
    assert {len(tag) for tag in tags} == {16}


def test_each_use_has_a_key_of_its_own() -> None:
    uses = (deriving.CODES, deriving.SPENT, deriving.ANSWERS, deriving.SUMS)

    assert len({deriving.key(SECRET, use) for use in uses} | {SECRET}) == 5
