"""A published version stays as it was published, whoever asks the database and however."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.db.utils import IntegrityError

from tests.assessments import building
from tests.factories.assessments import (
    EDITOR,
    TODAY,
    create_definition,
    create_draft,
    create_finding,
    create_published,
)
from wellbeing.assessments.actions import publishing
from wellbeing.assessments.models import (
    Band,
    Finding,
    Instrument,
    InstrumentVersion,
    Item,
    Option,
    ResponseSet,
    Scale,
)
from wellbeing.assessments.reading import as_definition
from wellbeing.assessments.rules import definition

pytestmark = [pytest.mark.django_db, pytest.mark.service]

RULE = "published_version_never_changes"
PARTS = (Item, ResponseSet, Option, Scale, Band, Finding)
# What a seizer of the admin would change first: a column of each part, and a value that it may hold.
COLUMNS = {
    Item: ("text_ru", "'Подмена'"),
    ResponseSet: ("key", "'other'"),
    Option: ("code", "9"),
    Scale: ("min_answered", "1"),
    Band: ("starts_at", "1"),
    Finding: ("reason", "''"),
}


def whole() -> definition.Instrument:
    wide = create_definition()
    return replace(
        wide,
        about=building.create_texts("about"),
        recall=building.create_texts("recall"),
        licence=replace(wide.licence, checked_by=EDITOR, checked_on=TODAY.isoformat()),
    )


def published(slug: str = "check-1") -> InstrumentVersion:
    version = create_draft(slug=slug, about=whole().about, recall=whole().recall)
    publishing.sign_off(finding=create_finding(version=version), by=EDITOR, reason="Read.", today=TODAY)
    return publishing.publish(version=version, by=EDITOR, today=TODAY)


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=RULE), transaction.atomic():
        act()


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def of(version: InstrumentVersion, part: type[Model]) -> Model:
    """One row of the version's."""
    through = {Option: "response_set__version", Band: "scale__version"}.get(part, "version")
    return part._default_manager.filter(**{through: version}).order_by("pk")[0]


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_changed(part: type[Model]) -> None:
    version = published()
    column, value = COLUMNS[part]
    row = of(version, part)

    refused(lambda: execute(f"UPDATE {part._meta.db_table} SET {column} = {value}"))  # noqa: S608  our own names
    refused(row.save)

    assert as_definition(version) == whole()
    assert version.findings.get().reason == "Read."


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_removed(part: type[Model]) -> None:
    version = published()
    row = of(version, part)

    refused(lambda: execute(f"DELETE FROM {part._meta.db_table}"))  # noqa: S608  our own names
    refused(row.delete)

    assert as_definition(version) == whole()
    assert version.findings.count() == 1


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_added(part: type[Model]) -> None:
    version = published()
    row = of(version, part)
    row.pk = None
    for name, value in (("key", "added"), ("code", 7), ("starts_at", 7)):
        if hasattr(row, name):
            setattr(row, name, value)

    refused(lambda: row.save(force_insert=True))

    assert as_definition(version) == whole()
    assert version.findings.count() == 1


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_moved_in_from_a_draft_or_out_into_one(part: type[Model]) -> None:
    version, draft = published(), create_draft(slug="check-2", count=1)
    create_finding(version=draft)
    parent = {Option: "response_set_id", Band: "scale_id"}.get(part, "version_id")
    ours, theirs = of(version, part), of(draft, part)
    table = part._meta.db_table
    for pk, target in ((theirs.pk, getattr(ours, parent)), (ours.pk, getattr(theirs, parent))):
        key = ", key = 'moved'" if hasattr(ours, "key") else ""
        statement = f"UPDATE {table} SET {parent} = {target}{key} WHERE id = {pk}"  # noqa: S608  our own names
        refused(partial(execute, statement))

    assert as_definition(version) == whole()


@pytest.mark.parametrize("field", [f.name for f in InstrumentVersion._meta.fields if f.name != "status"])
def test_no_column_of_the_version_is_changed(field: str) -> None:
    version = published()
    Instrument.objects.create(slug="elsewhere")
    column = InstrumentVersion._meta.get_field(field).column
    others = {
        "instrument_id": "(SELECT id FROM assessments_instrument WHERE slug = 'elsewhere')",
        "number": "99",
        "id": "id + 1000",
        "languages": "'{ru}'",
        "is_validated": "NOT is_validated",
        "licence_class": "'free'",
        "code": "'zzzzzzzz'",
        "published_by": "'somebody'",
        "help_staffed_by": "'somebody', help_staffed_on = '2020-01-01'",
        "help_staffed_on": "'2020-01-01', help_staffed_by = 'somebody'",
    }
    value = others.get(column, "'2020-01-01'" if column.endswith("_on") else "'https://example.org/'")

    refused(lambda: execute(f"UPDATE assessments_instrumentversion SET {column} = {value}"))  # noqa: S608  our own names

    assert InstrumentVersion.objects.filter(pk=version.pk, code=version.code).exists()


def test_a_version_is_neither_removed_nor_made_a_draft_again() -> None:
    version = published()

    refused(lambda: execute("UPDATE assessments_instrumentversion SET status = 'draft'"))
    refused(lambda: execute("DELETE FROM assessments_instrumentversion"))
    refused(version.delete)

    assert InstrumentVersion.objects.get().status == "published"


def test_a_retired_version_is_kept_as_well() -> None:
    version = published()
    publishing.withdraw(version=version)

    refused(lambda: execute("UPDATE assessments_item SET text_ru = 'Подмена'"))
    refused(lambda: execute("DELETE FROM assessments_instrumentversion"))

    assert as_definition(version) == whole()


def test_two_versions_of_an_instrument_are_never_public_at_once() -> None:
    create_published()
    draft = create_draft()
    statement = (
        "UPDATE assessments_instrumentversion SET status = 'published', published_by = 'x',"  # noqa: S608  our own names
        f" published_on = '2026-01-01' WHERE id = {draft.pk}"
    )

    with (
        pytest.raises(IntegrityError, match="one_published_version_an_instrument"),
        transaction.atomic(),
    ):
        execute(statement)


def test_a_draft_may_change_and_go() -> None:
    draft = create_draft()
    create_finding(version=draft)
    for part in PARTS:
        column, value = COLUMNS[part]
        row = of(draft, part)
        execute(f"UPDATE {part._meta.db_table} SET {column} = {value} WHERE id = {row.pk}")  # noqa: S608  our own names

    draft.delete()

    assert not InstrumentVersion.objects.exists()
    assert not any(part._default_manager.exists() for part in PARTS)
