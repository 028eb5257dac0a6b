"""The page about the copy, the file, its signature and keys, and the page on which anybody can check one."""

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from cms import generation
from tests.factories.assessments import create_published
from tests.factories.cms import TODAY
from wellbeing.takeaway import checking, signing, views
from wellbeing.takeaway.actions import copies
from wellbeing.takeaway.models import Copy
from wellbeing.takeaway.signing import Signer

pytestmark = [pytest.mark.service, pytest.mark.django_db]

PAGE, CHECK = "/ru/take-away/", "/ru/take-away/check/"
FOREIGN = Signer.of(b"f" * 32)


@pytest.fixture(autouse=True)
def _with_a_key() -> Iterator[None]:
    with override_settings(SEAL_KEYS=[b"o" * 32]):
        yield


@pytest.fixture
def copy() -> bytes:
    create_published()
    generation.bump()
    copies.make(today=TODAY)
    return bytes(Copy.objects.get(language="ru").content)


def handed_in(content: bytes | None, *, name: str = "рецепт.html") -> Any:
    fields = {} if content is None else {views.FIELD: SimpleUploadedFile(name, content)}
    return Client(enforce_csrf_checks=True).post(CHECK, fields)


def said(response: Any) -> str:
    found = re.search(r'<div class="notice" role="status"><h2>(.*?)</h2>', response.content.decode())
    assert found is not None
    return found[1]


def test_before_the_first_is_made_the_page_says_so_and_there_is_no_file() -> None:
    assert "Она ещё не готова" in Client().get(PAGE).content.decode()
    assert Client().get(f"{PAGE}notes.html").status_code == HTTPStatus.NOT_FOUND
    assert Client().get(f"{PAGE}notes.html.sig").status_code == HTTPStatus.NOT_FOUND
    assert Client().get(f"{PAGE}keys.txt").content == b""


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_says_size_day_fingerprint_and_key(copy: bytes, language: str) -> None:
    html = Client().get(f"/{language}/take-away/").content.decode()
    content = bytes(Copy.objects.get(language=language).content)

    assert hashlib.sha256(content).hexdigest() in html
    assert signing.written(signing.body_of(content)[1]) in html
    assert ("22 ноября 2026" if language == "ru" else "Nov. 22, 2026") in html
    assert f'href="/{language}/take-away/notes.html"' in html
    assert len(html.encode()) < 30 * 1024


def test_the_file_is_saved_and_never_shown_under_a_name_that_tells_nothing(copy: bytes) -> None:
    response = Client().get(f"{PAGE}notes.html")

    assert response.content == copy
    assert response.headers["Content-Disposition"] == 'attachment; filename="notes.html"'
    assert "script-src 'none'" in response.headers["Content-Security-Policy"]
    assert not response.cookies


def test_fetching_writes_nothing(copy: bytes, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1) as asked:
        Client().get(f"{PAGE}notes.html")
    assert asked[0]["sql"].startswith("SELECT")


def test_its_signature_and_the_keys_fit(copy: bytes) -> None:
    signature = Client().get(f"{PAGE}notes.html.sig").content.decode()
    keys = Client().get(f"{PAGE}keys.txt").content.decode()

    assert signature == Copy.objects.get(language="ru").signature
    assert signing.read(keys) == [signing.body_of(copy)[1]]


def test_a_copy_of_ours_is_recognised_with_its_day(copy: bytes) -> None:
    response = handed_in(copy)

    assert said(response) == "Да, она наша, и в ней ничего не меняли"
    assert "22 ноября 2026" in response.content.decode()
    assert "Есть и новее" not in response.content.decode()


def test_of_an_older_one_it_is_said_that_there_is_a_newer(copy: bytes) -> None:
    copies.make(today=TODAY + timedelta(days=40))

    assert "Есть и новее: 1 января 2027" in handed_in(copy).content.decode()


def test_whatever_else_is_handed_in_gets_its_sentence(copy: bytes) -> None:
    body = signing.body_of(copy)[0]

    assert said(handed_in(FOREIGN.sealed(body))) == "Нет, подписывали её не мы"
    assert said(handed_in(copy.replace(b"2026-11-22", b"2027-11-22"))) == "Нет, в ней что-то изменили"
    assert said(handed_in(body)) == "Нашей подписи в ней нет"
    assert said(handed_in(b"x" * (checking.LARGEST + 1))) == "Это не наша копия"
    assert said(handed_in(b"")) == "Файла пока нет"
    assert said(handed_in(None)) == "Файла пока нет"
    assert said(Client().post(CHECK, {"file": "text"})) == "Файла пока нет"


def test_every_answer_has_one_length_and_none_holds_the_name_of_the_file(copy: bytes) -> None:
    answers = [handed_in(copy), handed_in(copy + b"x"), handed_in(b"x", name="протест.html")]

    assert {len(answer.content) for answer in answers} == {views.LENGTH}
    assert "протест" not in answers[-1].content.decode()


def test_what_is_far_too_large_is_refused_before_it_is_read() -> None:
    response = handed_in(b"x" * views.LARGEST_BODY)

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_checking_writes_nothing(copy: bytes, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Client().get(CHECK)
    with django_assert_num_queries(2) as asked:
        handed_in(copy)
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_the_list_of_self_checks_leads_there() -> None:
    assert 'href="/ru/take-away/"' in Client().get("/ru/check/").content.decode()
