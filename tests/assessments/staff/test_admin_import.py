"""A questionnaire file in the admin."""

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.assessments.admin import IMPORT, page
from tests.assessments.importing import activity, lighthouse, towers
from wellbeing.assessments import reading
from wellbeing.assessments.importing import formats
from wellbeing.assessments.models import Instrument, InstrumentVersion

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def send(client: Client, *contents: bytes, slug: str = "check-7", language: str = "") -> HttpResponse:
    files = [SimpleUploadedFile(f"maяk-{n}.json", content) for n, content in enumerate(contents, 1)]
    return client.post(IMPORT, {"slug": slug, "language": language, "file": files})


EXTERNAL = ("r4-external.json", "r4-external.valueset.json")


@pytest.mark.parametrize("names", [EXTERNAL, EXTERNAL[::-1]], ids=["in order", "turned round"])
def test_files_become_a_draft_with_its_report(editor: Client, names: tuple[str, ...]) -> None:
    shown = page(send(editor, *((lighthouse.FILES / name).read_bytes() for name in names)))

    draft = InstrumentVersion.objects.get(instrument__slug="check-7")
    assert draft.items.count() == 3
    assert "черновик готов" in shown
    assert "Что удалось понять Название в файле" in shown
    assert "Перед публикацией за это кто-то должен поручиться" in shown
    assert shown.count("строка ") >= 1


def test_a_broken_file_says_where_and_keeps_what_was_typed(editor: Client) -> None:
    response = send(editor, b'{"resourceType": "Questionnaire",\n "item": 5 6}', slug="my-check")

    shown = page(response)
    assert "Черновик сделать нельзя" in shown
    assert "строка 2, столбец 12" in shown
    assert 'value="my-check"' in response.text
    assert not Instrument.objects.exists()


@pytest.mark.parametrize("size", [5_000_001, 20_000_000])
def test_a_file_that_is_too_large_is_told_so(editor: Client, size: int) -> None:
    response = send(editor, b" " * size, slug="my-check")

    assert "Файл больше 5 МБ." in page(response)
    assert 'value="my-check"' in response.text


def test_an_upload_without_a_file_or_with_a_bad_address_is_asked_again(editor: Client) -> None:
    response = editor.post(IMPORT, {"slug": "Не адрес"})

    errors = BeautifulSoup(response.content, "html.parser").select(".error-message")
    assert len(errors) == 2
    assert 'value="Не адрес"' in response.text


def test_many_files_at_once_or_one_zip_make_the_same_draft(editor: Client) -> None:
    files = activity.create_files()
    contents = [json.dumps(content).encode() for content in files.values()]

    shown = page(send(editor, *contents, slug="check-8"))
    send(editor, activity.packed(files), slug="check-9")

    one, other = (InstrumentVersion.objects.get(instrument__slug=slug) for slug in ("check-8", "check-9"))
    assert "maяk-1.json, maяk-2.json, maяk-3.json, …" in shown
    assert reading.as_definition(one) == replace(reading.as_definition(other), key="check-8")
    assert one.items.count() == 4


def test_language_may_be_said_for_a_file_that_names_none(editor: Client) -> None:
    fields = [towers.field(n, label=f"Lamp {n}", choices="0, No | 1, So | 2, Too") for n in (1, 2, 3)]

    assert "Черновик сделать нельзя" in page(send(editor, towers.dictionary(*fields)))
    send(editor, towers.dictionary(*fields), language="en")

    assert InstrumentVersion.objects.get(instrument__slug="check-7").languages == ["en"]


def test_unknown_language_is_asked_again(editor: Client) -> None:
    response = send(editor, b"{}", language="xx")

    assert BeautifulSoup(response.content, "html.parser").select(".error-message")


def test_every_format_is_named_plainly_with_where_to_get_it(editor: Client) -> None:
    shown = page(editor.get(IMPORT))

    for each in formats.ALL:
        assert f"{each.name} {each.about['ru']}" in shown
        assert each.about["en"]
