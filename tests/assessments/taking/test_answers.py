from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.assessments.rules.definition import Option
from wellbeing.assessments.taking.answers import NO_ANSWER, BadAnswers, Sheet

THREE = tuple(Option(Decimal(code), {"en": str(code)}) for code in (2, 1, 0))
SHEET = Sheet(keys=("a", "b", "c"), options=(THREE, THREE, THREE))


def form(**fields: list[str]):
    return lambda name: fields.get(name, [])


def test_form_gives_one_place_a_question():
    assert SHEET.from_form(form(q1=["0"], q2=["2"], q3=["-"])) == "02-"


def test_absent_and_empty_fields_are_no_answer():
    assert SHEET.from_form(form(q2=[""])) == "---"


@pytest.mark.parametrize(
    "given_values",
    [["3"], ["9"], ["-1"], ["00"], ["0", "1"], ["0", "0"], ["-", "-"], ["٣"], ["²"], ["a" * 100_000], ["\0"]],
)
def test_what_the_form_does_not_offer_is_refused_by_number(given_values):
    with pytest.raises(BadAnswers) as refused:
        SHEET.from_form(form(q1=["0"], q2=given_values))
    assert refused.value.questions == (2,)
    assert not any(value and value in str(refused.value) for value in given_values if len(value) > 2)


def test_codes_come_from_the_options_and_not_from_their_order():
    assert SHEET.codes("0-2") == {"a": Decimal(2), "c": Decimal(0)}


@pytest.mark.parametrize("line", ["", "00", "0000", "003", "0 0", "00Z"])
def test_a_line_of_another_sheet_is_refused(line):
    with pytest.raises(BadAnswers):
        SHEET.from_line(line)


@given(st.lists(st.sampled_from(["0", "1", "2", NO_ANSWER]), min_size=3, max_size=3))
def test_a_line_survives_the_way_through_a_page(places):
    fields = {f"q{number}": [place] for number, place in enumerate(places, start=1)}
    assert SHEET.from_line(SHEET.from_form(form(**fields))) == "".join(places)
