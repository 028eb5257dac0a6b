"""Many at once: never one place too many, and nobody before those who came earlier."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from courses.runs.actions import enrolling, waiting
from courses.runs.models import Party, Place, Run
from tests.factories.runs import NOW, create_run, standing
from wellbeing.privacy import codes, refusing

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(transaction=True, available_apps=["courses.runs"]),
]


def at_once(acts: list[Callable[[], object]], *, threads: int) -> list[str]:
    """What each ended in, begun at the same moment by so many threads, each with a connection of its own."""
    ready = Barrier(threads)

    def work(share: list[Callable[[], object]]) -> list[str]:
        ready.wait()
        try:
            return [_ended(act) for act in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return [end for ends in pool.map(work, [acts[n::threads] for n in range(threads)]) for end in ends]


def _ended(act: Callable[[], object]) -> str:
    try:
        act()
    except refusing.Refused as error:
        return type(error).__name__
    return "done"


def enrolling_with(run: Run, code: str) -> Callable[[], object]:
    return lambda: enrolling.enrol(run=run.pk, names=["Ива"], code=code, now=NOW)


def test_of_two_hundred_who_press_at_once_exactly_as_many_as_there_are_places_get_one() -> None:
    run = create_run(capacity=30)
    ends = at_once([enrolling_with(run, codes.draw()) for _ in range(200)], threads=16)

    assert ends == ["done"] * 200
    run.refresh_from_db()
    numbers = list(run.parties.order_by("number").values_list("number", "standing"))
    assert numbers == [(n, "in" if n <= 30 else "waiting") for n in range(1, 201)]
    assert run.taken == 30


def test_the_same_form_from_two_tabs_at_once_asks_once() -> None:
    run, code = create_run(), codes.draw()

    assert at_once([enrolling_with(run, code)] * 4, threads=4) == ["done"] * 4
    assert (Party.objects.count(), Place.objects.count()) == (1, 1)


def test_two_who_leave_at_once_free_two_places_for_two() -> None:
    run = create_run(capacity=2)
    people = [codes.draw() for _ in range(4)]
    for code in people:
        enrolling_with(run, code)()

    ends = at_once([lambda code=code: enrolling.leave(code=code, now=NOW) for code in people[:2]], threads=2)

    assert ends == ["done"] * 2
    assert [*run.parties.order_by("number").values_list("standing", flat=True)] == ["offered"] * 2


def test_waiting_lists_that_are_looked_after_twice_at_once_give_nothing_twice() -> None:
    run = create_run(capacity=1)
    first, second, third = (codes.draw() for _ in range(3))
    for code in (first, second, third):
        enrolling_with(run, code)()
    enrolling.leave(code=first, now=NOW)
    later = NOW + timedelta(days=4)

    def look_after() -> None:
        waiting.take_back_unanswered(now=later)
        waiting.move_everybody_up(now=later)

    assert at_once([look_after] * 8, threads=4) == ["done"] * 8
    run.refresh_from_db()
    assert (run.taken, standing(second), standing(third)) == (1, "waiting", "offered")
