"""Importing in the admin: the preview, the word to go, and everything that is no file of ours."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import create_colleague, create_team, sign_in, unlock
from tests.factories.trainers import create_coordinator, create_lead, create_pathway, create_trainer
from tests.trainers.importing.building import FILES, HEADINGS, ROW, csv_of, workbook
from trainers.models import Trainer
from wellbeing.accounts.models import SealedRecord, User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

IMPORT = "/staff/trainers/import/"
CONFIRM = "/staff/trainers/import/confirm/"
REGION = (FILES / "region-1251.csv").read_bytes()


@pytest.fixture
def vera(client: Client) -> User:
    """A coordinator of Tomsk, signed in."""
    user = create_coordinator(username="vera")
    sign_in(client, user)
    return user


def text(response: HttpResponse) -> str:
    main = BeautifulSoup(response.content, "html.parser").find(id="main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def send(client: Client, content: bytes, name: str = "тренеры.csv") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def hidden(response: HttpResponse) -> dict[str, Any]:
    page = BeautifulSoup(response.content, "html.parser")
    return {name: page.find("input", {"name": name})["value"] for name in ("carried", "fingerprint")}


def confirm(client: Client, preview: HttpResponse, **more: Any) -> Any:
    return client.post(CONFIRM, {**hidden(preview), **more})


def test_the_preview_marks_each_row_and_confirming_writes(client: Client, vera: User) -> None:
    create_trainer(name="Ива")
    create_trainer(name="Клён", languages=["en"])
    rows = [ROW, ("Клён", *ROW[1:4], "2024-01"), ("Ясень", *ROW[1:]), ("Рута", "Марс", *ROW[2:])]
    rows[0] = (*ROW[:4], "2024-01")

    preview = send(client, csv_of(HEADINGS, *rows))

    shown = text(preview)
    assert "С ошибкой: 1 Изменятся: 1 Появятся: 1 Без изменений: 1" in shown
    assert "5 Рута домашний регион (B): региона «Марс» нет" in shown
    assert "3 Клён Томская область языки: английский → русский" in shown
    assert Trainer.objects.count() == 2

    done = confirm(client, preview)

    assert (done.status_code, done.headers["Location"]) == (302, "/staff/trainers/people/")
    assert sorted(Trainer.objects.values_list("name", flat=True)) == ["Ива", "Клён", "Ясень"]
    assert Trainer.objects.get(name="Клён").languages == ["ru"]
    again = text(send(client, csv_of(HEADINGS, *rows)))
    assert "Появятся: 0 Без изменений: 3" in again
    assert "Записывать нечего." in again


def test_sealed_columns_are_neither_shown_nor_carried(client: Client, vera: User) -> None:
    create_pathway()

    preview = send(client, REGION)

    assert "ваши ключи заперты" in text(preview)
    whole = preview.content.decode()
    assert [each for each in ("Паспорта", "000-00-00") if each in whole] == []
    confirm(client, preview)
    assert Trainer.objects.count() == 2
    assert not SealedRecord.objects.exists()


def test_with_unlocked_keys_the_same_file_seals_them(client: Client, vera: User) -> None:
    create_pathway()
    create_team(members=[vera])
    unlock(client)
    preview = send(client, REGION)
    assert "выберите тот же файл ещё раз" in text(preview)

    other = confirm(client, preview, file=SimpleUploadedFile("x.csv", REGION + b"\n"))
    assert "Это не тот файл" in text(other)
    assert not Trainer.objects.exists()

    done = confirm(client, preview, file=SimpleUploadedFile("x.csv", REGION))
    assert done.status_code == 302
    assert SealedRecord.objects.count() == 1
    shown = client.get(done.headers["Location"]).content.decode()
    assert "Появились 2 записи; изменено 0; запечатана 1." in shown
    assert "Паспорта" not in shown


def test_what_changed_since_is_previewed_again(client: Client, vera: User) -> None:
    preview = send(client, csv_of(HEADINGS, ROW))
    create_trainer(name="Ива", languages=["en"])

    again = confirm(client, preview)

    assert "После просмотра что-то изменилось." in text(again)
    assert "языки: английский → русский" in text(again)
    assert Trainer.objects.get().languages == ["en"]
    assert confirm(client, again).status_code == 302
    assert Trainer.objects.get().languages == ["ru"]
    assert "Дважды ничего не записалось." in text(confirm(client, again))


def test_a_preview_of_somebody_else_or_made_up_is_not_taken(client: Client, vera: User) -> None:
    carried = hidden(send(client, csv_of(HEADINGS, ROW)))
    for forged in ({}, {"carried": "x"}, {**carried, "carried": carried["carried"][:-1] + "_"}):
        response = client.post(CONFIRM, forged)
        assert (response.status_code, response.headers["Location"]) == (302, IMPORT)
    assert "Этот просмотр устарел или не ваш." in client.get(IMPORT).content.decode()
    other = Client()
    sign_in(other, create_lead())
    assert other.post(CONFIRM, carried).headers["Location"] == IMPORT
    assert client.get(CONFIRM).headers["Location"] == IMPORT
    assert not Trainer.objects.exists()


def test_a_coordinator_writes_in_their_own_region_alone(client: Client, vera: User) -> None:
    preview = send(client, csv_of(HEADINGS, ("Ива", "Пермь", *ROW[2:])))

    assert "Пермский край — не ваш регион" in text(preview)
    assert confirm(client, preview).status_code == 302
    assert not Trainer.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Файл пустой."),
        (b"\x89PNG\x00", "Прочитать это как таблицу не получается."),
        (b"PK\x03\x04" + b"x" * 50, "Прочитать это как таблицу не получается."),
        (csv_of(("а", "б"), ("в", "г")), "Заголовки не нашлись."),
        (csv_of(HEADINGS) + '\n"Ива'.encode(), "Строка 2: кавычка открыта и не закрыта"),
        (b" " * 5_500_000, "Файл больше 5 МБ."),
        (b" " * 7_000_000, "Файл больше 5 МБ."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_so_on_the_same_page(
    client: Client, vera: User, content: bytes, said: str
) -> None:
    response = send(client, content)

    assert response.status_code == 200
    assert said in text(response)
    assert BeautifulSoup(response.content, "html.parser").find("input", {"type": "file"})


def test_no_file_at_all_is_asked_for(client: Client, vera: User) -> None:
    assert client.post(IMPORT).status_code == 200
    assert client.post(IMPORT, {"file": "text"}).status_code == 200


def test_names_in_a_file_are_text_on_the_page(client: Client, vera: User) -> None:
    shown = send(client, csv_of((*HEADINGS, "<b>x"), ("<script>alert(1)</script>", *ROW[1:], "")))

    assert "<script>alert(1)" not in shown.content.decode()
    assert "<b>x" not in shown.content.decode()


@pytest.mark.parametrize("role", ["trainer", "assessor", "organiser", "council", "editor"])
def test_others_may_not_import(client: Client, role: str) -> None:
    sign_in(client, create_colleague(username="nora", role=role))

    for address in (IMPORT, CONFIRM):
        assert client.get(address).status_code == 302
        assert client.post(address, {"carried": "x"}).headers["Location"] == "/staff/"


def test_a_preview_takes_as_many_queries_for_three_rows_as_for_one(client: Client, vera: User) -> None:
    counts = []
    send(client, csv_of(HEADINGS, ROW))
    for number in (1, 3):
        rows = [(f"Тренерка {each}", *ROW[1:]) for each in range(number)]
        data = workbook([HEADINGS, *rows])
        with CaptureQueriesContext(connection) as queries:
            send(client, data, "x.xlsx")
        counts.append(len(queries))

    assert counts[0] == counts[1]
