"""Answers as the box takes them, and which questionnaires always have room in it."""

from dataclasses import replace
from decimal import Decimal

from tests.assessments import building
from tests.factories.assessments import create_definition
from wellbeing.assessments.adding.contributions import always_fits, contribution_of
from wellbeing.assessments.rules.definition import Instrument, Option
from wellbeing.assessments.taking.answers import Sheet
from wellbeing.ballots import contents


def with_codes(*codes: object, count: int) -> Instrument:
    return create_definition(count=count, response_sets=[building.create_response_set(*codes)])


def test_a_code_is_written_without_idle_zeros_and_a_declined_answer_as_none() -> None:
    instrument = with_codes(0, Decimal("0.5"), Decimal(10), count=4)
    options = (*instrument.response_sets[0].options, Option(None, {"ru": "не скажу"}, is_missing=True))
    sets = (replace(instrument.response_sets[0], options=options),)
    sheet = Sheet.of(replace(instrument, response_sets=sets))

    assert sheet.texts("123-") == ("0.5", "10", None, None)


def test_what_anybody_can_answer_has_room() -> None:
    instrument = with_codes(*range(36), count=100)

    assert always_fits(instrument, 32767, language="ru")
    answers = Sheet.of(instrument).texts("z" * 100)
    widest = contribution_of(instrument, 32767, language="ru", answers=answers, region="RU-KDA")
    assert contents.from_bytes(contents.to_bytes(widest)) == widest


def test_where_some_answers_have_no_room_none_are_asked_for() -> None:
    assert not always_fits(with_codes(0, Decimal("100.125"), count=100), 1, language="ru")
    assert not always_fits(replace(with_codes(0, 1, count=4), key="x" * 101), 1, language="ru")
