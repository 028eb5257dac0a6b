"""Files of lessons are what their names say, tell nothing by their names, and are sent whole or in parts."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms import kinds
from cms.models import Attachment
from cms.models.files import LARGEST
from tests.cms.files import CONTENTS, create_attachment, zipped
from tests.factories.accounts import create_colleague, sign_in

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize("ending", sorted(kinds.KINDS))
def test_each_kind_holds_its_own_content_and_no_other(ending: str) -> None:
    holds = kinds.KINDS[ending].holds

    found = {other for other, data in CONTENTS.items() if holds(data)}

    same = {"m4a", "mp4"} if ending in {"m4a", "mp4"} else {ending}
    assert found == same
    assert not any(holds(data) for data in (b"", SVG, b"PK\x03\x04", b"\xff", b"<!doctype html>"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("drawing.svg", SVG),
        ("page.html", b"<p>"),
        ("tool.exe", b"MZ"),
        ("noending", b"%PDF-1.7"),
        ("song.mp3", SVG),
        ("paper.pdf", b"<html><script>"),
        ("paper.docx", zipped(word__document_xml=b"<w/>", word__vbaProject_bin=b"x")),
        ("film.mp4", CONTENTS["mp4"] + b"\xa9xyz+55.7558+037.6173/"),
        ("long.mp3", b"ID3" + bytes(LARGEST)),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_with_a_sentence(name: str, data: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        create_attachment(name=name, data=data)

    assert set(refused.value.message_dict) == {"file"}
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_the_name_of_a_file_goes_and_its_size_stays() -> None:
    file = create_attachment(name="Вера дома 2026.MP3", data=CONTENTS["mp3"])

    assert re.fullmatch(r"/media/files/[0-9a-f]{16}\.mp3", file.url)
    assert file.file_size == len(CONTENTS["mp3"])
    assert file.file_hash


@pytest.mark.django_db
def test_a_player_gets_the_part_it_asks_for() -> None:
    data = CONTENTS["mp3"]
    address = create_attachment().url

    def ask(wanted: str) -> Any:
        response = Client().get(address, headers={"range": wanted} if wanted else {})
        return response.status_code, response.content, response.headers.get("Content-Range")

    whole, size = (HTTPStatus.OK, data, None), len(data)
    assert ask("") == whole
    assert ask("bytes=0-1") == (206, data[:2], f"bytes 0-1/{size}")
    assert ask("bytes=10-") == (206, data[10:], f"bytes 10-{size - 1}/{size}")
    assert ask("bytes=10-9999") == (206, data[10:], f"bytes 10-{size - 1}/{size}")
    assert ask("bytes=9999-") == (416, b"", f"bytes */{size}")
    for nonsense in ("bytes=5-2", "bytes=-", "lines=1-2", "bytes=0-1,3-4", "bytes=x"):
        assert ask(nonsense) == whole


@pytest.mark.django_db
def test_files_are_sent_as_what_they_are_and_papers_as_downloads() -> None:
    sound = Client().get(create_attachment().url)
    paper = Client().get(create_attachment(name="paper.pdf").url)

    assert sound.headers["Content-Type"] == "audio/mpeg"
    assert "Content-Disposition" not in sound.headers
    assert paper.headers["Content-Disposition"].startswith("attachment;")
    assert paper.headers["X-Content-Type-Options"] == "nosniff"
    assert Client().get("/media/files/none.mp3").status_code == HTTPStatus.NOT_FOUND
    assert Client().get("/media/files/..").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "taken"), [("a.mp3", CONTENTS["mp3"], 1), ("a.mp3", SVG, 0)], ids=["good", "bad"]
)
def test_an_editor_uploads_a_file_and_is_told_what_is_wrong(name: str, data: bytes, taken: int) -> None:
    client = Client()
    sign_in(client, create_colleague())

    response = client.post(
        "/staff/documents/add/", {"title": "Голос", "file": SimpleUploadedFile(name, data)}, follow=True
    )

    assert response.status_code == HTTPStatus.OK
    assert Attachment.objects.count() == taken
    assert ("не то, что обещает его имя" in response.content.decode()) == (not taken)


@pytest.mark.django_db
@pytest.mark.parametrize(("data", "taken"), [(CONTENTS["mp3"], 1), (SVG, 0)], ids=["good", "bad"])
def test_several_files_at_once_are_looked_at_one_by_one(data: bytes, taken: int) -> None:
    client = Client()
    sign_in(client, create_colleague())

    response = client.post(
        "/staff/documents/multiple/add/", {"title": "a", "files[]": SimpleUploadedFile("a.mp3", data)}
    )

    assert response.status_code == HTTPStatus.OK
    assert response.json()["success"] == bool(taken)
    assert Attachment.objects.count() == taken
