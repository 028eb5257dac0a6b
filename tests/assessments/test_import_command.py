"""`manage.py import_questionnaire`: a report that a person can read, a draft, and a status that tells."""

import json
import os
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.assessments.importing import lighthouse, towers
from tests.factories.assessments import EDITOR, TODAY
from wellbeing.assessments.actions import importing, licences, publishing
from wellbeing.assessments.importing import formats
from wellbeing.assessments.models import Instrument, InstrumentVersion
from wellbeing.management.commands.import_questionnaire import Command

pytestmark = [pytest.mark.django_db, pytest.mark.service]

HERE = Path(__file__).resolve().parents[2]
PUBLIC = Path(os.environ.get("QUESTIONNAIRES", HERE.parent / "shared" / "questionnaires"))
OURS = Path(lighthouse.__file__).with_name("files")
# The public files, each with those beside it, and how many findings of it somebody has to sign.
PUBLIC_FILES = [
    ("phq9-stu3.json", [], 4),
    ("phq9-r4-flat-ordinalvalue.json", [], 5),
    ("phq9-r4-nested-contained-valueset.json", [], 6),
    ("phq9-r4-external-valueset.json", ["phq9-r4-external-valueset.valueset.json"], 4),
]


def run(*words: object) -> str:
    out = StringIO()
    call_command("import_questionnaire", *map(str, words), stdout=out)
    return out.getvalue()


