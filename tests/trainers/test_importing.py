"""A file is previewed, written as previewed and nothing else, and changes nothing the second time."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from tests.factories.accounts import create_team, create_unlocked
from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_coordinator,
    create_lead,
    create_pathway,
    create_trainer,
)
from tests.trainers.importing.building import FILES, HEADINGS, ROW, csv_of, workbook
from trainers import refusals
from trainers.actions import importing, people
from trainers.actions.people import Private
from trainers.actions.sealing_imported import Sealing
from trainers.importing.faults import Why
from trainers.importing.planning import Mark, Plan
from trainers.models import Candidacy, Trainer
from wellbeing.accounts.models import SealedRecord, User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

REGION = (FILES / "region-1251.csv").read_bytes()


def plan(data: bytes, by: User) -> Plan:
    return importing.plan(what=importing.read(data=data), by=by, today=TODAY)


def carry_out(data: bytes, by: User, **more: Any) -> importing.Done:
    what = importing.read(data=data)
    fingerprint = importing.plan(what=what, by=by, today=TODAY).fingerprint()
    return importing.carry_out(what=what, fingerprint=fingerprint, by=by, today=TODAY, **more)


def marks(found: Plan) -> dict[str, Mark]:
    return {each.row.name: each.mark for each in found.outcomes}


def whys(found: Plan) -> dict[str, list[Why]]:
    return {each.row.name: [fault.why for fault in each.faults] for each in found.outcomes}


def people_now() -> list[tuple[Any, ...]]:
    rows = Trainer.objects.order_by("name").values_list(
        "name",
        "home_region",
        "languages",
        "formats",
        "specialities",
        "active_from_month",
        "active_until_month",
    )
    return list(rows)


def test_a_preview_writes_nothing_and_confirming_writes_it_all() -> None:
    create_pathway()
    by = create_coordinator()

    assert marks(plan(REGION, by)) == {"Лёля": Mark.CREATED, "Ясень": Mark.CREATED}
    assert not Trainer.objects.exists()

    carry_out(REGION, by)

    assert people_now() == [
        ("Лёля", "RU-TOM", ["ru"], ["online"], ["burnout"], date(2025, 5, 1), None),
        ("Ясень", "RU-TOM", ["ru", "tt"], ["in_person", "online"], ["body", "grief"], date(2024, 2, 1), None),
    ]
    assert [each.pk for each in Trainer.objects.get(name="Лёля").regions.all()] == ["RU-SPE"]
    walked = Candidacy.objects.values_list("trainer__name", "version__pathway__slug", "began_month")
    assert list(walked) == [("Лёля", "recovery-group", date(2025, 6, 1))]
    logged = ModelLogEntry.objects.filter(content_type__model="trainer").values_list("action", "user")
    assert sorted(logged) == sorted(
        [("trainers.begin", by.pk), ("wagtail.create", by.pk), ("wagtail.create", by.pk)]
    )
    assert not SealedRecord.objects.exists()


def test_the_same_file_again_changes_nothing() -> None:
    create_pathway()
    by = create_coordinator()
    carry_out(REGION, by)
    before = people_now()

    assert marks(plan(REGION, by)) == {"Лёля": Mark.UNCHANGED, "Ясень": Mark.UNCHANGED}
    done = carry_out(REGION, by)

    assert dict(done.plan.counts) == {Mark.UNCHANGED: 2}
    assert people_now() == before


def test_a_change_says_from_what_to_what_and_leaves_the_other_columns() -> None:
    by = create_coordinator()
    trainer = create_trainer(name="Лёля", serves=["RU-ALT"], languages=["en", "ru"])
    data = csv_of(
        ("имя", "регион", "языки", "регионы", "активна до"), ("ЛЕЛЯ ", "томск", "рус", "", "12.2026")
    )

    (outcome,) = plan(data, by).outcomes

    assert outcome.mark is Mark.CHANGED
    assert {each.column: (each.before, each.after) for each in outcome.changes} == {
        "languages": (("en", "ru"), ("ru",)),
        "serves": (("RU-ALT",), ()),
        "until": (None, date(2026, 12, 1)),
    }
    carry_out(data, by)
    trainer.refresh_from_db()
    assert (trainer.name, trainer.languages, trainer.formats) == ("Лёля", ["ru"], ["online"])
    assert (trainer.active_until_month, list(trainer.regions.all())) == (date(2026, 12, 1), [])


def test_rows_of_other_regions_are_wrong_and_stay_unwritten() -> None:
    data = csv_of(HEADINGS, ROW, ("Ясень", "Пермь", *ROW[2:]))
    by = create_coordinator()

    found = carry_out(data, by).plan

    assert marks(found) == {"Ива": Mark.CREATED, "Ясень": Mark.WRONG}
    assert whys(found)["Ясень"] == [Why.ANOTHER_REGION]
    assert [each[0] for each in people_now()] == ["Ива"]
    assert marks(plan(data, create_lead())) == {"Ива": Mark.UNCHANGED, "Ясень": Mark.CREATED}


def test_rows_that_cannot_be_are_wrong_each_with_its_reason() -> None:
    candidacy = create_candidacy(trainer=create_trainer(name="Рута"), began=date(2025, 1, 1))
    create_trainer(name="Ёж")
    create_trainer(name="Еж")
    path = candidacy.version.pathway.name_ru
    heads = (*HEADINGS, "активна до", "путь", "начало пути")
    rows = [
        ("Ива", *ROW[1:], "", "", ""),
        ("ива ", *ROW[1:], "", "", ""),
        ("Пуста", "Томск", "", "", "", "", "", ""),
        ("Конец", *ROW[1:], "2024-12", "", ""),
        ("Рута", *ROW[1:], "", path, "2025-02"),
        ("Завтра", *ROW[1:], "", path, "2027-02"),
        ("ёЖ", *ROW[1:], "", "", ""),
        ("ёж", *ROW[1:], "", "", ""),
    ]

    found = plan(csv_of(heads, *rows), create_coordinator())

    assert [[fault.why for fault in each.faults] for each in found.outcomes] == [
        [],
        [Why.TWICE],
        [Why.EMPTY, Why.EMPTY, Why.EMPTY],
        [Why.ENDS_BEFORE],
        [Why.BEGAN_OTHERWISE],
        [Why.OF_THE_FUTURE],
        [],
        [Why.TWICE],
    ]


def test_a_name_that_is_nearly_two_is_not_guessed() -> None:
    create_trainer(name="Зеленый ёж")
    create_trainer(name="Зелёный еж")

    found = plan(csv_of(HEADINGS, ("зелёный ёж", *ROW[1:])), create_coordinator())

    assert whys(found) == {"зелёный ёж": [Why.SEVERAL_TRAINERS]}


def test_a_new_trainer_needs_columns_that_a_known_one_does_not() -> None:
    create_trainer(name="Ива")
    data = csv_of(("имя", "регион"), ("Ива", "Томск"), ("Ясень", "Томск"))

    found = plan(data, create_coordinator())

    assert whys(found) == {"Ива": [], "Ясень": [Why.COLUMN_NEEDED] * 3}


def test_an_empty_cell_leaves_what_a_trainer_cannot_be_without() -> None:
    create_trainer(name="Ива", serves=["RU-ALT"])
    data = csv_of((*HEADINGS, "регионы"), ("Ива", "Томск", "", "—", "", ""))

    (outcome,) = plan(data, create_coordinator()).outcomes

    assert [(each.column, each.after) for each in outcome.changes] == [("serves", ())]


def test_what_has_changed_since_the_preview_is_not_written_over() -> None:
    by = create_coordinator()
    what = importing.read(data=csv_of(HEADINGS, ROW))
    seen = importing.plan(what=what, by=by, today=TODAY).fingerprint()
    create_trainer(name="ИВА", languages=["en"])

    with pytest.raises(refusals.ChangedSince):
        importing.carry_out(what=what, fingerprint=seen, by=by, today=TODAY)

    assert Trainer.objects.get().languages == ["en"]


def test_a_second_press_is_told_that_all_is_there() -> None:
    by = create_coordinator()
    what = importing.read(data=csv_of(HEADINGS, ROW))
    seen = importing.plan(what=what, by=by, today=TODAY).fingerprint()
    importing.carry_out(what=what, fingerprint=seen, by=by, today=TODAY)

    with pytest.raises(refusals.WrittenAlready):
        importing.carry_out(what=what, fingerprint=seen, by=by, today=TODAY)

    assert Trainer.objects.count() == 1


def test_sealed_columns_go_under_the_teams_keys_and_stay_where_they_are() -> None:
    by = create_coordinator(username="vera")
    create_team(members=[by])
    key = create_unlocked(user=by)
    create_pathway()

    done = carry_out(REGION, by, sealing=Sealing(REGION, key))

    assert (done.sealed, done.left) == (1, 0)
    trainer = Trainer.objects.get(name="Лёля")
    assert people.read_private(trainer=trainer, key=key) == Private("Имя Из Паспорта", "+7 900 000-00-00")
    record = bytes(SealedRecord.objects.get().box)
    again = carry_out(REGION, by, sealing=Sealing(REGION, key))
    assert (again.sealed, again.left, bytes(SealedRecord.objects.get().box)) == (0, 0, record)


def test_sealed_columns_of_another_file_or_another_team_are_left_out() -> None:
    by = create_lead()
    stranger = create_coordinator(username="vera", code="RU-PER")
    create_team(region="RU-PER", members=[stranger])
    key = create_unlocked(user=stranger)
    create_pathway()
    with pytest.raises(refusals.AnotherFile):
        carry_out(REGION, by, sealing=Sealing(REGION + b" ", key))
    assert not Trainer.objects.exists()

    done = carry_out(REGION, by, sealing=Sealing(REGION, key))

    assert (done.sealed, done.left, SealedRecord.objects.count()) == (0, 1, 0)
    assert Trainer.objects.count() == 2


def test_a_plan_takes_as_many_queries_for_three_rows_as_for_one() -> None:
    create_pathway()
    by = create_coordinator()
    counts = []
    for number in (1, 3):
        rows = [(f"Тренерка {each}", *ROW[1:]) for each in range(number)]
        for name, *_ in rows:
            create_trainer(name=f"{name} {number}", serves=["RU-ALT", "RU-PER"])
        by = User.objects.get(pk=by.pk)
        what = importing.read(data=workbook([HEADINGS, *rows]))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            importing.plan(what=what, by=by, today=TODAY)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8
