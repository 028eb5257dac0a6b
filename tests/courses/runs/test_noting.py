"""Notes about a session: written once however often one presses, and gone after three months."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from courses.runs import refusals
from courses.runs.actions import noting
from courses.runs.models import Session, SessionNote
from courses.runs.models.attendance import LONGEST_NOTE
from tests.factories.runs import NOW, create_run
from tests.factories.trainers import create_coordinator
from wellbeing.accounts.models import User
from wellbeing.privacy import actions as privacy

pytestmark = [pytest.mark.service, pytest.mark.django_db]

TODAY = NOW.date()


@pytest.fixture
def session() -> Session:
    return create_run().sessions.all()[0]


@pytest.fixture
def by() -> User:
    return create_coordinator()


def test_a_double_press_writes_one_note(session: Session, by: User) -> None:
    once = uuid4()
    for _ in range(2):
        noting.note(session=session, text=" Карты не хватило. ", once=once, by=by, today=TODAY)
    noting.note(session=session, text="Карты не хватило.", once=uuid4(), by=by, today=TODAY)

    written = session.notes.values_list("text", "author_name", "written_on")
    assert list(written) == [("Карты не хватило.", str(by), TODAY)] * 2


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", refusals.EmptyNote),
        (" \n ", refusals.EmptyNote),
        ("я" * (LONGEST_NOTE + 1), refusals.LongNote),
    ],
)
def test_nothing_and_too_much_are_refused(
    session: Session, by: User, text: str, refused: type[refusals.Refused]
) -> None:
    with pytest.raises(refused):
        noting.note(session=session, text=text, once=uuid4(), by=by, today=TODAY)
    assert SessionNote.objects.count() == 0


def test_a_session_has_no_more_than_twenty(session: Session, by: User) -> None:
    for _ in range(noting.MOST_NOTES):
        noting.note(session=session, text="Ещё", once=uuid4(), by=by, today=TODAY)

    with pytest.raises(refusals.ManyNotes):
        noting.note(session=session, text="Ещё", once=uuid4(), by=by, today=TODAY)


def test_a_note_that_says_nothing_is_refused_by_the_database(session: Session) -> None:
    with pytest.raises(IntegrityError, match="a_note_of_a_session_says_something"), transaction.atomic():
        SessionNote.objects.create(session=session, text="", author_name="Вера", written_on=TODAY)


def test_it_is_deleted_at_once_and_only_from_its_session(session: Session, by: User) -> None:
    note = noting.note(session=session, text="Лишнее", once=uuid4(), by=by, today=TODAY)
    other = create_run().sessions.all()[0]

    assert noting.remove(session=other, note=note.pk) is False
    assert noting.remove(session=session, note=note.pk) is True
    assert noting.remove(session=session, note=note.pk) is False
    assert SessionNote.objects.count() == 0


def test_it_is_gone_after_three_months(session: Session, by: User) -> None:
    old, kept = TODAY - timedelta(days=90), TODAY - timedelta(days=89)
    for day in (old, kept):
        noting.note(session=session, text="Было тихо", once=uuid4(), by=by, today=day)

    privacy.apply_retention(now=NOW)
    assert list(SessionNote.objects.values_list("written_on", flat=True)) == [kept]