def refused(*words: object) -> tuple[int, str, str]:
    """Status, what was printed, and the last sentence."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_questionnaire", *map(str, words), stdout=out)
    return error.value.returncode, out.getvalue(), str(error.value)


@pytest.mark.skipif(
    not PUBLIC.is_dir(), reason="no public questionnaire files; QUESTIONNAIRES names a folder"
)
@pytest.mark.parametrize(("name", "beside", "unsigned"), PUBLIC_FILES)
def test_a_public_file_becomes_a_draft_of_nine_questions(name: str, beside: list[str], unsigned: int) -> None:
    words = [word for file in beside for word in ("--valueset", PUBLIC / file)]

    printed = run(PUBLIC / name, *words, "--slug", "two-weeks", "--lang", "en")

    version = InstrumentVersion.objects.get(instrument__slug="two-weeks")
    scale = version.scales.get()
    assert (version.status, version.items.count(), scale.low, scale.high) == ("draft", 9, 0, 27)
    assert [band.starts_at for band in scale.bands.all()] == [Decimal(n) for n in (0, 5, 10, 15, 20)]
    assert version.findings.filter(severity="open", signed_off_by="").count() == unsigned
    assert "  Standard: FHIR STU3" in printed if "stu3" in name else "  Standard: FHIR R4" in printed
    assert "  Fact card: phq9" in printed
    assert f"/staff/instruments/versions/{version.code}/check/" in printed


@pytest.mark.skipif(
    not PUBLIC.is_dir(), reason="no public questionnaire files; QUESTIONNAIRES names a folder"
)
def test_a_public_file_is_published_once_named_people_answered_for_it() -> None:
    data = (PUBLIC / "phq9-stu3.json").read_bytes()
    version, _ = importing.import_questionnaire(data=data, valuesets=[], slug="two-weeks", today=TODAY)
    assert version is not None
    assert [reason.rule for reason in publishing.obstacles(version=version)] == [
        "licence_unchecked",
        "unsigned_findings",
        "help_not_stated",
    ]

    licences.check(version=version, by=EDITOR, today=TODAY)
    for finding in version.findings.filter(severity="open"):
        publishing.sign_off(finding=finding, by=EDITOR, reason="Compared with the sheet.", today=TODAY)
    publishing.state_help_is_staffed(version=version, by=EDITOR, today=TODAY)

    assert publishing.publish(version=version, by=EDITOR, today=TODAY).status == "published"


def test_the_report_says_what_was_understood_what_waits_and_what_was_left_out(tmp_path: Path) -> None:
    questionnaire = lighthouse.create_questionnaire()
    questionnaire["item"].append(
        {"linkId": "d", "type": "display", "text": "Thank you for keeping the light."}
    )
    file = _written(questionnaire, tmp_path)

    printed = run(file, "--slug", "check-9", "--lang", "en").splitlines()

    assert printed[0] == "What was understood"
    waits, left_out, last = (
        printed.index("Somebody has to sign this off before publishing"),
        printed.index("Left out"),
        len(printed) - 1,
    )
    assert waits < left_out < last
    assert printed[left_out + 1].startswith("- A text did not go into the draft: “Thank you for keeping")
    assert printed[left_out + 2].lstrip().startswith("line ")
    assert printed[last].startswith("Draft 1 is made at the address “check-9”.")


def test_it_speaks_russian_unless_asked_otherwise() -> None:
    assert run(OURS / "r4-inline.json").startswith("Что удалось понять\n")


def test_without_an_address_a_neutral_one_is_taken() -> None:
    run(OURS / "r4-inline.json")
    run(OURS / "r4-inline.json")

    assert list(Instrument.objects.values_list("slug", flat=True)) == ["check-1", "check-2"]


def test_a_second_import_under_an_address_is_its_next_draft() -> None:
    for _ in range(2):
        run(OURS / "r4-inline.json", "--slug", "check-9")

    assert list(InstrumentVersion.objects.order_by("number").values_list("number", "status")) == [
        (1, "draft"),
        (2, "draft"),
    ]


def test_answers_may_stand_in_a_file_beside() -> None:
    run(OURS / "r4-external.json", "--valueset", OURS / "r4-external.valueset.json")

    assert InstrumentVersion.objects.get().items.count() == 3


def test_several_files_may_come_in_any_order() -> None:
    run(OURS / "r4-external.valueset.json", OURS / "r4-external.json")

    assert InstrumentVersion.objects.get().items.count() == 3


def test_language_of_the_texts_may_be_said_where_no_file_names_it(tmp_path: Path) -> None:
    file = tmp_path / "tower.csv"
    fields = [towers.field(n, label=f"Lamp {n}", choices="0, No | 1, So | 2, Too") for n in (1, 2, 3)]
    file.write_bytes(towers.dictionary(*fields))

    refused(file)
    run(file, "--text-language", "en")

    assert InstrumentVersion.objects.get().languages == ["en"]


def test_help_names_every_format_and_where_its_file_comes_from() -> None:
    told = " ".join(Command().create_parser("manage.py", "import_questionnaire").format_help().split())

    assert [each.name for each in formats.ALL if f"{each.name} {each.about['en']}" not in told] == []


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", ""),
        (b'{"resourceType": "Questionnaire",\n "item": [', "line 2, column 10"),
        (b'{"resourceType": "Questionnaire",\n "item": 5 6}', "line 2, column 12"),
        (b"[" * 100_000, "line 1, column "),
        (b'{"resourceType": "Patient"}', "line 1, column 1"),
        (b"\xff\xfe\x00", "line 1, column 1"),
        (b"\x7fELF\x00\x01", "line 1, column 1"),
        (b" " * 5_000_001, ""),
    ],
    ids=["empty", "cut off", "syntax", "deep", "another resource", "utf-16", "binary", "too large"],
)
def test_a_broken_file_ends_with_its_place_and_status_1(content: bytes, place: str, tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    file.write_bytes(content)

    status, printed, last = refused(file, "--lang", "en")

    assert status == 1
    assert printed.startswith("No draft can be made\n- ")
    assert place in printed
    assert last == "No draft was made, and nothing of the file was kept."
    assert not Instrument.objects.exists()


def test_numbers_that_no_table_holds_end_with_a_sentence(tmp_path: Path) -> None:
    answers = [lighthouse.option(code, label, label) for code, label in ((0, "Never"), (99_999, "Often"))]
    questions = [
        {"linkId": str(n), "type": "choice", "text": f"Lamp {n} went out.", "answerOption": answers}
        for n in range(1, 4)
    ]
    file = tmp_path / "file.json"
    whole = {"resourceType": "Questionnaire", "language": "en", "title": "Lamps", "item": questions}
    file.write_text(json.dumps(whole))

    status, printed, _ = refused(file, "--lang", "en")

    assert status == 1
    assert "scales[0].high" in printed
    assert not Instrument.objects.exists()


def test_a_file_cannot_move_the_cursor(tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    file.write_bytes(b'{"a": \x1b[2Jgone}')

    _, printed, _ = refused(file)

    assert "\x1b" not in printed


def test_the_files_own_formula_is_named_and_not_run(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    questionnaire = lighthouse.create_questionnaire()
    questionnaire["extension"] = [
        {
            "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
            "valueExpression": {
                "language": "text/x-python",
                "expression": f"__import__('pathlib').Path('{trap}').touch()",
            },
        }
    ]

    run(_written(questionnaire, tmp_path))

    assert not trap.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["nowhere.json"],
        [str(OURS)],
        [str(OURS / "r4-inline.json"), "--slug", "Two Weeks"],
        [str(OURS / "r4-inline.json"), "--slug", "x" * 41],
        [str(OURS / "r4-inline.json"), "--lang", "de"],
        [str(OURS / "r4-inline.json"), "--valueset", "nowhere.json"],
        [str(OURS / "r4-inline.json"), "nowhere.json"],
        [str(OURS / "r4-inline.json"), "--text-language", "de"],
        [],
    ],
)
def test_a_slip_in_the_command_is_told_from_a_broken_file(words: list[str]) -> None:
    parser = Command().create_parser("manage.py", "import_questionnaire")
    parser.called_from_command_line = True

    with pytest.raises(SystemExit) as ended:
        parser.parse_args(words)

    assert ended.value.code == 2


def _written(questionnaire: object, folder: Path) -> Path:
    file = folder / "file.json"
    file.write_text(json.dumps(questionnaire, ensure_ascii=False, indent=1), encoding="utf-8")
    return file
