"""A cohort's papers in parts: nothing twice, nothing lost, whatever dies in between."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.trainers import create_candidacy, create_certificate, create_coordinator
from trainers import periodic
from trainers.actions import papers
from trainers.models import Certificate, Papers
from trainers.proof import making
from trainers.rules import months
from trainers.tasks import make_papers
from wellbeing.celery import app
from wellbeing.privacy import actions, retention

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NOW = timezone.localdate()


@pytest.fixture(autouse=True)
def _one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PART", 1)


def begin(count: int = 3) -> Papers:
    for _ in range(count):
        candidacy = create_candidacy(began=months.later(months.of(NOW), -6))
        create_certificate(candidacy=candidacy, today=NOW)
    return papers.begin(
        region=None, pathway=None, language="en", form="card", by=create_coordinator(), today=NOW
    )


def names(row: Papers) -> list[str]:
    with zipfile.ZipFile(row.file.path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def every(row: Papers) -> list[str]:
    rows = Certificate.objects.in_bulk()
    return [f"{rows[id].shown_number}.pdf" for id in row.certificates]


def test_each_part_makes_some_until_all_are_made() -> None:
    row = begin()

    seen = []
    while making.make_part(row.pk):
        row.refresh_from_db()
        seen.append((row.done, row.status))
    row.refresh_from_db()

    assert seen == [(1, "running"), (2, "running")]
    assert (row.done, row.status) == (3, "done")
    assert names(row) == every(row)
    assert not making.make_part(row.pk)


def test_what_died_before_its_count_was_written_is_not_made_twice() -> None:
    row = begin()
    making.make_part(row.pk)
    Papers.objects.update(done=0)

    while making.make_part(row.pk):
        continue

    assert names(row) == every(row)


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_file_that_a_dying_worker_left_broken_is_begun_anew(damage: str) -> None:
    row = begin()
    making.make_part(row.pk)
    making.make_part(row.pk)
    path = Path(row.file.path)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-30])
    else:
        path.unlink()

    while making.make_part(row.pk):
        continue

    row.refresh_from_db()
    assert (row.done, row.status) == (3, "done")
    assert names(row) == every(row)


def test_what_was_suspended_or_deleted_meanwhile_is_left_out() -> None:
    row = begin()
    before = every(row)
    Certificate.objects.filter(pk=row.certificates[0]).update(suspended_month=months.of(NOW))
    Certificate.objects.get(pk=row.certificates[1]).candidacy.trainer.delete()

    while making.make_part(row.pk):
        continue

    assert names(row) == before[2:]


def test_the_task_goes_on_by_itself_until_the_end() -> None:
    row = begin()
    app.conf.task_always_eager = True
    try:
        make_papers.delay(str(row.pk))
    finally:
        app.conf.task_always_eager = False

    row.refresh_from_db()
    assert row.status == "done"


def test_the_file_goes_with_its_row_after_a_day(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    row = begin(1)
    making.make_part(row.pk)
    path = Path(row.file.path)
    rules = [rule for rule in retention.load(actions.RULES_FILE) if rule.table == "trainers.Papers"]
    today = timezone.now()

    actions.apply_retention(now=today, rules=rules)
    assert Papers.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        outcomes = actions.apply_retention(now=today + timedelta(days=1), rules=rules)
    assert [outcome.rows for outcome in outcomes] == [1]
    assert not Papers.objects.exists()
    assert not path.exists()


def test_the_file_of_somebody_whose_account_is_gone_goes_the_same_day() -> None:
    row = begin(1)
    making.make_part(row.pk)
    path = Path(row.file.path)
    other = papers.begin(
        region=None, pathway=None, language="en", form="card", by=create_coordinator(), today=NOW
    )
    making.make_part(other.pk)

    row.owner.delete()
    assert path.exists()
    periodic.remind()

    assert not path.exists()
    assert Path(other.file.path).exists()
