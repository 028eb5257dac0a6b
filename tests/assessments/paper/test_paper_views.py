"""The sheet on the site: for everybody by an address without a trace, for colleagues before it is public."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms import generation
from tests.assessments.admin import VERSIONS
from tests.factories.accounts import create_colleague, sign_in
from tests.factories.assessments import create_draft, create_published
from tests.factories.cms import create_help_entry
from tests.reading_pdf import Pdf
from wellbeing.assessments.actions import publishing
from wellbeing.assessments.models import Item
from wellbeing.assessments.paper import sheet

pytestmark = [pytest.mark.django_db, pytest.mark.service]

ADDRESS = "/ru/check/check-1/notes.pdf"


def words(pdf: bytes) -> str:
    return " ".join(" ".join(Pdf(pdf).pages).split())


def test_anybody_gets_the_sheet_under_a_name_that_says_nothing(client: Client) -> None:
    create_published()

    response = client.get(ADDRESS)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    pdf = Pdf(response.content)
    assert pdf.sizes() == {(210, 297)}
    assert {"H1", "H2", "Table", "TH", "L"} <= pdf.tags()
    assert pdf.information()["Title"] == "Заметки"
    assert "q3 (ru)" in words(response.content)
    assert "q3 (en)" in words(client.get(ADDRESS.replace("/ru/", "/en/")).content)


def test_it_is_made_once_until_something_public_changes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_published()
    made: list[str] = []
    to_pdf = sheet.to_pdf

    def counted(html: str, **named: object) -> bytes:
        made.append(html)
        return to_pdf(html, **named)

    monkeypatch.setattr(sheet, "to_pdf", counted)
    generation.bump()

    first = client.get(ADDRESS).content
    assert [client.get(ADDRESS).content, client.head(ADDRESS).status_code] == [first, 200]
    assert len(made) == 1
    generation.bump()
    assert client.get(ADDRESS).content == first, "the same sheet is the same bytes"
    assert len(made) == 2


def test_help_stands_on_it_as_long_as_it_is_verified(client: Client) -> None:
    create_published()
    create_help_entry(name_ru="Свежая линия", verified_on=None, days_ago=None)
    for days_ago, name in ((0, "Тихая вода"), (90, "Старая линия")):
        entry = create_help_entry(name_ru=name, days_ago=0)
        entry.verified_on = timezone.localdate() - timedelta(days=days_ago)
        entry.save()
    generation.bump()

    said = words(client.get(ADDRESS).content)

    assert [name in said for name in ("Тихая вода", "Старая линия", "Свежая линия")] == [True, False, False]


def test_what_is_not_public_has_no_sheet(client: Client) -> None:
    create_draft()
    withdrawn = create_published(slug="check-2")
    publishing.withdraw(version=withdrawn)
    generation.bump()

    for slug in ("check-1", "check-2", "nothing"):
        assert client.get(f"/ru/check/{slug}/notes.pdf").status_code == 404
    assert client.post(ADDRESS, {"a": "012"}).status_code == 405


def test_the_way_to_it_stands_before_the_questions_and_not_in_a_pulse(client: Client) -> None:
    create_published()
    generation.bump()

    page = client.get("/ru/check/check-1/").content.decode()

    before, _, form = page.partition("<form")
    assert f'href="{ADDRESS}"' in before
    assert "notes.pdf" not in form
    assert len(page.encode()) < 30 * 1024


def test_colleagues_print_a_draft_in_each_language_it_has(editor: Client) -> None:
    draft = create_draft()

    offered = editor.get(f"{VERSIONS}edit/{draft.pk}/").content.decode()

    for language in ("ru", "en"):
        address = f"{VERSIONS}{draft.code}/paper/{language}/"
        assert address in offered
        response = editor.get(address)
        assert response.headers["Content-Disposition"] == 'inline; filename="notes.pdf"'
        assert f"q1 ({language})" in words(response.content)
    assert editor.get(f"{VERSIONS}{draft.code}/paper/de/").status_code == 404


def test_a_draft_that_cannot_be_asked_is_not_printed_either(editor: Client) -> None:
    draft = create_draft()
    Item.objects.filter(version=draft, key="q2").update(text_en="")

    response = editor.get(f"{VERSIONS}{draft.code}/paper/ru/", follow=True)

    assert response.redirect_chain == [(f"{VERSIONS}{draft.code}/check/", 302)]
    said = response.content.decode()
    assert "Печатать пока нечего" in said or "There is nothing to print yet" in said


def test_whoever_may_not_see_versions_prints_none(client: Client) -> None:
    draft = create_draft()
    sign_in(client, create_colleague(role="trainer"))

    assert client.get(f"{VERSIONS}{draft.code}/paper/ru/").status_code == 302
