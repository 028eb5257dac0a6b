"""Many at once, and what is stopped on the way: an answer counts once, a wave is frozen whole or not."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from tests.factories.cohorts import (
    BEFORE,
    BEFORE_CLOSES,
    DAY,
    DAYS,
    answer,
    create_code,
    create_cohort,
    fill,
    freeze,
)
from wellbeing.cohorts import refusals
from wellbeing.cohorts.actions import holding
from wellbeing.cohorts.models import Answer, Cohort, Secret, Spent, Wave
from wellbeing.cohorts.rules.waves import Kind
from wellbeing.cohorts.sealed import sums_of

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(transaction=True, available_apps=["wellbeing.cohorts"]),
]

SOON = 10  # seconds


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """What each gave, or the name of its refusal; each a thread with a connection of its own."""
    ready = Barrier(len(acts))

    def work(act: Callable[[], object]) -> object:
        connection.ensure_connection()
        ready.wait()
        try:
            return act()
        except refusals.Refused as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(work, acts))


def answering(code: str, *, value: int = 50, measure: str = "week-1") -> Callable[[], object]:
    return lambda: answer(code, value=value, band=value % 2, today=BEFORE_CLOSES, measure=measure)


def frozen_n(cohort: UUID) -> int:
    """How many a frozen wave counted, from its sealed sums."""
    secret = Secret.objects.get(pk=cohort).contents()
    assert secret
    sums = sums_of(Wave.objects.get(cohort=cohort, kind=Kind.BEFORE), secret)
    assert sums
    return sums.n


def test_one_code_pressed_many_times_at_once_counts_once() -> None:
    cohort = create_cohort()
    code = create_code(cohort)

    assert sorted(map(str, at_once([answering(code)] * 8))) == ["False"] * 7 + ["True"]
    assert Answer.objects.count() == Spent.objects.count() == 1


def test_of_many_codes_at_once_each_counts() -> None:
    cohort = create_cohort()
    codes = [create_code(cohort) for _ in range(12)]

    assert at_once([answering(code) for code in codes]) == [True] * 12
    assert Answer.objects.count() == Spent.objects.count() == 12


def test_of_two_first_answers_with_different_versions_one_is_counted() -> None:
    cohort = create_cohort()
    acts = [answering(create_code(cohort), measure=f"week-{number % 2}") for number in range(8)]

    ends = at_once(acts)
    assert sorted(map(str, ends)) == ["OtherMeasure"] * 4 + ["True"] * 4
    winner = Cohort.objects.get().measure
    assert ends == [True if winner == f"week-{number % 2}" else "OtherMeasure" for number in range(8)]
    assert Answer.objects.count() == Spent.objects.count() == 4


@pytest.mark.parametrize("seed", range(6))
def test_an_answer_that_arrives_while_a_wave_is_frozen_is_in_or_refused(seed: int) -> None:
    cohort = create_cohort()
    fill(cohort, [40, 60] * 6, today=BEFORE)
    acts: list[Callable[[], object]] = [answering(create_code(cohort), value=number) for number in range(6)]
    acts.insert(random.Random(seed).randrange(7), lambda: freeze(today=BEFORE_CLOSES + DAY))
    ends = at_once(acts)

    counted = sum(end is True for end in ends)
    assert ends.count("NotOpen") == 6 - counted
    assert frozen_n(cohort) == 12 + counted
    assert (Answer.objects.count(), Spent.objects.count()) == (0, 0)


def test_frozen_twice_at_once_is_frozen_once() -> None:
    cohort = create_cohort()
    fill(cohort, [40, 60] * 6, today=BEFORE)

    ends = at_once([lambda: freeze(today=BEFORE_CLOSES + DAY)] * 4)
    assert sorted(map(str, ends)) == ["0", "0", "0", "1"]
    assert frozen_n(cohort) == 12


def test_begun_twice_at_once_is_begun_once() -> None:
    cohort = UUID(int=7)

    def begin() -> None:
        holding.begin(cohort=cohort, language="ru", days=DAYS)

    at_once([begin] * 6)
    assert (Cohort.objects.count(), Secret.objects.count(), Wave.objects.count()) == (1, 1, 3)


def test_a_cohort_that_ends_while_people_answer_is_gone() -> None:
    cohort = create_cohort()
    acts = [answering(create_code(cohort)) for _ in range(6)]
    ends = at_once([*acts[:3], lambda: holding.end(cohort=cohort), *acts[3:]])

    assert set(ends) <= {True, "NoSuchCode", None}
    assert not Cohort.objects.exists()
    assert (Answer.objects.count(), Spent.objects.count()) == (0, 0)


def process() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def kill_once_it_waits(pid: int) -> None:
    """End another connection's process as soon as it waits for a lock."""
    give_up = time.monotonic() + SOON
    with connection.cursor() as cursor:
        while time.monotonic() < give_up:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE pid = %s AND NOT granted", [pid])
            if cursor.fetchone() != (0,):
                cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
                return
            time.sleep(0.02)
    pytest.fail("it never waited")


def state() -> list[object]:
    return [
        list(table.objects.order_by("pk").values_list()) for table in (Cohort, Secret, Wave, Answer, Spent)
    ]


@pytest.mark.parametrize("table", [Answer, Spent])
@pytest.mark.parametrize("act", ["freeze", "answer"])
def test_what_is_killed_on_the_way_leaves_everything_as_it_was(table: type[Answer | Spent], act: str) -> None:
    """Somebody holds one row, so the act waits in its midst, and there its process ends."""
    cohort = create_cohort()
    fill(cohort, [40, 60] * 6, today=BEFORE)
    before, code = state(), create_code(cohort)
    pids: list[int] = []

    def do() -> str:
        pids.append(process())
        try:
            freeze(today=BEFORE_CLOSES + DAY) if act == "freeze" else answer(code)
        except OperationalError:
            return "killed"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        table.objects.select_for_update().get(pk=table.objects.order_by("?")[0].pk)
        ended = pool.submit(do)
        while not pids:
            time.sleep(0.01)
        kill_once_it_waits(pids[0])
        assert ended.result(SOON) == "killed"
    assert state() == before

    assert freeze(today=BEFORE_CLOSES + DAY) == 1
    assert frozen_n(cohort) == 12
