"""Every list as a file: scoped as on the page, in both kinds, and never with what is sealed."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories.accounts import create_colleague, create_team, create_unlocked, sign_in
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_supervision,
    create_trainer,
    region,
)
from trainers.actions import extensions, people
from trainers.actions.people import Private
from trainers.models import Trainer
from trainers.rules import months
from trainers.staff.exports import LISTS
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

TODAY = timezone.localdate()


def export(client: Client, name: str, kind: str = "csv") -> list[dict[str, str]]:
    response = client.get(f"/staff/trainers/export/{name}/{kind}/")
    assert response.status_code == 200, response.headers.get("Location")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}.{kind}"'
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def certified(code: str, name: str) -> Trainer:
    trainer = create_trainer(name=name, code=code)
    candidacy = create_candidacy(trainer=trainer, began=months.later(months.of(TODAY), -3))
    create_certificate(candidacy=candidacy, code=code, today=TODAY)
    return trainer


@pytest.fixture
def vera(client: Client) -> User:
    user = create_coordinator(username="vera")
    sign_in(client, user)
    return user


def test_each_list_has_the_rows_of_ones_own_region_and_no_others(client: Client, vera: User) -> None:
    certified("RU-TOM", "Ива")
    certified("RU-PER", "Ясень")
    lead = create_lead()
    for place in (region(), region("RU-PER"), None):
        extensions.extend(region=place, months_more=2, reason="emergency", by=lead, today=TODAY)

    assert [row["Рабочее имя"] for row in export(client, "trainers")] == ["Ива"]
    assert [row["Тренерка или тренер"] for row in export(client, "certificates")] == ["Ива"]
    assert {row["Тренерка или тренер"] for row in export(client, "evidence")} == {"Ива"}
    assert {row["Тренерка или тренер"] for row in export(client, "supervision")} == {"Ива"}
    assert [row["Тренерка или тренер"] for row in export(client, "proposals")] == ["Ива"]
    assert {row["Регион"] for row in export(client, "extensions")} == {"Томская область", "все регионы"}
    assert len(export(client, "coverage")) > 80

    everywhere = Client()
    sign_in(everywhere, lead)
    assert [row["Рабочее имя"] for row in export(everywhere, "trainers")] == ["Ива", "Ясень"]
    assert len(export(everywhere, "extensions")) == 3


def test_nothing_sealed_leaves_in_any_list(client: Client, vera: User) -> None:
    create_team(members=[vera])
    trainer = certified("RU-TOM", "Ива")
    secret = Private("Имя Из Паспорта", "+7 900 000-00-00")
    people.put_private(trainer=trainer, what=secret, key=create_unlocked(user=vera))

    for name in LISTS:
        rows = repr(export(client, name))
        assert [each for each in ("Паспорта", "900 000") if each in rows] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_workbook_as_well(client: Client, vera: User, name: str) -> None:
    response = client.get(f"/staff/trainers/export/{name}/xlsx/")

    assert response.status_code == 200
    assert response.content.startswith(b"PK")


def test_a_list_or_a_kind_that_there_is_not(client: Client, vera: User) -> None:
    for address in ("users/csv", "trainers/pdf", "trainers/XLSX"):
        assert client.get(f"/staff/trainers/export/{address}/").status_code == 404
    assert client.post("/staff/trainers/export/trainers/csv/").status_code == 405


def test_each_role_has_the_lists_that_are_its_own() -> None:
    may = {}
    for role in ("trainer", "organiser", "council", "editor", "assessor"):
        client = Client()
        sign_in(client, create_colleague(username=role, role=role))
        answers = {name: client.get(f"/staff/trainers/export/{name}/csv/").status_code for name in LISTS}
        may[role] = {name for name, status in answers.items() if status == 200}

    assert may == {
        "trainer": set(),
        "editor": set(),
        "organiser": {"coverage"},
        "council": {"coverage"},
        "assessor": {"coverage", "evidence", "proposals"},
    }


PAGES = {"people": "trainers", "inbox": "evidence", "decisions": "proposals", "coverage": "coverage"}
PAGES |= {name: name for name in ("certificates", "supervision", "extensions")}


@pytest.mark.parametrize("role", ["coordinator", "lead", "assessor", "trainer", "council"])
def test_every_page_of_a_list_leads_to_the_files_that_the_colleague_may_take_away(role: str) -> None:
    client = Client()
    sign_in(client, create_colleague(username=role, role=role, region=region()))
    led, may = set(), set()
    for page, name in PAGES.items():
        shown = client.get(f"/staff/trainers/{page}/")
        for kind in ("csv", "xlsx"):
            address = f"/staff/trainers/export/{name}/{kind}/"
            if shown.status_code == 200 and client.get(address).status_code == 200:
                may.add(address)
            if f'href="{address}"' in shown.content.decode():
                led.add(address)

    assert led == may
    assert set(PAGES.values()) == set(LISTS)


def test_taking_a_list_away_leaves_a_trace(client: Client, vera: User) -> None:
    export(client, "trainers")

    entry = ModelLogEntry.objects.get(action="trainers.export")
    assert (entry.user, entry.object_id, entry.data) == (vera, str(vera.pk), {"of": "trainers"})
    assert entry.message == "Список выгружен файлом: trainers"


def test_a_formula_in_a_name_leaves_defused(client: Client, vera: User) -> None:
    create_trainer(name="=HYPERLINK(1)")

    assert [row["Рабочее имя"] for row in export(client, "trainers")] == ["'=HYPERLINK(1)"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_for_three_as_for_one(client: Client, vera: User, name: str) -> None:
    counts = []
    for number in (1, 2):
        for each in range(number):
            create_supervision(certified("RU-TOM", f"Ива {number} {each}"))
        with CaptureQueriesContext(connection) as queries:
            export(client, name)
        counts.append(len(queries))

    assert counts[0] == counts[1]
