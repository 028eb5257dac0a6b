"""The engine: what is due goes, what is not stays, twice is once, and at once is shared."""

import io
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker, Settings

from wellbeing.assessments.models import History
from wellbeing.assessments.returning.entries import ROOM
from wellbeing.privacy import actions, retention
from wellbeing.privacy.actions import Outcome
from wellbeing.privacy.periodic import apply_retention
from wellbeing.privacy.sealing import box_size

NOW = datetime(2026, 11, 22, 3, 17, tzinfo=UTC)
LAST_MONTH = date(2026, 10, 1)
THIS_MONTH = date(2026, 11, 1)
ONLY_HISTORIES = retention.parse(
    "assessments.History: {why: w, keep: [id, box], delete: after the month in expires_month}"
)
LONG_AGO = date(2020, 1, 1)
LONGEST_TRANSACTION_OF_OTHERS = 120.0
pytestmark = [pytest.mark.service]


def create_history(*, expires_month: date) -> UUID:
    history = History.objects.create(id=uuid4(), box=bytes(box_size(ROOM)), expires_month=expires_month)
    return history.pk


def remaining() -> set[UUID]:
    return set(History.objects.values_list("pk", flat=True))


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows that other connections see. Histories are all that is made, so they are taken away by hand:
    the flush after a transactional test would also take what Wagtail's migrations brought."""
    with django_db_blocker.unblock():
        yield
        History.objects.all().delete()


def carried_out(*, dry_run: bool = False, now: datetime = NOW) -> list[Outcome]:
    return actions.apply_retention(now=now, dry_run=dry_run, rules=ONLY_HISTORIES)


def outcome(rows: int) -> list[Outcome]:
    return [Outcome("assessments.History", "delete after the month in expires_month", rows)]


@pytest.mark.django_db
def test_only_rows_whose_month_has_passed_go() -> None:
    create_history(expires_month=LAST_MONTH)
    create_history(expires_month=date(2025, 11, 1))
    stays = {create_history(expires_month=THIS_MONTH), create_history(expires_month=date(2027, 11, 1))}

    assert carried_out() == outcome(2)

    assert remaining() == stays


@pytest.mark.django_db
def test_a_row_stays_to_the_last_moment_of_its_month_and_goes_in_the_first_of_the_next() -> None:
    row = create_history(expires_month=THIS_MONTH)

    carried_out(now=datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC))
    assert remaining() == {row}

    carried_out(now=datetime(2026, 12, 1, tzinfo=UTC))
    assert remaining() == set()


@pytest.mark.django_db
def test_a_dry_run_counts_and_changes_nothing() -> None:
    rows = {create_history(expires_month=LAST_MONTH), create_history(expires_month=LAST_MONTH)}

    assert carried_out(dry_run=True) == outcome(2)

    assert remaining() == rows


@pytest.mark.django_db
def test_a_second_run_finds_nothing() -> None:
    create_history(expires_month=LAST_MONTH)

    assert carried_out() == outcome(1)
    assert carried_out() == outcome(0)


@pytest.mark.django_db
@pytest.mark.parametrize("due", [3, 4, 5])
def test_more_rows_than_a_batch_all_go(due: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for _ in range(due):
        create_history(expires_month=LAST_MONTH)
    stays = create_history(expires_month=THIS_MONTH)

    assert carried_out() == outcome(due)

    assert remaining() == {stays}


def in_threads(*calls: threading.Thread) -> None:
    for call in calls:
        call.start()
    for call in calls:
        call.join(timeout=60)


@pytest.mark.usefixtures("committed")
def test_two_runs_at_once_share_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 10)
    due, empty = 300, bytes(box_size(ROOM))
    History.objects.bulk_create(History(id=uuid4(), box=empty, expires_month=LAST_MONTH) for _ in range(due))
    stays = create_history(expires_month=THIS_MONTH)
    counts: list[int] = []

    def run() -> None:
        try:
            counts.extend(outcome.rows for outcome in carried_out())
        finally:
            connection.close()

    in_threads(*(threading.Thread(target=run) for _ in range(2)))

    # Each run ends when it finds no free row; a row that the other held then was the other's to take.
    assert (len(counts), sum(counts)) == (2, due)
    assert remaining() == {stays}


