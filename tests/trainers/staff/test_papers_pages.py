"""Certificates for a cohort: asked for, watched, stopped, taken up again and fetched, by whoever asked."""

import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import create_colleague, redis_client, sign_in
from tests.factories.trainers import create_candidacy, create_certificate, create_coordinator, create_lead
from trainers import refusals
from trainers.actions import papers
from trainers.models import Certificate, Papers
from trainers.proof import making
from trainers.rules import months
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NOW = timezone.localdate()
LIST = "/staff/trainers/papers/"
ASKED = {"region": "", "pathway": "", "form": "card", "language": "ru"}


def create(code: str = "RU-TOM") -> Certificate:
    candidacy = create_candidacy(began=months.later(months.of(NOW), -6))
    return create_certificate(candidacy=candidacy, code=code, today=NOW)


def enter(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def ask(client: Client, **changes: str) -> Any:
    return client.post(LIST, {**ASKED, **changes})


def finish(row: Papers) -> None:
    while making.make_part(row.pk):
        continue


def names(answer: Any) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_a_coordinator_gets_the_valid_certificates_of_their_region_and_no_other() -> None:
    own, suspended, elsewhere = create(), create(), create("RU-PER")
    Certificate.objects.filter(pk=suspended.pk).update(suspended_month=months.of(NOW))
    client = enter(create_coordinator())

    begun = ask(client)
    row = Papers.objects.get()
    assert begun.headers["Location"] == f"{LIST}{row.pk}/"
    page = client.get(begun.headers["Location"]).content.decode()
    assert '<meta http-equiv="refresh" content="3">' in page
    assert "Готово 0 из 1" in page
    assert client.get(f"{LIST}{row.pk}/file/").status_code == 404

    finish(row)
    page = client.get(f"{LIST}{row.pk}/").content.decode()
    assert "http-equiv" not in page
    assert "Готово 1 из 1" in page
    fetched = client.get(f"{LIST}{row.pk}/file/")
    assert fetched.headers["Content-Disposition"] == 'attachment; filename="notes.zip"'
    assert names(fetched) == [f"{own.shown_number}.pdf"]
    assert elsewhere.pk not in row.certificates


def test_a_region_of_others_cannot_be_asked_for() -> None:
    create("RU-PER")
    client = enter(create_coordinator())

    answer = ask(client, region="RU-PER")

    assert answer.context["form"].errors
    assert not Papers.objects.exists()
    assert "действующих сертификатов здесь нет" in ask(client).content.decode().lower()


def test_the_network_s_coordinator_chooses_a_region_or_takes_all() -> None:
    create()
    create("RU-PER")
    client = enter(create_lead())

    ask(client, region="RU-PER")
    chosen = Papers.objects.get()
    finish(chosen)
    ask(client)

    assert [row.total for row in Papers.objects.exclude(pk=chosen.pk)] == [2]
    assert chosen.total == 1
    assert "уже готовится" in ask(client).content.decode()


def test_nobody_else_sees_a_file_or_stops_its_making() -> None:
    create()
    owner = enter(create_coordinator())
    ask(owner)
    row = Papers.objects.get()
    for other in (create_coordinator(), create_lead()):
        client = enter(other)
        assert client.get(f"{LIST}{row.pk}/").status_code == 404
        assert client.post(f"{LIST}{row.pk}/", {"do": "stop"}).status_code == 404
        assert client.get(f"{LIST}{row.pk}/file/").status_code == 404
        assert str(row.pk) not in client.get(LIST).content.decode()
    assert enter(create_colleague(username="asya", role="assessor")).get(LIST).status_code == 302
    assert owner.get(f"{LIST}{uuid4()}/").status_code == 404
    row.refresh_from_db()
    assert row.status == Papers.Status.RUNNING


def test_it_is_stopped_and_what_was_made_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PART", 1)
    create()
    create()
    client = enter(create_coordinator())
    ask(client)
    row = Papers.objects.get()
    assert making.make_part(row.pk)
    path = Path(row.file.path)
    assert path.exists()

    client.post(f"{LIST}{row.pk}/", {"do": "stop"})

    assert not path.exists()
    assert not making.make_part(row.pk)
    assert not path.exists()
    assert "сделанное удалено" in client.get(f"{LIST}{row.pk}/").content.decode()
    again = client.post(f"{LIST}{row.pk}/", {"do": "stop"})
    assert "уже готов или остановлен" in again.content.decode()
    with pytest.raises(refusals.PapersOver):
        papers.go_on(papers=row, by=row.owner)


def test_when_the_worker_died_the_page_says_so_and_it_is_taken_up_again() -> None:
    create()
    client = enter(create_coordinator())
    ask(client)
    row = Papers.objects.get()
    cache.clear()
    sign_in(client, row.owner)

    page = client.get(f"{LIST}{row.pk}/").content.decode()
    assert "работа прервалась" in page
    assert "http-equiv" not in page
    assert client.post(f"{LIST}{row.pk}/", {"do": "go_on"}).status_code == 302
    assert "обновится сама" in client.get(f"{LIST}{row.pk}/").content.decode()
    finish(row)
    row.refresh_from_db()
    assert row.status == Papers.Status.DONE


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_file_as_for_three(
    count: int, django_assert_max_num_queries: Any
) -> None:
    create()
    client = enter(create_coordinator())
    for _ in range(count):
        ask(client)
        finish(Papers.objects.get(status=Papers.Status.RUNNING))
    client.get(LIST)
    with django_assert_max_num_queries(14):
        assert client.get(LIST).content.decode().count("1 / 1") == count


def test_redis_knows_it_by_its_random_id_alone() -> None:
    certificate = create()
    ask(enter(create_coordinator()))
    row = Papers.objects.get()
    finish(row)

    keys = [key.decode() for key in redis_client().scan_iter() if b"papers" in key]
    assert [key.rpartition(":")[2] for key in keys] == [str(row.pk)]
    kept = b"".join(redis_client().get(key) or b"" for key in redis_client().scan_iter())
    assert certificate.number.encode() not in kept
