"""A sealed history through its life, in the database that people use."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from wellbeing.assessments.actions import histories
from wellbeing.assessments.actions.histories import NoSuchHistory
from wellbeing.assessments.models import History
from wellbeing.assessments.returning.entries import MOST_ENTRIES, ROOM, Entry
from wellbeing.privacy import codes
from wellbeing.privacy.sealing import DoesNotOpen, box_size

pytestmark = [pytest.mark.django_db, pytest.mark.service]

TODAY = date(2026, 11, 22)
LATER = date(2027, 2, 3)
together = pytest.mark.django_db(transaction=True, available_apps=["wellbeing.assessments"])


def an_entry(value: object = "62.5") -> Entry:
    return Entry("abcd2345", "ru", date(2026, 11, 1), (Decimal(str(value)), None))


def keep(*values: object) -> str:
    """A history with an entry for each value; its code."""
    code = histories.keep(entry=an_entry(values[0]), today=TODAY)
    for value in values[1:]:
        histories.add(typed=code, entry=an_entry(value), today=TODAY)
    return code


def kept_values(code: str) -> list[Decimal | None]:
    return [entry.values[0] for entry in histories.open_history(typed=code, today=TODAY)]


def boxes() -> list[bytes]:
    return [bytes(history.box) for history in History.objects.all()]


def test_what_was_kept_opens_with_its_code_however_it_is_typed() -> None:
    code = keep(10)
    keep(90)

    assert kept_values(code) == [10]
    assert kept_values(f"  {codes.show(code).lower().replace('-', ' - ')} ") == [10]


def test_no_other_code_opens_it() -> None:
    code = keep(10)
    for typed in ("", "nothing", codes.draw(), code[:-1], code + "0", code[::-1]):
        with pytest.raises(NoSuchHistory):
            histories.open_history(typed=typed, today=TODAY)


def test_a_wrong_code_and_one_whose_history_is_gone_end_the_same() -> None:
    gone = keep(10)
    histories.delete(typed=gone)

    for act in every_act():
        for typed in (gone, codes.draw()):
            with pytest.raises(NoSuchHistory) as refused:
                act(typed)
            assert refused.value.args == ()
    assert not History.objects.exists()


def every_act() -> list[Callable[[str], object]]:
    return [
        lambda typed: histories.open_history(typed=typed, today=TODAY),
        lambda typed: histories.add(typed=typed, entry=an_entry(), today=TODAY),
        lambda typed: histories.change_code(typed=typed, today=TODAY),
        lambda typed: histories.delete(typed=typed),
    ]


def test_the_oldest_goes_beyond_24() -> None:
    code = keep(*range(MOST_ENTRIES + 2))

    assert kept_values(code) == [Decimal(value) for value in range(2, MOST_ENTRIES + 2)]


def test_pressing_twice_adds_once() -> None:
    assert kept_values(keep(10, 20, 20)) == [10, 20]


def test_two_tabs_both_add_to_what_is_there() -> None:
    code = keep(10)

    histories.add(typed=code, entry=an_entry(20), today=TODAY)
    histories.add(typed=code, entry=an_entry(30), today=TODAY)

    assert kept_values(code) == [10, 20, 30]


def test_a_tab_that_still_has_the_old_code_can_add_nothing() -> None:
    old = keep(10)
    new, _ = histories.change_code(typed=old, today=TODAY)

    with pytest.raises(NoSuchHistory):
        histories.add(typed=old, entry=an_entry(20), today=TODAY)

    assert kept_values(new) == [10]


def test_another_code_leaves_one_row_that_has_nothing_of_the_old() -> None:
    old = keep(10, 20)
    before = History.objects.get()

    new, kept = histories.change_code(typed=old, today=TODAY)

    after = History.objects.get()
    assert new != old
    assert [entry.values[0] for entry in kept] == kept_values(new) == [10, 20]
    assert after.pk != before.pk
    assert bytes(after.box) != bytes(before.box)


def test_a_box_always_has_one_size_and_never_the_same_bytes_twice() -> None:
    seen = []
    code = keep(10)
    seen += boxes()
    for value in (20, *range(MOST_ENTRIES)):
        histories.add(typed=code, entry=an_entry(value), today=TODAY)
        seen += boxes()
    histories.add(typed=code, entry=an_entry(MOST_ENTRIES - 1), today=TODAY)  # nothing new to keep
    seen += boxes()
    histories.change_code(typed=code, today=TODAY)
    seen += boxes()
    keep(10)
    seen += boxes()

    assert {len(box) for box in seen} == {box_size(ROOM)}
    assert len(set(seen)) == len(seen) - 1, "only the row left alone by the last step stands twice"


@pytest.mark.parametrize("other", [-1, 1, -box_size(ROOM)])
def test_the_database_refuses_a_box_of_another_size(other: int) -> None:
    with pytest.raises(IntegrityError, match="history_always_the_same_size"), transaction.atomic():
        History.objects.create(
            id=UUID(int=7), box=bytes(box_size(ROOM) + other), expires_month=date(2027, 11, 1)
        )


def test_a_box_put_under_another_code_does_not_open() -> None:
    mine, other = keep(10), keep(90)
    moved = History.objects.get(pk=codes.lookup_id(mine)).box
    History.objects.filter(pk=codes.lookup_id(other)).update(box=moved)

    with pytest.raises(DoesNotOpen):
        histories.open_history(typed=other, today=TODAY)
    assert kept_values(mine) == [10]


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 22), date(2027, 11, 1)),
        (date(2028, 2, 29), date(2029, 2, 1)),
        (date(2026, 12, 31), date(2027, 12, 1)),
    ],
)
def test_a_history_is_kept_until_the_same_month_of_the_next_year(today: date, month: date) -> None:
    histories.keep(entry=an_entry(), today=today)

    assert History.objects.get().expires_month == month


@pytest.mark.parametrize("act", ["open", "add", "change"])
def test_every_use_moves_the_end(act: str) -> None:
    code = keep(10)
    untouched = keep(90)

    if act == "open":
        histories.open_history(typed=code, today=LATER)
    elif act == "add":
        histories.add(typed=code, entry=an_entry(20), today=LATER)
    else:
        histories.change_code(typed=code, today=LATER)

    months = sorted(History.objects.values_list("expires_month", flat=True))
    assert months == [date(2027, 11, 1), date(2028, 2, 1)]
    assert History.objects.get(pk=codes.lookup_id(untouched)).expires_month == date(2027, 11, 1)


@pytest.mark.parametrize("count", [1, MOST_ENTRIES])
def test_opening_is_one_query_whatever_the_history_holds(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    code = keep(*range(count))

    with django_assert_num_queries(1):
        assert len(histories.open_history(typed=code, today=TODAY)) == count


@together
def test_two_who_add_at_once_lose_nothing() -> None:
    code = keep(0)
    start = threading.Barrier(2)

    def add(first: int) -> None:
        start.wait()
        for value in range(first, first + 10):
            histories.add(typed=code, entry=an_entry(value), today=TODAY)
        connection.close()

    at_once(lambda: add(100), lambda: add(200))

    assert sorted(kept_values(code), key=lambda value: value or 0) == [
        *[0],
        *range(100, 110),
        *range(200, 210),
    ]


@together
def test_adding_while_the_code_changes_is_in_the_history_or_refused() -> None:
    for _ in range(5):
        old = keep(10)
        start = threading.Barrier(2)
        outcome: dict[str, object] = {}

        def add(old: str = old, start: threading.Barrier = start, outcome: dict = outcome) -> None:
            start.wait()
            try:
                outcome["added"] = len(histories.add(typed=old, entry=an_entry(20), today=TODAY)) == 2
            except NoSuchHistory:
                outcome["added"] = False
            connection.close()

        def change(old: str = old, start: threading.Barrier = start, outcome: dict = outcome) -> None:
            start.wait()
            outcome["code"], _ = histories.change_code(typed=old, today=TODAY)
            connection.close()

        at_once(add, change)

        assert kept_values(str(outcome["code"])) == ([10, 20] if outcome["added"] else [10])
        with pytest.raises(NoSuchHistory):
            histories.open_history(typed=old, today=TODAY)


def at_once(*jobs: Callable[[], None]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)


def test_the_same_values_in_another_language_are_kept_beside() -> None:
    code = keep(10)

    kept = histories.add(typed=code, entry=replace(an_entry(10), language="en"), today=TODAY)

    assert [entry.language for entry in kept] == ["ru", "en"]
