"""The way from a draft to the public in the admin, signed by name."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.log_actions import registry as log_registry

from tests.assessments.admin import VERSIONS, page
from tests.factories.assessments import (
    EDITOR,
    create_draft,
    create_finding,
    create_published,
)
from wellbeing.assessments.models import InstrumentVersion

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def test_the_way_from_a_draft_to_the_public(editor: Client) -> None:
    draft = create_draft(is_sensitive=True)
    finding = create_finding(version=draft, place="12:7 item[3]")
    address = f"{VERSIONS}{draft.code}/"
    shown = page(editor.get(f"{address}check/"))
    assert "1 замечание ещё ждёт подписи." in shown
    assert "Язык в файле не назван. Где (строка:столбец в файле или ключ вопроса): 12:7 item[3]" in shown
    assert "пока никто не подтвердил" in shown

    editor.post(f"{address}sign-off/", {"finding": finding.pk, f"{finding.pk}-reason": "Он русский."})
    editor.post(f"{address}help/")
    shown = page(editor.get(f"{address}check/"))
    assert "Ничего. Черновик можно публиковать." in shown
    assert re.search(r"Отвечает nadya, \d+ \w+ \d{4} г\.: Он русский\.", shown)

    response = editor.post(f"{address}publish/")

    draft.refresh_from_db()
    assert (draft.status, draft.published_by, draft.help_staffed_by) == ("published", EDITOR, EDITOR)
    assert response.headers["Location"] == f"{VERSIONS}inspect/{draft.pk}/"
    assert [entry.action for entry in log_registry.get_logs_for_instance(draft)] == ["wagtail.publish"]


@pytest.mark.parametrize("reason", ["", "   ", "п" * 501])
def test_a_signature_without_a_proper_reason_is_refused_beside_the_field(editor: Client, reason: str) -> None:
    draft = create_draft()
    finding, other = create_finding(version=draft), create_finding(version=draft, kind="proofread")

    response = editor.post(
        f"{VERSIONS}{draft.code}/sign-off/", {"finding": finding.pk, f"{finding.pk}-reason": reason}
    )

    shown = BeautifulSoup(response.content, "html.parser")
    ours, theirs = (shown.find(id=f"finding-{each.pk}") for each in (finding, other))
    assert ours is not None
    assert theirs is not None
    assert ours.select(".error-message")
    assert ours.find("textarea").text.strip() == reason.strip()
    assert not theirs.select(".error-message")
    assert not draft.findings.exclude(signed_off_by="").exists()


def test_a_finding_of_another_version_is_not_found(editor: Client) -> None:
    draft, other = create_draft(slug="check-1"), create_draft(slug="check-2")
    finding = create_finding(version=other)

    for number in (finding.pk, "0", "x", ""):
        sent = {"finding": number, f"{number}-reason": "Да."}
        assert editor.post(f"{VERSIONS}{draft.code}/sign-off/", sent).status_code == 404


def test_publishing_what_must_not_be_published_says_so_and_does_nothing(editor: Client) -> None:
    draft = create_draft(is_sensitive=True)

    response = editor.post(f"{VERSIONS}{draft.code}/publish/", follow=True)

    assert "Не опубликовано: посмотрите, что мешает." in response.text
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_the_preview_is_the_public_page_in_both_languages_and_sends_nothing(editor: Client) -> None:
    draft = create_draft()
    for language in ("ru", "en"):
        frame = editor.get(f"{VERSIONS}{draft.code}/preview/{language}/")
        shown = editor.get(f"{VERSIONS}{draft.code}/preview/{language}/page/")

        inner = BeautifulSoup(frame.content, "html.parser").find("iframe")
        assert inner is not None
        assert inner["sandbox"] == [], "neither scripts nor forms"
        assert inner["src"] == f"{VERSIONS}{draft.code}/preview/{language}/page/"
        assert f"q1 ({language})" in shown.text
        assert "<script" not in shown.text


def test_a_draft_that_cannot_be_asked_yet_says_why_instead_of_a_preview(editor: Client) -> None:
    draft = create_draft(response_sets=())

    shown = page(editor.get(f"{VERSIONS}{draft.code}/preview/ru/"))

    assert "набора ответов how-often в этой версии нет" in shown
    assert editor.get(f"{VERSIONS}{draft.code}/preview/ru/page/").status_code == 404


def test_a_questionnaire_is_started_from_nothing(editor: Client) -> None:
    create_published(slug="check-1")
    taken = editor.post(f"{VERSIONS}new/", {"slug": "check-1", "languages": "ru", "title_ru": "Маяк"})
    assert "Этот адрес занят." in page(taken)
    assert 'value="Маяк"' in taken.text

    editor.post(f"{VERSIONS}new/", {"slug": "check-2", "languages": ["ru"], "title_ru": "Маяк"})

    draft = InstrumentVersion.objects.get(instrument__slug="check-2")
    assert (draft.title_ru, draft.languages, draft.status) == ("Маяк", ["ru"], "draft")
    assert editor.get(f"{VERSIONS}edit/{draft.pk}/").status_code == 200
    assert "нет ни одного вопроса" in page(editor.get(f"{VERSIONS}{draft.code}/check/"))
