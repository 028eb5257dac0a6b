"""The printed page: whoever follows it with a pencil gets what the site says, in either language."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from tests.assessments import building
from tests.assessments.paper import reading
from wellbeing.assessments import shipped
from wellbeing.assessments.exporting import Edition
from wellbeing.assessments.paper import sheet, words
from wellbeing.assessments.papersheet import Formula
from wellbeing.assessments.rules.definition import Instrument, Licence, LicenceClass, Method
from wellbeing.assessments.rules.scoring import prepare
from wellbeing.assessments.taking.numbers import shown

TODAY = date(2026, 11, 28)
EDITION = Edition(3, "published", date(2026, 11, 1))
OWN = [each.instrument for each in shipped.read_all()]
IN_BOTH = pytest.mark.parametrize("language", ["ru", "en"])


def page(instrument: Instrument, language: str, edition: Edition = EDITION) -> str:
    return sheet.html(instrument, prepare(instrument), language, edition, today=TODAY, sections=[])


@IN_BOTH
@pytest.mark.parametrize("instrument", OWN, ids=lambda each: each.key)
def test_thousands_of_sheets_come_by_the_printed_key_to_what_the_site_says(
    instrument: Instrument, language: str
) -> None:
    printed, plan, chance = reading.scales(page(instrument, language)), prepare(instrument), random.Random(3)
    sets = {each.key: [option.code for option in each.options] for each in instrument.response_sets}
    assert [each.title for each in printed] == [scale.title[language] for scale in instrument.scales]
    scored = 0
    for n in range(2_000):
        left_out = (0, 0.1, 0.4)[n % 3]
        crossed: dict[int, Decimal] = {
            number: chance.choice(sets[item.response_set])
            for number, item in enumerate(instrument.items, start=1)
            if chance.random() >= left_out
        }
        results = plan.score({instrument.items[number - 1].key: code for number, code in crossed.items()})
        for each, scale, result in zip(printed, instrument.scales, results, strict=True):
            said = ("", "")
            if result.value is not None and result.band is not None:
                said = (shown(result.value, scale, language), result.band.title[language])
                scored += 1
            assert each.scored(crossed) == said
    assert scored > 1_000


@IN_BOTH
def test_all_that_belongs_to_the_instrument_stands_on_the_sheet(language: str) -> None:
    instrument = OWN[0]

    printed = page(instrument, language)
    read = reading.text(printed)

    said = [instrument.title, instrument.recall, instrument.licence.attribution]
    said += [item.text for item in instrument.items]
    said += [option.text for each in instrument.response_sets for option in each.options]
    for scale in instrument.scales:
        said += [scale.title, scale.meaning, *(band.title for band in scale.bands)]
        said += [band.text for band in scale.bands]
    assert [text for text in said if " ".join(text[language].split()) not in read] == []
    boxes = BeautifulSoup(printed, "html.parser").select("section.question .options i")
    assert [box.text for box in boxes] == ["0", "1", "2", "3", "4"] * len(instrument.items)
    title, day = ("Заметки", "1 ноября 2026.") if language == "ru" else ("Notes", "1 November 2026.")
    assert f"<title>{title}</title>" in printed
    assert day in read


def test_what_is_turned_is_marked_and_said_only_where_there_is_something() -> None:
    month, week = OWN
    plain = replace(week, scales=tuple(replace(scale, reversed_items=frozenset()) for scale in week.scales))

    turned = BeautifulSoup(page(month, "en"), "html.parser").select("tr.turned th")
    assert [each.text for each in turned] == ["4 ⇄", "8 ⇄", "11 ⇄", "12 ⇄", "17 ⇄", "22 ⇄"]
    assert "⇄" not in page(plain, "en")


def test_a_letter_has_one_colour_in_the_table_and_in_the_list() -> None:
    [section] = BeautifulSoup(page(OWN[1], "en"), "html.parser").select("section.scale")

    in_list = {each.text: each["class"] for each in section.select("dt")}
    in_table = {cell.text.split()[1]: cell["class"] for cell in section.select(".lookup td") if cell.text}
    assert in_list == in_table == {"A": ["s1"], "B": ["s2"], "C": ["s3"]}


def create_long(method: Method, *, codes: tuple[object, ...], count: int = 40, least: int = 20) -> Instrument:
    items = building.create_items(count)
    scale = building.create_scale(
        items=[item.key for item in items], low=0, high=100, method=method, min_answered=least
    )
    return building.create_instrument(
        items=items, response_sets=[building.create_response_set(*codes)], scales=[scale]
    )


def test_a_scale_too_long_for_a_table_says_how_to_reckon() -> None:
    instrument = create_long(Method.RESCALE, codes=(1, 2, 3, 4, 5, 6, 7))

    printed = page(instrument, "ru")

    assert BeautifulSoup(printed, "html.parser").select(".lookup") == []
    assert (
        "От суммы к значению: отнимите от суммы 1 за каждый отвеченный вопрос; умножьте на 100; разделите на "
        "число отвеченных вопросов; разделите на 6; округлите с точностью до 0,01, половины — вверх."
    ) in reading.text(printed)


def test_a_table_for_sheets_without_gaps_says_so() -> None:
    instrument = create_long(Method.RESCALE, codes=(0, 1, 2, 3, 4), count=20, least=10)

    read = reading.text(page(instrument, "en"))

    assert "every question is answered. If some are not: multiply by 100; divide by the number" in read


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (Formula(Decimal(0), Decimal(1), Decimal(1), Decimal(0), Decimal(1), Decimal("0.01")), 2),
        (Formula(Decimal(1), Decimal(3), Decimal(4), Decimal(-5), Decimal(2), Decimal(1)), 7),
    ],
)
def test_steps_that_would_change_nothing_are_not_printed(formula: Formula, said: int) -> None:
    assert len(words.steps(formula, "en", is_mixed=False)) == said


def test_questions_of_unlike_range_carry_the_most_they_can_give() -> None:
    items = [*building.create_items(2), *building.create_items(2, prefix="m", response_set="how-much")]
    scale = building.create_scale(
        items=[item.key for item in items], low=0, high=100, method=Method.RESCALE, min_answered=3
    )
    instrument = building.create_instrument(
        items=items,
        response_sets=[
            building.create_response_set(0, 1, 2, 3),
            building.create_response_set(1, 6, key="how-much"),
        ],
        scales=[scale],
    )

    printed = page(instrument, "en")

    [read] = reading.scales(printed)
    assert read.points[3] == {1: 0, 6: 5}
    assert {weight for _, weight in read.cells} == {11, 13, 16}
    assert read.cells[Decimal(8), Decimal(16)] == ("50", "")
    assert "the most points that the answered questions can give" in reading.text(printed)


def test_what_is_not_ours_says_where_its_bands_are_from_and_whose_it_is() -> None:
    licence = Licence(LicenceClass.FREE, "N. N.", attribution=building.create_texts("© N. N."))
    scale = replace(OWN[1].scales[0], bands=(building.create_band(0), building.create_band(50)))
    foreign = replace(OWN[1], licence=licence, scales=(scale,))

    read = reading.text(page(foreign, "en"))

    assert "Source of the bands: a source, adults, 2001." in read
    assert "© N. N. (en)" in read
    assert "We decided ourselves" not in read
    assert "Source of the bands" not in page(OWN[1], "en")


def test_a_question_that_touches_says_so_and_an_uncounted_one_too() -> None:
    items = (*OWN[1].items, replace(building.create_items(1)[0], response_set="how_many_days"))
    touching = replace(OWN[1], items=(replace(items[0], is_sensitive=True), *items[1:]))

    read = reading.text(page(touching, "en"))

    assert read.count("This question may touch something painful. You can leave it out.") == 1
    assert "Question 6 does not count towards any scale." in read


def test_a_draft_is_called_one() -> None:
    assert "Version 2, a draft." in reading.text(page(OWN[0], "en", Edition(2, "draft")))


@pytest.mark.parametrize(
    ("labels", "layout"),
    [
        (["да", "нет"], "beside of-2"),
        (["ответ"] * 5, "beside of-5"),
        ([str(n) for n in range(11)], "abreast"),
        (["довольно длинный ответ, который не встанет рядом с другими"] * 3, "listed"),
        (["ответ подлиннее прочих, вот такой"] * 7, "listed"),
        ([str(n) for n in range(12)], "listed"),
    ],
)
def test_answers_stand_as_their_labels_allow(labels: list[str], layout: str) -> None:
    [response_set] = OWN[1].response_sets
    options = tuple(replace(response_set.options[0], text={"ru": label}, code=None) for label in labels)

    assert sheet._layout(options, "ru") == layout