@pytest.mark.usefixtures("committed")
def test_a_row_that_is_being_renewed_is_left_alone() -> None:
    row = create_history(expires_month=LAST_MONTH)
    found: list[Outcome] = []

    def run() -> None:
        try:
            found.extend(carried_out())
        finally:
            connection.close()

    with transaction.atomic():
        History.objects.filter(pk=row).update(expires_month=date(2027, 11, 1))
        in_threads(threading.Thread(target=run))

    assert found == outcome(0)
    assert remaining() == {row}


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


@pytest.mark.django_db
def test_the_command_prints_counts_and_never_contents() -> None:
    gone = create_history(expires_month=LONG_AGO)
    stays = create_history(expires_month=date(9999, 1, 1))

    dry, real = io.StringIO(), io.StringIO()
    call_command("apply_retention", "--dry-run", stdout=dry)
    assert remaining() == {gone, stays}
    call_command("apply_retention", stdout=real)

    rule = "1 assessments.History: delete after the month in expires_month"
    assert rule in lines_of(dry.getvalue())
    assert lines_of(dry.getvalue())[-1] == "1 rows are due; nothing was changed"
    assert rule in lines_of(real.getvalue())
    assert lines_of(real.getvalue())[-1] == "1 rows deleted or erased"
    for printed in (dry.getvalue(), real.getvalue()):
        assert str(gone) not in printed
        assert str(LONG_AGO) not in printed
    assert remaining() == {stays}


@pytest.mark.django_db
def test_the_daily_task_carries_out_the_shipped_rules() -> None:
    create_history(expires_month=LONG_AGO)
    stays = create_history(expires_month=(datetime.now(UTC) + timedelta(days=31)).date().replace(day=1))

    apply_retention()

    assert remaining() == {stays}


def in_order_of_disk() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM assessments_history ORDER BY ctid")
        return [row[0] for row in cursor.fetchall()]


def writers() -> int:
    """How many transactions wrote the rows: by their numbers, which rise, these tell who came before whom."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM assessments_history")
        return cursor.fetchone()[0]


def dead_rows() -> int:
    """Rows that are gone for everybody and still stand in the table's file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('assessments_history')")
        return cursor.fetchone()[0] // box_size(ROOM) - History.objects.count()


@pytest.mark.usefixtures("committed")
def test_a_rewritten_table_tells_neither_order_nor_what_was_deleted() -> None:
    rules = retention.parse("assessments.History: {why: w, keep: [id, box, expires_month], rewrite: nightly}")
    written = sorted((create_history(expires_month=THIS_MONTH) for _ in range(40)), reverse=True)
    History.objects.all().delete()
    for key in written[:20]:
        History.objects.create(id=key, box=bytes(box_size(ROOM)), expires_month=THIS_MONTH)
    assert in_order_of_disk() == written[:20]
    assert dead_rows() >= 40
    assert writers() == 20
    actions.apply_retention(now=NOW, dry_run=True, rules=rules)
    assert in_order_of_disk() == written[:20]
    actions.apply_retention(now=NOW, rules=rules)
    assert in_order_of_disk() == sorted(written[:20])
    assert writers() == 1
    # A row stays on the disk while any transaction of the server is older than its deletion, in
    # whatever database; on a server that others use the next night is sometimes the better one.
    give_up = time.monotonic() + LONGEST_TRANSACTION_OF_OTHERS
    while dead_rows() > 5 and time.monotonic() < give_up:
        time.sleep(0.5)
        actions.apply_retention(now=NOW, rules=rules)
    assert dead_rows() <= 5


@pytest.mark.usefixtures("committed")
def test_what_somebody_could_still_see_is_waited_for(settings: Settings) -> None:
    settings.LONGEST_WAIT_FOR_OLDER = 60
    rules = retention.parse("assessments.History: {why: w, keep: [id, box, expires_month], rewrite: nightly}")
    for _ in range(40):
        create_history(expires_month=THIS_MONTH)
    looking, done = threading.Event(), threading.Event()

    def look() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("SELECT count(*) FROM django_migrations")  # nothing that is locked later
            looking.set()
            done.wait(timeout=30)
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    looking.wait(timeout=30)
    History.objects.all().delete()
    threading.Timer(2, done.set).start()
    actions.apply_retention(now=NOW, rules=rules)
    thread.join()
    assert dead_rows() == 0
