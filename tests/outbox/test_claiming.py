"""Who holds a row: one at a time, whatever comes at once. On connections of their own, as workers have."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction

from tests.outbox.letterbox import NOW, create_due
from wellbeing.outbox import claiming
from wellbeing.outbox.models import Due

# Rows that other connections see; afterwards only this app's tables are emptied.
together = pytest.mark.django_db(transaction=True, available_apps=["wellbeing.outbox"])
LATER = NOW + timedelta(minutes=10)


def claim(**changes: object) -> list[UUID]:
    asked = {"channel": "email", "claim": uuid4(), "now": NOW, "until": LATER, "most": 100} | changes
    return claiming.claim_due(**asked)


@pytest.mark.django_db
def test_only_what_is_due_on_the_channel_is_claimed_oldest_first() -> None:
    late = create_due(due_at=NOW - timedelta(hours=2))
    later = create_due(due_at=NOW - timedelta(hours=1))
    create_due(due_at=NOW + timedelta(seconds=1))
    create_due(due_at=None)
    create_due(channel="matrix")

    assert claim(most=1) == [late.pk]
    assert claim() == [later.pk]
    assert claim() == []


@pytest.mark.django_db
def test_the_limit_holds_however_the_database_goes_about_it() -> None:
    """Left with loops alone, as it chooses by itself where its statistics say that hardly a row is there."""
    for _ in range(30):
        create_due()
    with connection.cursor() as cursor:
        for way in (
            "hashjoin",
            "mergejoin",
            "hashagg",
            "sort",
            "material",
            "memoize",
            "indexscan",
            "bitmapscan",
        ):
            cursor.execute(f"SET LOCAL enable_{way} = off")

    assert len(claim(most=4)) == 4
    assert len(claim(most=4)) == 4


@pytest.mark.django_db
def test_a_lease_that_ended_makes_it_anybodys_again() -> None:
    due = create_due()
    claim()

    assert claim(now=LATER - timedelta(seconds=1)) == []
    assert claim(now=LATER) == [due.pk]


@pytest.mark.django_db
def test_only_who_holds_the_claim_marks_and_only_once() -> None:
    due, mine = create_due(), uuid4()
    claim(claim=mine)

    assert claiming.mark(ids=[due.pk], claim=uuid4(), until=NOW) == set()
    assert claiming.mark(ids=[due.pk], claim=mine, until=NOW) == {due.pk}
    assert claiming.mark(ids=[due.pk], claim=mine, until=NOW) == set()
    due.refresh_from_db()
    assert due.due_at == LATER


@pytest.mark.django_db
def test_marking_late_in_the_lease_makes_it_longer() -> None:
    due, mine = create_due(), uuid4()
    claim(claim=mine)

    claiming.mark(ids=[due.pk], claim=mine, until=LATER + timedelta(minutes=3))

    due.refresh_from_db()
    assert due.due_at == LATER + timedelta(minutes=3)


@together
def test_claims_at_once_share_the_rows_and_wait_for_nobody() -> None:
    dues = [create_due() for _ in range(400)]

    with ThreadPoolExecutor(4) as threads:
        shares = [*threads.map(lambda _: on_a_connection_of_its_own(lambda: claim(most=60)), range(8))]

    claimed = [id for share in shares for id in share]
    assert len(claimed) == len(set(claimed)) == 400
    assert set(claimed) == {due.pk for due in dues}


@together
def test_a_claim_passes_over_rows_that_somebody_holds_locked() -> None:
    held, free = create_due(), create_due()

    with transaction.atomic():
        Due.objects.select_for_update().get(pk=held.pk)
        with ThreadPoolExecutor(1) as threads:
            claimed = threads.submit(lambda: on_a_connection_of_its_own(claim)).result(timeout=10)

    assert claimed == [free.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        {"left": 0},
        {"is_handing": True},
        {"claim": uuid4(), "due_at": None},
        {"tries": 1},
        {"gives_up_at": NOW},
        {"refusals": 3},
    ],
)
def test_the_database_knows_no_row_that_cannot_be(broken: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        create_due(**broken)


@pytest.mark.django_db
def test_finding_what_is_due_uses_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM outbox_due WHERE channel = 'email' AND due_at <= now() "
            "AND is_handing = false ORDER BY due_at LIMIT 200"
        )
        plan = "\n".join(line for (line,) in cursor)
    assert "due_by_channel" in plan
    assert "Sort" not in plan


def on_a_connection_of_its_own(run: Callable[[], list[UUID]]) -> list[UUID]:
    try:
        return run()
    finally:
        connections.close_all()
