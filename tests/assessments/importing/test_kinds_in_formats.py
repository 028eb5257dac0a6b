"""Every kind of defect that a format can hold is found in it: one questionnaire, broken alike in all six.

Two kinds exist in FHIR alone and are tested with it: `weight_location` (elsewhere a number has one place) and
`sum_scope` (elsewhere a formula names what it adds).
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.assessments.importing import lighthouse
from tests.assessments.importing.lighthouse import OFTEN, keeper
from tests.assessments.importing.written import FORMATS, Asked, Sheet, create_sheet
from wellbeing.assessments.importing import Import

Break = Callable[[Sheet], Sheet]

MUCH = (("Not at all", "Совсем нет"), ("Somewhat", "Отчасти"), ("Very much", "Очень сильно"))
DECLINED = (9, ("Prefer not to say", "Предпочитаю не отвечать"))
BANDS = "0-2 calm seas, 3-4 some wind, 5-6 a storm"

# What no file in the format can have, and why.
CANNOT = {
    ("xlsform", "variable_map"): "an answer's name is its number, and a question has one name",
}


def changed(number: int, **changes: object) -> Break:
    """One question broken."""

    def broken(sheet: Sheet) -> Sheet:
        asked = list(sheet.asked)
        asked[number - 1] = replace(asked[number - 1], **changes)  # type: ignore[arg-type]
        return replace(sheet, asked=tuple(asked))

    return broken


def of_all(answers: Callable[[Asked], tuple[object, ...]]) -> Break:
    return lambda sheet: replace(
        sheet,
        asked=tuple(replace(each, answers=answers(each)) for each in sheet.asked),  # type: ignore[arg-type]
    )


def turned() -> tuple[object, ...]:
    return tuple((2 - n, labels) for n, labels in enumerate(OFTEN))


def labelled(*labels: tuple[str, str]) -> tuple[tuple[int, tuple[str, str]], ...]:
    return tuple(enumerate(labels))


def summed(*numbers: int) -> Break:
    return lambda sheet: replace(sheet, summed=numbers)


def known(broken: Break) -> Break:
    """The keeper's four questions, which a card knows."""
    return lambda sheet: broken(create_sheet(4, keeper().names[0]))


KINDS: dict[str, tuple[Break, str]] = {
    "direction": (of_all(lambda _: turned()), "direction"),
    "direction, with a card": (known(of_all(lambda _: turned())), "direction.card"),
    "reversed_set": (changed(2, answers=turned()), "reversed_set"),
    "reversed_set, with a card": (known(changed(2, answers=turned())), "reversed_set.card"),
    "label_block": (
        changed(2, text=("How often did it rain?", "Как часто шёл дождь?"), answers=labelled(*MUCH)),
        "label_block.much",
    ),
    "label_block, with a card": (known(changed(2, answers=labelled(*MUCH))), "label_block"),
    "scale_partition": (known(summed(1, 3)), "scale_partition"),
    "item_count": (known(lambda sheet: replace(sheet, asked=sheet.asked[:3])), "item_count"),
    "duplicate_text": (changed(3, text=create_sheet().asked[0].text), "duplicate_text"),
    "expression_vs_factcard": (summed(7, 8), "expression_vs_factcard.none"),
    "codes_missing": (
        of_all(lambda each: tuple((None, pair) for _, pair in each.answers)),
        "codes_missing.all",
    ),
    "missing_option": (of_all(lambda each: (*each.answers, DECLINED)), "missing_option"),
    "label_diff": (
        changed(3, answers=labelled(OFTEN[0], ("Somtimes", "Инонда"), OFTEN[2])),
        "label_diff.spelling",
    ),
    "label_diff, of two sets": (
        changed(3, answers=labelled(OFTEN[0], ("Every so often", "Время от времени"), OFTEN[2])),
        "label_diff.sets",
    ),
    "gate_item": (changed(3, is_gated=True), "gate_item"),
    "variable_map": (changed(3, printed=4), "variable_map"),
    "bands_without_source": (lambda sheet: replace(sheet, prose=BANDS), "bands_without_source"),
}


def read(name: str, sheet: Sheet) -> Import:
    return lighthouse.read(FORMATS[name](sheet), cards=[keeper()])


def families(result: Import) -> set[str]:
    said = {finding.message for finding in result.report.findings}
    return said | {message.partition(".")[0] for message in said if message.startswith("variable_map")}


@pytest.mark.parametrize("name", FORMATS)
def test_sound_questionnaire_is_the_same_in_every_format(name: str) -> None:
    result = read(name, create_sheet())
    found = lighthouse.messages(result) - {"language_guessed", "codes_missing.from_names"}
    assert found <= {"copyright"}
    made = lighthouse.draft(result)
    assert [item.text["ru"] for item in made.items] == list(lighthouse.RU[:3])
    assert [[option.code for option in each.options] for each in made.response_sets] == [[0, 1, 2]]
    assert made.recall["ru"] == lighthouse.LEAD[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_kind_of_defect_is_found_in_every_format(name: str, kind: str) -> None:
    if reason := CANNOT.get((name, kind)):
        assert kind not in families(read(name, KINDS[kind][0](create_sheet())))
        pytest.skip(reason)
    broken, message = KINDS[kind]
    sound, result = read(name, create_sheet()), read(name, broken(create_sheet()))
    assert message in families(result), families(result)
    assert message not in families(sound)
    for finding in result.report.findings:
        if finding.message.startswith(message):
            assert finding.sentence("ru") and finding.sentence("en")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("item_count", "codes_missing")])
def test_finding_says_where_in_the_file(name: str, kind: str) -> None:
    broken, message = KINDS[kind]
    if (name, kind) in CANNOT:
        pytest.skip(CANNOT[name, kind])
    places = [
        finding.place
        for finding in read(name, broken(create_sheet())).report.findings
        if finding.message == message or finding.kind == message
    ]
    assert places and all(place.line is not None or place.path for place in places)
