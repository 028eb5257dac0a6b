"""What the checks find is said in words, in both languages, and names parts as editors know them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.assessments import breaking, building
from wellbeing.assessments import sentences
from wellbeing.assessments.rules import checking
from wellbeing.assessments.rules.definition import Instrument, Licence, LicenceClass
from wellbeing.assessments.rules.problem import Kind

S = breaking.sound()
LONG = "слово " * 40
BROKEN: list[Instrument] = [
    replace(S, languages=(), items=(), scales=(), licence=Licence(LicenceClass.NEVER)),
    breaking.with_many(101, 9),
    breaking.with_item(key=" "),
    breaking.with_item(key="q1"),
    breaking.with_item(text={"ru": "q3"}),
    breaking.with_item(text=S.items[0].text, response_set="nowhere"),
    breaking.with_codes(1),
    breaking.with_codes(1, 1, "0.12345"),
    breaking.with_codes(0, 2, 1, 3),
    breaking.with_options(*breaking.options(0, 1)[:1], replace(breaking.options(0, 1)[1], code=None)),
    breaking.with_options(
        *breaking.options(0, 1, 2)[:2], replace(breaking.options(0, 1, 2)[2], is_missing=True)
    ),
    breaking.with_options(*breaking.options(*range(37))),
    breaking.with_second_set(3, 2, 1, 0),
    breaking.with_scale(items=()),
    breaking.with_scale(items=("q1", "q1", "nowhere"), reversed_items=frozenset({"q9"}), min_answered=7),
    breaking.with_scale(low=Decimal(9), high=Decimal(0)),
    breaking.with_scale(high=Decimal(10), bands=(building.create_band(1), building.create_band(1))),
    breaking.with_scale(bands=(building.create_band(0), replace(building.create_band(50), source=""))),
    breaking.with_scale(reliability=building.create_reliability("1", "50")),
    replace(
        breaking.with_item(response_set="wide"),
        response_sets=(*S.response_sets, building.create_response_set(0, 9, key="wide")),
    ),
]
FOUND = [(problem, broken) for broken in BROKEN for problem in checking.problems(broken)]


def test_every_kind_of_problem_is_said_here() -> None:
    assert {problem.kind for problem, _ in FOUND} == set(Kind)


@pytest.mark.parametrize(("problem", "broken"), FOUND, ids=lambda each: getattr(each, "kind", ""))
def test_a_problem_is_one_sentence_in_each_language(problem: checking.Problem, broken: Instrument) -> None:
    said = sentences.sentence(problem, broken)

    for text in (said.ru, said.en):
        assert text.endswith(".")
        assert text[0].isupper()
        assert ": " in text
        assert "{" not in text
    assert said.ru != said.en


def say(broken: Instrument, kind: Kind) -> sentences.Sentence:
    problem = next(each for each in checking.problems(broken) if each.kind == kind)
    return sentences.sentence(problem, broken)


def test_an_answer_is_named_by_its_set_and_its_text() -> None:
    said = say(breaking.with_codes(1, 1), Kind.DUPLICATE_CODE)

    assert said.ru == "Набор ответов «how-often», ответ «how-often 1 (ru)»: код 1 стоит у двух ответов."
    assert said.en == "Response set “how-often”, answer “how-often 1 (en)”: two answers have the code 1."


def test_a_band_is_named_by_its_scale_and_its_title() -> None:
    bands = (building.create_band(0), replace(building.create_band(5, "тяжело"), source=""))

    said = say(breaking.with_scale(bands=bands), Kind.BANDS_WITHOUT_SOURCE)

    assert said.ru == "Шкала «total (ru)», полоса «тяжело (ru)»: не сказано, откуда взята граница 5."


def test_a_question_keeps_its_name_when_it_changes_places() -> None:
    broken = breaking.with_scale(items=("q1", "q2"), min_answered=1, high=Decimal(6))
    moved = replace(broken, items=tuple(reversed(broken.items)))

    assert say(broken, Kind.UNSCORED_ITEM) == say(moved, Kind.UNSCORED_ITEM)


def test_a_sentence_changes_with_the_text_it_speaks_of() -> None:
    broken = breaking.with_item(text=S.items[0].text)
    other = replace(broken, items=(*broken.items[:2], replace(broken.items[2], key="q4")))

    assert say(broken, Kind.DUPLICATE_TEXT) != say(other, Kind.DUPLICATE_TEXT)


def test_a_long_text_is_cut_and_a_missing_one_is_told_by_its_key() -> None:
    long, none = (breaking.with_item(text=text, response_set="nowhere") for text in ({"ru": LONG}, {}))

    assert say(long, Kind.UNKNOWN_RESPONSE_SET).ru.count("слово") == 13
    assert say(none, Kind.UNKNOWN_RESPONSE_SET).en.startswith("Question “q3” (q3): ")
