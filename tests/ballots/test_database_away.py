"""A database that is away or refuses: nothing breaks, nothing is lost, nothing counts twice."""

from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection

from tests.factories.ballots import cast, create_boxes, create_form
from wellbeing.ballots import reading, refusals
from wellbeing.ballots.actions import casting
from wellbeing.ballots.models import Ballot, Box

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_a_database_that_refuses_loses_nothing_and_the_form_is_good_later() -> None:
    create_boxes()
    form = create_form()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ballots_ballot RENAME TO gone")
        with pytest.raises(refusals.NoBox):
            cast(form=form)
        cursor.execute("ALTER TABLE gone RENAME TO ballots_ballot")

    cast(form=form)
    assert Ballot.objects.count() == 1


def test_when_nobody_knows_whether_it_was_stored_the_form_counts_no_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The connection breaks after the database has written, and before it has said so."""
    create_boxes()
    reading.forget_boxes()  # those of another test
    form, put = create_form(), casting._put

    def put_and_break(*args: Any) -> bool:
        put(*args)
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(casting, "_put", put_and_break)
        with pytest.raises(refusals.NoBox):
            cast(form=form)
    with pytest.raises(refusals.Used):
        cast(form=form)
    assert Ballot.objects.count() == 1


def test_without_a_database_to_ask_nothing_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    create_boxes()
    form = create_form()

    def no_answer(_today: date) -> dict[bool, Box]:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(reading, "open_boxes", no_answer)
        reading.forget_boxes()
        with pytest.raises(refusals.NoBox):
            cast(form=form)
    cast(form=form)
    assert Ballot.objects.count() == 1
