"""A questionnaire file in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.assessments.admin import IMPORT, page
from tests.assessments.importing import lighthouse
from wellbeing.assessments.models import Instrument, InstrumentVersion

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def send(
    client: Client, content: bytes, *, slug: str = "check-7", beside: bytes | None = None
) -> HttpResponse:
    files = {"file": SimpleUploadedFile("maяk.json", content)}
    if beside is not None:
        files["valueset"] = SimpleUploadedFile("answers.json", beside)
    return client.post(IMPORT, {"slug": slug, **files})


def test_a_file_becomes_a_draft_with_its_report(editor: Client) -> None:
    files = [lighthouse.FILES / name for name in ("r4-external.json", "r4-external.valueset.json")]

    shown = page(send(editor, files[0].read_bytes(), beside=files[1].read_bytes()))

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
