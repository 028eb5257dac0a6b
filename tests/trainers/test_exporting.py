"""Tables leave as files that run nothing; the list of trainers comes back in unchanged."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.factories.trainers import TODAY, create_lead, create_pathway, region
from trainers import exporting
from trainers.actions import importing
from trainers.importing import cells
from trainers.importing.planning import Mark
from trainers.models import Candidacy, Trainer
from trainers.models.choices import Formats, Languages, Specialities
from trainers.staff.exports import LISTS, _trainers

pytestmark = [pytest.mark.service, pytest.mark.django_db]

DANGEROUS = [
    "=1+1",
    "+7 900",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    '","=1',
    "a;=1",
    "#N/A",
    "Ива\u202eавИ",
    "\x00x",
]


def texts(data: bytes, kind: str) -> list[list[str]]:
    if kind == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    rows = load_workbook(io.BytesIO(data)).active.iter_rows()
    return [[str(cell.value or "") for cell in row] for row in rows]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nothing_that_leaves_begins_a_formula(kind: str) -> None:
    data = exporting.content(["=A1", "б"], [[each, date(2026, 5, 1)] for each in DANGEROUS], kind)

    found = texts(data, kind)

    assert found[0] == ["'=A1", "б"]
    assert [row[0] for row in found[1:]] == [
        *("'=1+1", "'+7 900", "'-2", "'@SUM(A1)", "'=1", "'=1", "'＝1", '","\'=1', "a;'=1", "#N/A"),
        *("ИваавИ", "x"),
    ]
    assert {row[1] for row in found[1:]} == {"2026-05"}


def test_a_workbook_holds_text_alone() -> None:
    data = exporting.content(["x"], [["=1+1"], [12], ["#N/A"]], "xlsx")

    cells_found = [row[0] for row in load_workbook(io.BytesIO(data)).active.iter_rows()]

    assert [(cell.data_type, cell.number_format) for cell in cells_found] == [("s", "@")] * 4


def test_a_csv_opens_in_a_russian_excel() -> None:
    assert exporting.content(["а", "б"], [["1", None]], "csv") == '\ufeff"а";"б"\r\n"1";""\r\n'.encode()


def test_a_download_has_its_name_and_kind() -> None:
    response = exporting.response("coverage", ["а"], [], "csv")

    assert response.headers["Content-Disposition"] == 'attachment; filename="coverage.csv"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


def some(choices) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(choices.values), unique=True)


names = st.one_of(
    st.text(min_size=1, max_size=30),
    st.text(alphabet="=+-@';,\"\n\t Яё|", min_size=1, max_size=12),
).map(cells.tidy)
trainers = st.fixed_dictionaries(
    {
        "name": names.filter(lambda name: name and "\n" not in name and cells.fold(name)),
        "languages": some(Languages).filter(bool),
        "formats": some(Formats).filter(bool),
        "specialities": some(Specialities),
        "serves": st.lists(st.sampled_from(["RU-ALT", "RU-SA", "RU-KEM", "GB"]), unique=True),
        "since": st.dates(date(2015, 1, 1), date(2026, 11, 1)).map(lambda day: day.replace(day=1)),
        "is_over": st.booleans(),
        "begins": st.booleans(),
    }
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=st.lists(trainers, min_size=1, max_size=4, unique_by=lambda each: cells.fold(each["name"])))
@example(
    people=[
        {
            "name": "'=x",
            "languages": ["ru"],
            "formats": ["online"],
            "specialities": [],
            "serves": [],
            "since": date(2025, 1, 1),
            "is_over": True,
            "begins": True,
        }
    ]
)
def test_any_table_of_trainers_comes_back_in_unchanged(people: list[dict]) -> None:
    lead = create_lead()
    version = create_pathway_once()
    Candidacy.objects.all().delete()
    Trainer.objects.all().delete()
    for each in people:
        trainer = Trainer.objects.create(
            name=each["name"],
            home_region=region(),
            languages=each["languages"],
            formats=each["formats"],
            specialities=each["specialities"],
            active_from_month=each["since"],
            active_until_month=date(2026, 12, 1) if each["is_over"] else None,
        )
        trainer.regions.set(each["serves"])
        if each["begins"]:
            Candidacy.objects.create(trainer=trainer, version=version, began_month=each["since"])
    columns = [str(each) for each in LISTS["trainers"].columns()]
    for kind in ("csv", "xlsx"):
        data = exporting.content(columns, _trainers(lead), kind)
        plan = importing.plan(what=importing.read(data=data), by=lead, today=TODAY)
        assert [(each.mark, each.changes, each.faults) for each in plan.outcomes] == [
            (Mark.UNCHANGED, (), ())
        ] * len(people)


def create_pathway_once():
    return importing.published().get("recovery-group") or create_pathway()
