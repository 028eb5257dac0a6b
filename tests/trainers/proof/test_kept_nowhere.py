"""After a download and a verification there is no name anywhere, and the number only in its own column."""

import io
import os
import tempfile
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import redis_client, sign_in
from tests.factories.trainers import create_candidacy, create_certificate, create_coordinator
from trainers.actions import certificates
from trainers.models import Certificate
from trainers.rules import months, numbers
from wellbeing.privacy.guards import FORM

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NOW = timezone.localdate()
NAME = "Канарейка Имярекова"
TRIED = "Снегирь Подозреваемый"


def texts() -> dict[str, str]:
    """Each table, each key of Redis with its value, as text."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608
            found[table] = "\n".join(row for (row,) in cursor.fetchall())
    redis = redis_client()
    for key in redis.scan_iter():
        value = redis.get(key) if redis.type(key) == b"string" else b""
        found[f"Redis {key!r}"] = key.decode() + (value or b"").decode("latin-1")
    return found


def spellings(text: str) -> set[str]:
    raw = text.encode()
    return {text, raw.hex(), raw.decode("latin-1"), text.encode("unicode_escape").decode()}


def where(text: str, places: dict[str, str]) -> set[str]:
    return {place for place, said in places.items() if any(each in said for each in spellings(text))}


def files(*folders: Path) -> dict[str, str]:
    found = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return {str(file): str(file) + file.read_bytes().decode("latin-1") for file in found}


def use_everything(certificate: Certificate) -> None:
    """Download paper and badge, ask by number, name and code, rightly and wrongly."""
    client, page = Client(), f"/staff/trainers/certificate/{certificate.pk}/"
    sign_in(client, create_coordinator())
    for form in ("sheet", "card"):
        asked = {"do": "paper", "name": NAME, "form": form, "language": "ru"}
        assert client.post(page, asked).content.startswith(b"%PDF-")
    client.post(page, {"do": "paper", "name": NAME * 9, "form": "sheet", "language": "ru"})
    client.post(page, {"do": "badge"})
    visitor = Client()
    for name in ("", NAME, TRIED):
        for number in (certificate.shown_number, numbers.draw(), "7K3M"):
            body = urlencode({"number": number, "name": name})
            assert visitor.post("/ru/verify/", body, content_type=FORM).status_code == 200
        visitor.post(f"/v/{certificate.token}/", urlencode({"name": name}), content_type=FORM)
    visitor.get(f"/v/{certificate.token}/en/")
    assert not visitor.cookies


def test_no_name_is_kept_and_the_number_stands_in_its_column_alone(
    lines: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    certificate = create_certificate(
        candidacy=create_candidacy(began=months.later(months.of(NOW), -6)), today=NOW
    )
    certificates.allow_name(certificate=certificate, name=NAME)
    before = texts()

    use_everything(certificate)

    places = {**texts(), **files(tmp_path, Path(settings.MEDIA_ROOT)), "log": lines.getvalue()}
    for name in (NAME, NAME.casefold(), TRIED, TRIED.casefold()):
        assert where(name, places) == set()
    assert where(certificate.number, places) == {"trainers_certificate"}
    assert where(certificate.shown_number, places) == set()
    assert places["trainers_certificate"] == before["trainers_certificate"]
    assert os.listdir(tmp_path) == []


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    redis_client().set("canary", NAME.encode())
    (tmp_path / "kept").write_bytes(NAME.encode())

    assert where(NAME, {**texts(), **files(tmp_path), "log": NAME}) == {
        "Redis b'canary'",
        str(tmp_path / "kept"),
        "log",
    }
