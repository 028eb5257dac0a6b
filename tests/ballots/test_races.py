"""Many at once: one form casts one ballot, and a box that ends holds none."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from tests.factories.ballots import NEXT, NOW, QUARTER, cast, create_boxes, create_form
from wellbeing.ballots import forms, refusals
from wellbeing.ballots.actions import boxes
from wellbeing.ballots.models import Ballot, Box

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(transaction=True, available_apps=["wellbeing.ballots"]),
]


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """What each gave, or the name of its refusal; each a thread with a connection of its own."""
    ready = Barrier(len(acts))

    def work(act: Callable[[], object]) -> str:
        connection.ensure_connection()
        ready.wait()
        try:
            return str(act())
        except (refusals.Refused, refusals.AlreadyThere) as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(work, acts))


def casting(form: str = "") -> Callable[[], object]:
    return lambda: cast(form=form)


def test_one_form_pressed_many_times_at_once_casts_one_ballot() -> None:
    create_boxes()

    assert sorted(at_once([casting(create_form())] * 8)) == ["None"] + ["Used"] * 7
    assert Ballot.objects.count() == 1


def test_of_many_forms_at_once_each_casts_one() -> None:
    create_boxes()

    assert at_once([casting() for _ in range(12)]) == ["None"] * 12
    assert Ballot.objects.count() == 12


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("end", ["close", "destroy"])
def test_a_ballot_that_comes_while_its_box_ends_is_in_or_refused(seed: int, end: str) -> None:
    main, _ = create_boxes()
    acts = [casting() for _ in range(6)]
    ending: dict[str, Callable[[], object]] = {
        "close": lambda: boxes.close_due(today=NEXT),
        "destroy": lambda: boxes.destroy(box=main.pk),
    }
    acts.insert(random.Random(seed).randrange(7), ending[end])
    ends = at_once(acts)
    taken = ends.count("None")

    assert (taken + ends.count("NoBox"), len(ends)) == (6, 7)
    assert Ballot.objects.count() == (taken if end == "close" else 0)
    assert Box.objects.get(pk=main.pk).state == ("closed" if end == "close" else "destroyed")


def test_boxes_that_are_opened_twice_at_once_are_there_once() -> None:
    acts: list[Callable[[], object]] = [
        (lambda key=bytes([number]) * 32: boxes.open_box(quarter=QUARTER, public=key) and "opened")
        for number in range(1, 5)
    ]

    assert sorted(at_once(acts)) == ["AlreadyThere"] * 3 + ["opened"]
    assert Box.objects.count() == 2
    assert len({bytes(public) for public in Box.objects.values_list("public", flat=True)}) == 1


def test_destroyed_twice_at_once_is_destroyed_once() -> None:
    main, _ = create_boxes()
    cast()

    assert sorted(at_once([lambda: boxes.destroy(box=main.pk)] * 4)) == ["False"] * 3 + ["True"]
    assert Ballot.objects.count() == 0


def test_casting_asks_once_when_the_boxes_are_known(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    create_boxes()
    cast()

    with django_assert_num_queries(1) as asked:
        cast()
    assert asked.captured_queries[0]["sql"].startswith('INSERT INTO "ballots_ballot"')
    assert Ballot.objects.count() == 2


def test_a_box_that_is_known_and_has_ended_takes_nothing_and_gives_the_form_back() -> None:
    """Another process closed it since this one looked."""
    create_boxes()
    cast()
    form = create_form()
    Box.objects.update(state=Box.State.CLOSED)

    assert at_once([casting(form)]) == ["NoBox"]
    assert Ballot.objects.count() == 1
    forms.spend(forms.read(form, now=NOW), now=NOW)  # not used yet
