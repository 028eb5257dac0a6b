"""In which wide part of the world a region lies."""

from wellbeing.regions import actions, wide
from wellbeing.regions.wide import COUNTRIES, SUBJECTS


def test_every_subject_lies_in_exactly_one_part_and_no_part_is_a_single_region() -> None:
    codes = [code for _name, codes in SUBJECTS for code in codes.split()]
    assert sorted(f"RU-{code}" for code in codes) == sorted(each.code for each in actions._subjects())
    assert min(len(codes.split()) for _name, codes in [*SUBJECTS, *COUNTRIES]) > 3


def test_every_country_that_is_named_is_one_of_the_diaspora() -> None:
    known = {each.code for each in actions._countries()}
    assert {code for _name, codes in COUNTRIES for code in codes.split()} <= known


def test_a_place_is_named_widely() -> None:
    assert [wide.wide(code) for code in ("RU-TOM", "GE", "DE", "US")] == [
        "Сибирь",
        "Южный Кавказ или Турция",
        "Европа за пределами России",
        "другая страна",
    ]
