"""Files may come one by one, in any order, or in a ZIP: the questionnaire is the same."""

import io
import json
import zipfile

import pytest

from tests.assessments.importing import lighthouse, test_openscales, towers
from tests.assessments.importing.lighthouse import draft, found, messages, read
from wellbeing.assessments.importing import Severity

EXTERNAL = ("r4-external.json", "r4-external.valueset.json")


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("folder/", b"")
        for name, content in parts.items():
            made.writestr(f"folder/{name}", content)
    return out.getvalue()


def external() -> list[bytes]:
    return [(lighthouse.FILES / name).read_bytes() for name in EXTERNAL]


def test_questionnaire_is_found_among_its_files_wherever_it_stands() -> None:
    questionnaire, answers = external()
    assert draft(read(answers, questionnaire)) == draft(read(questionnaire, answers))


@pytest.mark.parametrize("order", [1, -1])
def test_zip_of_a_questionnaire_and_its_answers(order: int) -> None:
    files = dict(zip(EXTERNAL, external(), strict=True))
    parts = dict([*files.items()][::order])
    assert draft(read(packed(**parts))) == draft(read(*external()))


@pytest.mark.parametrize(
    "file",
    [towers.survey(), towers.dictionary(), json.dumps(test_openscales.create_osd()).encode()],
    ids=["lss", "csv", "osd"],
)
def test_zip_of_one_file_is_that_file(file: bytes) -> None:
    parts = {"file": file, "README.md": b"# A tower", ".hidden": b"{}", "__MACOSX/._file": b"\0"}
    assert read(packed(**parts)) == read(file)


def test_spreadsheet_stays_whole() -> None:
    assert messages(read(towers.form())) == set()


def test_archives_in_an_archive_stay_closed() -> None:
    result = read(packed(inner=packed(file=towers.survey())))
    assert result.instrument is None
    assert {finding.severity for finding in result.report.findings} == {Severity.ERROR}


def test_program_beside_the_questionnaire_is_refused() -> None:
    assert found(
        read(packed(**{"file": towers.survey(), "../../run.sh": b"rm"})), "archive_paths"
    ).severity == (Severity.ERROR)
