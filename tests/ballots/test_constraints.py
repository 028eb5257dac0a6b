"""What PostgreSQL refuses, whoever asks."""

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.ballots import CLOSES, QUARTER, cast, create_boxes
from wellbeing.ballots.actions import boxes
from wellbeing.ballots.contents import KEY_SIZE, SEALED_SIZE
from wellbeing.ballots.models import Ballot, Box

pytestmark = [pytest.mark.service, pytest.mark.django_db]

KEY = bytes(KEY_SIZE)


def refused(act: Any) -> str:
    """The name of the rule that refused."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    diagnosis = error.value.__cause__.diag  # type: ignore[union-attr]
    return str(diagnosis.constraint_name or diagnosis.message_primary)


def new(**other: Any) -> Any:
    values = {"quarter": QUARTER, "is_apart": False, "public": KEY, "closes_on": CLOSES} | other
    return lambda: Box.objects.create(**values)


def test_a_quarter_has_one_main_box_and_one_apart() -> None:
    create_boxes()
    for is_apart in (False, True):
        assert refused(new(is_apart=is_apart)) == "one_main_and_one_apart_a_quarter"


@pytest.mark.parametrize(
    ("quarter", "closes_on", "rule"),
    [
        (date(2026, 1, 2), CLOSES, "quarter_is_its_first_day"),
        (date(2026, 2, 1), CLOSES, "box_closes_on_the_last_day"),
        (QUARTER, date(2026, 3, 30), "box_closes_on_the_last_day"),
        (QUARTER, date(2027, 3, 31), "box_closes_on_the_last_day"),
        (QUARTER, date(2026, 6, 30), "box_closes_on_the_last_day"),
        (QUARTER, date(2025, 12, 31), "box_closes_on_the_last_day"),
    ],
)
def test_a_box_is_of_a_whole_quarter(quarter: date, closes_on: date, rule: str) -> None:
    assert refused(new(quarter=quarter, closes_on=closes_on)) == rule


@pytest.mark.parametrize("month", [1, 4, 7, 10])
def test_every_quarter_may_have_boxes(month: int) -> None:
    create_boxes(quarter=date(2028, month, 1))
    assert Box.objects.count() == 2


@pytest.mark.parametrize(
    ("state", "public"),
    [
        ("open", b""),
        ("open", KEY[1:]),
        ("closed", KEY + b"\0"),
        ("opened", KEY),
        ("destroyed", KEY),
        ("lost", KEY),
        ("lost", b""),
    ],
)
def test_a_box_has_a_public_half_until_its_end_and_a_state_that_there_is(state: str, public: bytes) -> None:
    assert refused(new(state=state, public=public)) == "box_has_a_public_half_until_its_end"


@pytest.mark.parametrize("size", [0, SEALED_SIZE - 1, SEALED_SIZE + 1])
def test_a_ballot_is_always_of_one_size(size: int) -> None:
    main, _ = create_boxes()
    assert (
        refused(lambda: Ballot.objects.create(box=main, sealed=bytes(size))) == "ballot_always_the_same_size"
    )


@pytest.mark.parametrize("state", ["closed", "opened", "destroyed"])
def test_no_ballot_goes_into_a_box_that_is_not_open(state: str) -> None:
    public = KEY if state == "closed" else b""
    box = new(state=state, public=public)()

    assert (
        refused(lambda: Ballot.objects.create(box=box, sealed=bytes(SEALED_SIZE)))
        == "ballots_go_into_open_boxes"
    )
    missing = Box(id=uuid4())
    assert (
        refused(lambda: Ballot.objects.create(box=missing, sealed=bytes(SEALED_SIZE)))
        == "ballots_go_into_open_boxes"
    )


def test_ballots_never_change() -> None:
    _, apart = create_boxes()
    cast()
    for change in ({"sealed": bytes(SEALED_SIZE)}, {"box": apart}):
        assert refused(partial(Ballot.objects.update, **change)) == "ballots_never_change"


STATES = ["open", "closed", "opened", "destroyed"]


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_states_only_go_on(before: str, after: str) -> None:
    box = new(state=before, public=b"" if before in STATES[2:] else KEY)()
    change = {"state": after, "public": b"" if after in STATES[2:] else KEY}
    allowed = {("open", "closed"), ("open", "destroyed"), ("closed", "opened"), ("closed", "destroyed")}

    if before == after or (before, after) in allowed:
        assert Box.objects.filter(pk=box.pk).update(**change) == 1
    else:
        assert refused(lambda: Box.objects.update(**change)) == "states_of_boxes_only_go_on"


def test_a_box_stays_what_it_is() -> None:
    create_boxes()
    for change in (
        {"quarter": date(2026, 4, 1), "closes_on": date(2026, 6, 30)},
        {"public": b"\1" * KEY_SIZE},
    ):
        assert (
            refused(partial(Box.objects.filter(is_apart=False).update, **change))
            == "boxes_stay_what_they_are"
        )
    Box.objects.filter(is_apart=True).delete()
    assert refused(lambda: Box.objects.update(is_apart=True)) == "boxes_stay_what_they_are"


@pytest.mark.parametrize("state", ["opened", "destroyed"])
def test_a_box_ends_empty_and_is_not_removed_with_ballots_in_it(state: str) -> None:
    create_boxes()
    cast()
    boxes.close_due(today=date(2026, 4, 1))
    main = Box.objects.filter(is_apart=False)
    assert refused(lambda: main.update(state=state, public=b"")) == "boxes_end_empty"

    def remove() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM ballots_box WHERE NOT is_apart")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert refused(remove).startswith("ballots_ballot_box_id")
