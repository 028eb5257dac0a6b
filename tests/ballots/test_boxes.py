"""Boxes begin, close, are emptied once they were tallied, and are destroyed when nobody opens them."""

from datetime import date

import pytest
from django.utils import timezone

from tests.factories.ballots import CLOSES, NEXT, PRIVATE, QUARTER, cast, create_boxes
from wellbeing.ballots import quarters, refusals
from wellbeing.ballots.actions import boxes
from wellbeing.ballots.models import Ballot, Box
from wellbeing.ballots.periodic import look_after_boxes
from wellbeing.privacy import team_boxes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

PUBLIC = team_boxes.public_half(PRIVATE)


def states() -> list[tuple[date, bool, str]]:
    return list(Box.objects.values_list("quarter", "is_apart", "state"))


def test_a_quarter_gets_a_main_box_and_one_apart_under_one_public_half() -> None:
    main, apart = create_boxes()

    assert (main.is_apart, apart.is_apart) == (False, True)
    rows = Box.objects.values_list("id", "quarter", "is_apart", "closes_on", "state", "public")
    assert [(*row[:-1], bytes(row[-1])) for row in rows] == [
        (main.pk, QUARTER, False, CLOSES, "open", PUBLIC),
        (apart.pk, QUARTER, True, CLOSES, "open", PUBLIC),
    ]


def test_a_quarter_gets_its_boxes_once() -> None:
    create_boxes()
    with pytest.raises(refusals.AlreadyThere):
        boxes.open_box(quarter=QUARTER, public=bytes(32))

    assert {bytes(public) for public in Box.objects.values_list("public", flat=True)} == {PUBLIC}
    assert Box.objects.count() == 2


@pytest.mark.parametrize(("quarter", "public"), [(date(2026, 1, 2), PUBLIC), (QUARTER, PUBLIC[1:])])
def test_what_is_no_quarter_or_no_public_half_makes_no_box(quarter: date, public: bytes) -> None:
    with pytest.raises(ValueError, match="first day"):
        boxes.open_box(quarter=quarter, public=public)
    assert states() == []


def test_boxes_close_the_day_after_their_last() -> None:
    create_boxes()
    create_boxes(quarter=NEXT)
    assert boxes.close_due(today=CLOSES) == 0
    assert boxes.close_due(today=NEXT) == 2
    assert boxes.close_due(today=NEXT) == 0

    assert states() == [
        (QUARTER, False, "closed"),
        (QUARTER, True, "closed"),
        (NEXT, False, "open"),
        (NEXT, True, "open"),
    ]


def test_a_box_that_was_tallied_holds_neither_ballots_nor_a_public_half() -> None:
    main, apart = create_boxes()
    cast()
    assert not boxes.settle(box=main.pk)  # it is open
    assert Ballot.objects.count() == 1
    boxes.close_due(today=NEXT)

    assert [boxes.settle(box=main.pk), boxes.settle(box=main.pk), boxes.destroy(box=main.pk)] == [
        True,
        False,
        False,
    ]
    assert Ballot.objects.count() == 0
    assert states() == [(QUARTER, False, "opened"), (QUARTER, True, "closed")]
    assert bytes(Box.objects.get(pk=main.pk).public) == b""
    assert bytes(Box.objects.get(pk=apart.pk).public) == PUBLIC


def test_destroying_one_box_leaves_the_other() -> None:
    main, apart = create_boxes()
    for _ in range(3):
        cast()
    Ballot.objects.create(box=apart, sealed=bytes(Ballot.objects.all()[0].sealed))

    assert boxes.destroy(box=main.pk)
    assert not boxes.destroy(box=main.pk)
    assert list(Ballot.objects.values_list("box", flat=True)) == [apart.pk]
    assert states() == [(QUARTER, False, "destroyed"), (QUARTER, True, "open")]
    assert bytes(Box.objects.get(pk=main.pk).public) == b""


def test_what_nobody_opened_in_twelve_months_is_destroyed() -> None:
    main, _ = create_boxes()
    cast()
    create_boxes(quarter=NEXT)
    boxes.close_due(today=date(2026, 7, 1))
    assert boxes.destroy_unopened(today=date(2027, 3, 31)) == 0
    assert Ballot.objects.filter(box=main).count() == 1

    assert boxes.destroy_unopened(today=date(2027, 4, 1)) == 2
    assert boxes.destroy_unopened(today=date(2027, 4, 1)) == 0
    assert Ballot.objects.count() == 0
    assert states() == [
        (QUARTER, False, "destroyed"),
        (QUARTER, True, "destroyed"),
        (NEXT, False, "closed"),
        (NEXT, True, "closed"),
    ]


def test_what_was_opened_is_not_destroyed_later() -> None:
    main, _ = create_boxes()
    boxes.close_due(today=NEXT)
    boxes.settle(box=main.pk)

    assert boxes.destroy_unopened(today=date(2029, 1, 1)) == 1
    assert states() == [(QUARTER, False, "opened"), (QUARTER, True, "destroyed")]


def test_the_nightly_task_closes_and_destroys() -> None:
    today = timezone.localdate()
    this = quarters.first_day(today)
    last, long_ago = quarters.year_before(this), date(2020, 1, 1)
    for quarter in (this, last, long_ago):
        create_boxes(quarter=quarter)
    look_after_boxes()
    look_after_boxes()

    assert [(quarter, state) for quarter, _, state in states()] == [
        (long_ago, "destroyed"),
        (long_ago, "destroyed"),
        (last, "closed"),
        (last, "closed"),
        (this, "open"),
        (this, "open"),
    ]
