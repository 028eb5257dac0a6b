"""Pathways in the admin: started, edited as drafts, read once published; bad input is answered in place."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.assessments.admin import page
from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_coordinator,
    create_pathway,
)
from tests.trainers.staff.pathways import LIST, NAMES, create_draft, edit, enter, own, typed
from trainers.actions import pathways
from trainers.models import Pathway, PathwayVersion, Requirement

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def client() -> Client:
    return enter(create_coordinator())


def test_the_list_says_which_version_holds_and_who_is_on_it(client: Client) -> None:
    version = create_pathway()
    create_candidacy(version=version)
    create_draft(version)

    shown = page(client.get(LIST))

    assert "Группа восстановления, 1" in shown
    assert "Группа восстановления, 2" in shown
    assert "опубликована" in shown
    assert "черновик" in shown


def test_the_list_costs_the_same_with_one_version_and_with_three(client: Client) -> None:
    version = create_pathway()
    one = count(client, LIST)
    for _ in range(2):
        pathways.publish(version=create_draft(version), by="vera", today=TODAY)

    assert count(client, LIST) == one


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_pathway_is_started_and_opens_as_a_draft(client: Client) -> None:
    sent = {"slug": "Peer-Support", "name_ru": "Взаимная поддержка", "name_en": "Peer support"}

    response = client.post(f"{LIST}new/", sent)

    draft = PathwayVersion.objects.get(pathway__slug="peer-support")
    assert response.headers["Location"] == edit(draft)
    assert (draft.number, draft.status) == (1, "draft")
    again = client.post(f"{LIST}new/", sent | {"name_ru": "Напечатано с трудом"})
    assert "уже есть" in page(again)
    assert "Напечатано с трудом" in again.text
    assert Pathway.objects.count() == 1


def test_names_are_changed_and_the_short_name_is_not(client: Client) -> None:
    pathway = create_pathway().pathway

    client.post(f"{NAMES}edit/{pathway.pk}/", {"name_ru": "Иначе", "name_en": "Otherwise", "slug": "moved"})

    assert list(Pathway.objects.values_list("name_ru", "name_en", "slug")) == [
        ("Иначе", "Otherwise", "recovery-group")
    ]


def test_a_form_that_is_sent_back_untouched_changes_nothing(client: Client) -> None:
    draft = create_draft()
    before = pathways.mark(version=draft)

    response = client.post(edit(draft), typed(client, draft))

    assert response.headers["Location"] == edit(draft)
    assert pathways.mark(version=PathwayVersion.objects.get(pk=draft.pk)) == before


def test_numbers_words_and_assessors_of_a_draft_are_changed(client: Client) -> None:
    draft = create_draft()
    sent = typed(
        client,
        draft,
        months_valid="36",
        ethics__text_ru="Согласие",
        ethics__assessors=["assessor", "trainer"],
        ethics__within_months="",
        reflection__count="2",
    )

    assert client.post(edit(draft), sent).status_code == 302

    draft = PathwayVersion.objects.get(pk=draft.pk)
    ethics = draft.requirements.get(key="ethics")
    assert draft.months_valid == 36
    assert (ethics.text_ru, ethics.assessors, ethics.within_months) == (
        "Согласие",
        ["assessor", "trainer"],
        None,
    )
    assert draft.requirements.get(key="reflection").count == 2


def test_requirements_are_put_in_another_order_added_and_deleted(client: Client) -> None:
    draft = create_draft()
    before = list(draft.requirements.values_list("key", flat=True))
    order = {f"{key}__ORDER": str(place) for place, key in enumerate(reversed(before), start=2)}
    sent = typed(client, draft, reflection__DELETE="on", **order)
    new = {
        "id": "", "ORDER": "1", "key": "essay", "stage": "award", "kind": "reflection", "count": "1",
        "unit": "times", "shown_by": "statement", "assessors": ["assessor"],
        "text_ru": "Эссе", "text_en": "Essay", "subject": "", "within_months": "", "instead_of": "",
    }  # fmt: skip
    sent |= {f"requirements-{len(before)}-{name}": value for name, value in new.items()}
    sent["requirements-TOTAL_FORMS"] = str(len(before) + 1)

    assert client.post(edit(draft), sent).status_code == 302

    kept = [key for key in reversed(before) if key != "reflection"]
    assert list(draft.requirements.values_list("key", flat=True)) == ["essay", *kept]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ethics__key": "safety"}, "Такой ключ уже есть у другого требования"),
        ({"safety__key": "training"}, "Требования с таким ключом нет"),
        ({"safety__instead_of": "psychologist"}, "заменяют друг друга по кругу"),
        ({"safety__instead_of": "safety"}, "не может заменять само себя"),
        ({"psychologist__instead_of": "renewal-runs"}, "относится к другому этапу"),
        ({"ethics__assessors": []}, "Подтвердить это некому"),
        ({"ethics__shown_by": "log", "ethics__assessors": []}, "записывают только часы супервизии"),
        ({"supervision__unit": "times"}, "Супервизию считаем в часах"),
        ({"ethics__unit": "hours"}, "Супервизию считаем в часах"),
        ({"ethics__count": "0"}, "Напишите число от 1 до 999"),
        ({"ethics__count": "много"}, "Введите целое число"),
        ({"ethics__count": "99999999999"}, "Напишите число от 1 до 999"),
        ({"grace_days": "99999999999"}, "меньше либо равно 32767"),
        ({"ethics__within_months": "0"}, "или оставьте пустым"),
        ({"renewal_ethics__within_months": "36"}, "Сертификат действует меньше"),
        ({"months_valid": "0"}, "Напишите число от 1 до 120"),
        ({"months_valid": "1", "renewal_days": "90"}, "раньше, чем сертификат выдан"),
        ({"renewal_days": "0", "grace_days": "0"}, "Продлить сертификат нельзя ни в один день"),
        ({"ethics__kind": "no-such"}, "Выберите корректный вариант"),
        ({"ethics__text_en": ""}, "Требуется заполнить это поле"),
    ],
)
def test_bad_input_is_answered_on_the_same_page_with_all_that_was_typed(
    client: Client, changes: dict[str, Any], sentence: str
) -> None:
    draft = create_draft()
    before = pathways.mark(version=draft)
    sent = typed(client, draft, **{"reflection__text_ru": "Напечатано с трудом"} | changes)

    response = client.post(edit(draft), sent)

    assert sentence in page(response)
    assert "Черновик не сохранён" in page(response)
    assert "Напечатано с трудом" in response.text
    assert pathways.mark(version=PathwayVersion.objects.get(pk=draft.pk)) == before


def test_two_rows_that_exchange_keys_are_told_how_to_do_it(client: Client) -> None:
    draft = create_draft()
    before = pathways.mark(version=draft)

    response = client.post(
        edit(draft), typed(client, draft, ethics__key="reflection", reflection__key="ethics")
    )

    assert "Два требования меняются ключами" in page(response)
    assert pathways.mark(version=PathwayVersion.objects.get(pk=draft.pk)) == before


def test_what_was_typed_stays_when_the_draft_was_published_in_another_tab(client: Client) -> None:
    draft = create_draft()
    sent = typed(client, draft, reflection__text_ru="Напечатано с трудом")
    pathways.publish(version=draft, by="vera", today=TODAY)
    before = pathways.mark(version=draft)

    response = client.post(edit(draft), sent)

    assert "больше не меняется" in page(response)
    assert "Напечатано с трудом" in response.text
    assert pathways.mark(version=PathwayVersion.objects.get(pk=draft.pk)) == before


@pytest.mark.parametrize("act", ["change", "delete"])
def test_what_a_colleague_saved_meanwhile_is_not_written_over(client: Client, act: str) -> None:
    draft = create_draft()
    sent = typed(client, draft, reflection__text_ru="Напечатано с трудом")
    rows = draft.requirements.filter(key="ethics")
    rows.delete() if act == "delete" else rows.update(count=3)
    before = pathways.mark(version=draft)

    response = client.post(edit(draft), sent)

    assert "его кто-то сохранил" in page(response)
    assert "Напечатано с трудом" in response.text
    assert pathways.mark(version=PathwayVersion.objects.get(pk=draft.pk)) == before


def test_requirements_of_another_draft_cannot_be_taken_over(client: Client) -> None:
    draft = create_draft()
    other = pathways.start(slug="other", name_ru="Другой", name_en="Other")
    theirs = Requirement.objects.create(
        version=other, key="led", kind="led", assessors=["assessor"], text_ru="Поток", text_en="A run"
    )
    sent = typed(client, draft) | {"requirements-0-id": str(theirs.pk)}

    assert client.post(edit(draft), sent).status_code == 200
    assert Requirement.objects.get(pk=theirs.pk).version == other


@pytest.mark.parametrize("sent", [{}, {"seen": "x"}, {"months_valid": "24"}])
def test_a_form_without_its_parts_is_no_error_of_ours(client: Client, sent: dict[str, str]) -> None:
    draft = create_draft()

    assert client.post(edit(draft), sent).status_code == 200
    assert draft.requirements.exists()


def test_a_draft_is_deleted_and_a_published_version_is_not(client: Client) -> None:
    version = create_pathway()
    draft = create_draft(version)

    client.post(f"{LIST}delete/{draft.pk}/")
    response = client.post(f"{LIST}delete/{version.pk}/")

    assert response.headers["Location"] == f"{LIST}inspect/{version.pk}/"
    assert list(PathwayVersion.objects.all()) == [version]


def test_a_published_version_is_read_in_words_and_has_no_form(client: Client) -> None:
    version = create_pathway()

    assert client.get(edit(version)).headers["Location"] == f"{LIST}inspect/{version.pk}/"
    response = client.get(f"{LIST}inspect/{version.pk}/")
    shown = page(response)
    assert "Либо 2 потока, проведённых самостоятельно, либо 3 потока, проведённых вдвоём." in shown
    assert "Сертификат действует 24 месяца." in shown
    assert "Кто подтверждает: экспертки и эксперты или другие тренерки и тренеры с сертификатом." in shown
    assert 'id="w-editor-form"' not in response.text


def test_a_new_draft_is_made_once(client: Client) -> None:
    version = create_pathway()
    address = own(version, "new-draft")
    assert "возьмёт всё из версии 1" in page(client.get(address))

    first = client.post(address).headers["Location"]

    draft = PathwayVersion.objects.get(number=2)
    assert first == edit(draft) == client.post(address).headers["Location"]
    assert "Черновик уже есть" in page(client.get(address))


@pytest.mark.parametrize(
    "address",
    [
        f"{LIST}edit/0/",
        f"{LIST}edit/999999999999999999999/",
        f"{LIST}inspect/0/",
        f"{LIST}delete/0/",
        f"{LIST}no-such/1/check/",
        f"{LIST}recovery-group/99/check/",
        f"{LIST}recovery-group/99999999999999999999/check/",
        f"{LIST}recovery-group/99/move/",
        f"{LIST}no-such/1/new-draft/",
        f"{NAMES}edit/0/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    create_pathway()

    assert client.get(address).status_code == 404
