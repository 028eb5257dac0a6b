"""The database publishes nothing but by a licence record that somebody read and answers for."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.assessments.admin import VERSIONS, page
from tests.assessments.staff.test_publishing import FREE, PERMITTED
from tests.factories.assessments import EDITOR, TODAY, create_draft
from wellbeing.assessments.actions import licences, shipped
from wellbeing.assessments.migrations import __path__ as MIGRATIONS
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.rules.definition import Licence, LicenceClass

pytestmark = [pytest.mark.django_db, pytest.mark.service]


@pytest.mark.parametrize(
    "change",
    [
        {"licence_class": "operator"},
        {"licence_holder": "Somebody else"},
        {"licence_evidence_url": "https://example.org/other"},
        {"licence_evidence_on": date(2026, 3, 1)},
        {"licence_reference": "Another letter"},
        {"licence_uses": "research"},
        {"attribution_ru": "Чужое."},
        {"attribution_en": "Of others."},
    ],
)
def test_a_name_stands_under_the_record_that_was_read_and_no_other(change: dict[str, object]) -> None:
    version = licences.check(version=create_draft(licence=FREE), by="vera", today=TODAY)
    InstrumentVersion.objects.filter(pk=version.pk).update(title_ru="Другое название")
    version.refresh_from_db()
    assert version.licence_checked_by == "vera"

    InstrumentVersion.objects.filter(pk=version.pk).update(**change)

    version.refresh_from_db()
    assert (version.licence_checked_by, version.licence_checked_on) == ("", None)


@pytest.mark.parametrize(
    "change",
    [
        {"licence_holder": ""},
        {"licence_evidence_url": ""},
        {"licence_evidence_on": None},
        {"licence_uses": ""},
        {"attribution_ru": ""},
        {"attribution_en": ""},
        {"licence_class": "operator"},
        {"licence_class": "never"},
    ],
)
def test_nothing_is_published_with_a_gap_in_the_record(change: dict[str, object]) -> None:
    rows = InstrumentVersion.objects.filter(pk=create_draft(licence=FREE).pk)
    rows.update(**change)
    rows.update(licence_checked_by="vera", licence_checked_on=TODAY)

    with pytest.raises(IntegrityError, match=r"published_by_a_licence|forbidden_text"), transaction.atomic():
        rows.update(status="published", published_by=EDITOR, published_on=TODAY)


@pytest.mark.parametrize("licence", [FREE, PERMITTED])
def test_nothing_is_published_without_a_name_and_a_whole_record_is(licence: Licence) -> None:
    version = create_draft(licence=licence)
    rows = InstrumentVersion.objects.filter(pk=version.pk)
    with pytest.raises(IntegrityError, match="published_by_a_licence"), transaction.atomic():
        rows.update(status="published", published_by=EDITOR, published_on=TODAY)

    licences.check(version=version, by="vera", today=TODAY)

    assert rows.update(status="published", published_by=EDITOR, published_on=TODAY) == 1


def test_own_instruments_of_the_project_say_who_answered_for_them() -> None:
    for version in shipped.load_shipped(by="vera", today=TODAY):
        assert (version.licence_class, version.licence_checked_by, version.licence_checked_on) == (
            "own",
            "vera",
            TODAY,
        )
        for value in ("licence_holder", "licence_uses", "attribution_ru", "attribution_en"):
            assert getattr(version, value), value


def test_an_editor_reads_the_record_and_puts_their_name_to_it(editor: Client) -> None:
    version = create_draft(licence=PERMITTED)
    address = f"{VERSIONS}{version.code}/check/"
    shown = page(editor.get(address))
    assert "A letter of 2 March" in shown
    assert "Никто ещё не подтвердил своим именем" in shown

    editor.post(f"{VERSIONS}{version.code}/licence/")

    shown = page(editor.get(address))
    assert "Подтверждает nadya" in shown
    assert "Черновик можно публиковать" in shown


def test_a_record_with_a_gap_is_not_signed_and_the_page_says_what_is_missing(editor: Client) -> None:
    version = create_draft(licence=Licence(LicenceClass.OPERATOR))

    answer = editor.post(f"{VERSIONS}{version.code}/licence/", follow=True)

    assert "на какое разрешение опираемся" in page(answer)
    assert "показывать здесь можно" not in page(answer)
    version.refresh_from_db()
    assert version.licence_checked_by == ""


def test_readers_do_not_sign(reader: Client) -> None:
    version = create_draft(licence=FREE)
    assert reader.post(f"{VERSIONS}{version.code}/licence/").status_code in {302, 403}
    version.refresh_from_db()
    assert version.licence_checked_by == ""


def test_what_was_public_before_keeps_its_name_or_is_withdrawn() -> None:
    """The statements of the migration, on rows as they were before it."""
    (folder,) = MIGRATIONS
    text = (Path(folder) / "0006_published_by_a_licence.py").read_text(encoding="utf-8")
    settle = text.partition('SETTLE = """')[2].partition('"""')[0]
    whole = licences.check(version=create_draft(slug="check-1", licence=FREE), by="vera", today=TODAY)
    gap = create_draft(slug="check-2", licence=FREE)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in ("published_by_a_licence_that_allows_it", "licence_checked_on_and_by_together"):
            cursor.execute(f"ALTER TABLE assessments_instrumentversion DROP CONSTRAINT {name}")
    for version, uses in ((whole, "display"), (gap, "")):
        InstrumentVersion.objects.filter(pk=version.pk).update(
            licence_uses=uses, licence_checked_by="", licence_checked_on=None
        )
        InstrumentVersion.objects.filter(pk=version.pk).update(
            status="published", published_by=EDITOR, published_on=TODAY
        )

    with connection.cursor() as cursor:
        cursor.execute(settle)

    whole.refresh_from_db()
    gap.refresh_from_db()
    assert (whole.status, whole.licence_checked_by, whole.licence_checked_on) == ("published", EDITOR, TODAY)
    assert gap.status == "retired"
