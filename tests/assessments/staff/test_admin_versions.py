"""Versions in the admin: a draft is edited, a published version is read."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from wagtail.log_actions import registry as log_registry

from tests.assessments import building
from tests.assessments.admin import VERSIONS, form_of, page
from tests.factories.assessments import (
    TODAY,
    checked,
    create_definition,
    create_draft,
    create_published,
)
from wellbeing.assessments.actions import publishing
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.reading import as_definition

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def test_a_form_that_is_sent_back_untouched_changes_nothing(editor: Client) -> None:
    draft = create_draft(is_sensitive=True)
    address = f"{VERSIONS}edit/{draft.pk}/"

    response = editor.post(address, form_of(editor.get(address)))

    assert response.status_code == 302
    assert as_definition(draft) == checked(create_definition(is_sensitive=True))


def test_an_editor_changes_texts_codes_and_scales_of_a_draft(editor: Client) -> None:
    draft = create_draft()
    address = f"{VERSIONS}edit/{draft.pk}/"
    sent = form_of(editor.get(address)) | {
        "title_ru": "Маяк",
        "items-0-text_ru": "Лампа гасла",
        "response_sets-0-options-3-code": "4",
        "scales-0-item_keys": "q1, q2",
        "scales-0-reversed_keys": "q2",
        "scales-0-high": "8",
        "scales-0-min_answered": "2",
        "scales-0-bands-1-starts_at": "4.5",
    }

    assert editor.post(address, sent).headers["Location"] == address

    read = as_definition(InstrumentVersion.objects.get(pk=draft.pk))
    assert (read.title["ru"], read.items[0].text["ru"]) == ("Маяк", "Лампа гасла")
    assert [option.code for option in read.response_sets[0].options] == [0, 1, 2, 4]
    assert (read.scales[0].items, read.scales[0].reversed_items) == (("q1", "q2"), {"q2"})
    assert [band.starts_at for band in read.scales[0].bands] == [0, Decimal("4.5")]


def test_saving_brings_the_findings_up_to_date(editor: Client) -> None:
    draft = create_draft(count=2)
    address = f"{VERSIONS}edit/{draft.pk}/"

    editor.post(address, form_of(editor.get(address)) | {"scales-0-item_keys": "q1"})

    assert [finding.kind for finding in draft.findings.all()] == ["check-unscored_item"]


def test_numbers_stand_in_the_form_as_people_write_them(editor: Client) -> None:
    draft = create_draft(response_sets=(building.create_response_set(0, "0.5", 40, 3),))

    sent = form_of(editor.get(f"{VERSIONS}edit/{draft.pk}/"))

    codes = [sent[f"response_sets-0-options-{n}-code"][0] for n in range(4)]
    assert codes == ["0", "0.5", "40", "3"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"items-0-key": "q2"}, "одинаковый ключ, код или начало"),
        ({"response_sets-0-options-0-code": "1"}, "одинаковый ключ, код или начало"),
        ({"scales-0-low": "много"}, "Введите число"),
        ({"languages": []}, "Требуется заполнить это поле."),
    ],
)
def test_bad_input_is_answered_on_the_same_page_with_all_that_was_typed(
    editor: Client, changes: dict[str, Any], sentence: str
) -> None:
    draft = create_draft()
    address = f"{VERSIONS}edit/{draft.pk}/"
    sent = form_of(editor.get(address)) | {"about_ru": "Напечатано с трудом"} | changes

    response = editor.post(address, sent)

    assert response.status_code == 200
    assert "Напечатано с трудом" in response.text
    assert "Черновик не сохранён" in response.text
    assert sentence in response.text
    assert as_definition(draft) == checked(create_definition())


def test_two_rows_that_exchange_keys_are_told_how_to_do_it(editor: Client) -> None:
    draft = create_draft()
    address = f"{VERSIONS}edit/{draft.pk}/"
    sent = form_of(editor.get(address)) | {"items-0-key": "q2", "items-1-key": "q1"}

    response = editor.post(address, sent)

    assert "Две строки меняются ключами" in page(response)
    assert as_definition(draft) == checked(create_definition())


def test_a_draft_is_deleted(editor: Client) -> None:
    draft = create_draft()

    assert editor.post(f"{VERSIONS}delete/{draft.pk}/").status_code == 302

    assert not InstrumentVersion.objects.exists()


@pytest.mark.parametrize("act", ["edit", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_published_version_is_led_to_reading(editor: Client, act: str, method: str) -> None:
    version = create_published()

    response = getattr(editor, method)(f"{VERSIONS}{act}/{version.pk}/", {"title_ru": "Подмена"})

    assert response.headers["Location"] == f"{VERSIONS}inspect/{version.pk}/"
    assert as_definition(version) == checked(create_definition())
    assert "больше не меняется" in editor.get(response.headers["Location"]).text


def test_a_form_that_was_open_while_somebody_published_changes_nothing(editor: Client) -> None:
    draft = create_draft()
    address = f"{VERSIONS}edit/{draft.pk}/"
    sent = form_of(editor.get(address)) | {"title_ru": "Подмена"}
    publishing.publish(version=draft, by="vera", today=TODAY)

    response = editor.post(address, sent)

    assert response.headers["Location"] == f"{VERSIONS}inspect/{draft.pk}/"
    assert as_definition(draft) == checked(create_definition())


def test_reading_shows_every_text_code_and_source_and_no_form(editor: Client) -> None:
    version = create_published(about=building.create_texts("about"))
    response = editor.get(f"{VERSIONS}inspect/{version.pk}/")
    shown = page(response)

    read = as_definition(version)
    texts = [read.title, read.about, *(item.text for item in read.items)]
    texts += [option.text for option in read.response_sets[0].options]
    texts += [read.scales[0].title, *(band.title for band in read.scales[0].bands)]
    assert [text for each in texts for text in each.values() if text not in shown] == []
    assert "По договорённости: a source; adults; 2001" in shown
    assert 'id="w-editor-form"' not in response.text


def test_a_new_draft_is_made_from_a_published_version(editor: Client) -> None:
    version = create_published()
    address = f"{VERSIONS}{version.code}/new-draft/"
    assert "возьмёт из версии 1 всё" in page(editor.get(address))
    assert InstrumentVersion.objects.count() == 1

    response = editor.post(address)

    draft = InstrumentVersion.objects.get(number=2)
    assert response.headers["Location"] == f"{VERSIONS}edit/{draft.pk}/"
    assert as_definition(draft) == as_definition(version)
    assert f"{VERSIONS}edit/{draft.pk}/" in editor.get(address).text, "says that there is a draft already"


def test_a_version_is_withdrawn_only_after_asking(editor: Client) -> None:
    version = create_published()
    address = f"{VERSIONS}{version.code}/withdraw/"
    assert "больше никого ни о чём не спросят" in page(editor.get(address))
    version.refresh_from_db()
    assert version.status == "published"

    editor.post(address)

    version.refresh_from_db()
    assert version.status == "retired"
    assert [entry.action for entry in log_registry.get_logs_for_instance(version)] == ["wagtail.unpublish"]
