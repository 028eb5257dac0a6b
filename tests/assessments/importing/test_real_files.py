"""The public files this importer was made for. They are not ours to copy: the tests look for them outside."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from tests.assessments.importing import lighthouse
from wellbeing.assessments import importing
from wellbeing.assessments.importing import factcards
from wellbeing.assessments.rules import checking

HERE = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("QUESTIONNAIRES", HERE.parent / "shared" / "questionnaires"))

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="no public questionnaire files here; QUESTIONNAIRES names their folder"
)

ALWAYS = {"card_matched", "figures_unverified.min_answered", "figures_unverified.reliability", "proofread"}


def read(name: str, *beside: str) -> importing.Import:
    data, *files = [(FOLDER / file).read_bytes() for file in (name, *beside)]
    return lighthouse.read(data, *files, cards=factcards.shipped())


def messages(result: importing.Import) -> dict[str, str]:
    return {
        finding.message: finding.place.path
        for finding in result.report.findings
        if finding.message not in ALWAYS
    }


STU3 = {
    "language_guessed": "",
    "copyright": "copyright",
    "left_out.text": "item[0].item[10]",
    "bands_without_source": "item[0].item[10]",
    "left_out.unscored": "item[1].item[0]",
    "sensitive_item": "item[0].item[9]",
}
FLAT = {
    "language_guessed": "",
    "recall_missing": "",
    "bands_without_source": "item[9].extension[0]",
    "scoring_not_run": "item[9].extension[2]",
    "expression_agrees": "item[9].extension[2]",
    "left_out.total": "item[9]",
    "left_out.unscored": "item[10]",
    "sensitive_item": "item[8]",
}
NESTED = {
    "language_guessed": "",
    "copyright": "copyright",
    "expired": "effectivePeriod.end",
    "bands_without_source.differ": "item[0].item[9].extension[0]",
    "expression_vs_factcard.place": "item[0].item[9].extension[0]",
    "scoring_not_run": "item[0].item[9].extension[0]",
    "sum_scope": "item[0].item[9].extension[0]",
    "left_out.total": "item[0].item[9]",
    "sensitive_item": "item[0].item[8]",
}
EXTERNAL = {
    "label_diff.spelling": "compose.include[0].concept[1]",
    "language_left_out": "item[1]",
    "left_out.total": "item[10]",
    "left_out.unscored": "item[11]",
    "sensitive_item": "item[9]",
}


@pytest.mark.parametrize(
    ("name", "beside", "expected"),
    [
        ("phq9-stu3.json", (), STU3),
        ("phq9-r4-flat-ordinalvalue.json", (), FLAT),
        ("phq9-r4-nested-contained-valueset.json", (), NESTED),
        ("phq9-r4-external-valueset.json", ("phq9-r4-external-valueset.valueset.json",), EXTERNAL),
    ],
)
def test_public_file_is_read_whole(name: str, beside: tuple[str, ...], expected: dict[str, str]) -> None:
    result = read(name, *beside)
    draft = lighthouse.draft(result)

    assert messages(result) == expected
    assert len(draft.items) == 9
    assert [item.is_sensitive for item in draft.items] == [False] * 8 + [True]
    (answers,) = draft.response_sets
    assert [option.code for option in answers.options] == [0, 1, 2, 3]
    (scale,) = draft.scales
    assert (scale.low, scale.high, scale.min_answered) == (Decimal(0), Decimal(27), 7)
    assert [band.starts_at for band in scale.bands] == [0, 5, 10, 15, 20]
    assert draft.languages == ("en",)
    assert checking.problems(draft) == ()


def test_public_file_without_its_value_set_is_no_draft() -> None:
    result = read("phq9-r4-external-valueset.json")
    assert result.instrument is None
    assert {"no_questions", "no_options", "valueset_missing"} <= messages(result).keys()


def test_value_set_alone_is_no_questionnaire() -> None:
    result = read("phq9-r4-external-valueset.valueset.json")
    assert lighthouse.found(result, "not_questionnaire").values == {"found": "ValueSet"}
