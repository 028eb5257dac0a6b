"""What must not happen on the way of a request, and would leave nothing to see if it did."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.test import Client, RequestFactory

from tests.assessments.requests import publish_shipped
from tests.conventions.url_map import Entry, entries
from wellbeing.privacy import actions, retention
from wellbeing.privacy.guards import FORM

PUBLIC = [entry for entry in entries() if entry.is_public]


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("entry", PUBLIC, ids=lambda entry: entry.route)
def test_a_public_view_never_looks_at_the_session(entry: Entry, method: str) -> None:
    """Not even at that of a colleague, whose browser keeps its cookie under `/staff/`."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    request = getattr(client, method)(entry.address(), content_type=FORM).wsgi_request

    assert not request.session.accessed
    assert not request.session.modified


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["month", "week"])
def test_nor_do_the_pages_of_a_self_check(slug: str) -> None:
    version = publish_shipped()[slug]
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    address = f"/ru/check/{slug}/"
    for answer in (
        client.get(address),
        client.post(address, f"v={version.code}&q1=0", content_type=FORM),
        client.post(address, f"v={version.code}&q1=0&do=pdf", content_type=FORM),
        client.post(address, f"v={version.code}&q1=0&do=keep", content_type=FORM),
    ):
        assert answer.status_code == 200
        assert not answer.wsgi_request.session.accessed


def test_an_upload_never_becomes_a_temporary_file() -> None:
    file = SimpleUploadedFile("a.json", bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE - 10_000))

    request = RequestFactory().post("/staff/instruments/import/", {"file": file})

    assert type(request.FILES["file"]) is InMemoryUploadedFile


def test_an_upload_that_memory_does_not_take_is_dropped() -> None:
    file = SimpleUploadedFile("a.json", bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))

    request = RequestFactory().post("/staff/instruments/import/", {"file": file})

    assert "file" not in request.FILES


@pytest.mark.service
@pytest.mark.django_db
def test_no_value_stands_in_the_text_of_a_statement() -> None:
    """PostgreSQL may write statements into its own log: then their text alone goes there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid() AND %s <> ''", ["canary-3d1"]
        )
        (text,) = cursor.fetchone()

        assert isinstance(cursor.cursor, ServerBindingCursor)

    assert "canary-3d1" not in text


def test_the_table_of_histories_is_rewritten_nightly() -> None:
    """Or the order of its rows on the disk, and rows deleted long ago, would stay there."""
    rules = {rule.table: rule for rule in retention.load(actions.RULES_FILE)}

    assert rules["assessments.History"].rewrite
    assert [str(when) for when in rules["assessments.History"].delete] == ["after the month in expires_month"]
