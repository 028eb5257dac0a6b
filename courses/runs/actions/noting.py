"""Notes about a session. They are never about a person, and nobody keeps them longer than three months."""

from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from courses.runs import refusals
from courses.runs.models import Session, SessionNote
from courses.runs.models.attendance import LONGEST_NOTE
from wellbeing.accounts.models import User

MOST_NOTES = 20


@transaction.atomic
def note(*, session: Session, text: str, once: UUID, by: User, today: date) -> SessionNote:
    """Write a note. `once` is drawn for the page on which somebody presses: a second press of the same page
    writes nothing more.

    Raises refusals.EmptyNote, refusals.LongNote, refusals.ManyNotes.
    """
    text = text.strip()
    if not text:
        raise refusals.EmptyNote
    if len(text) > LONGEST_NOTE:
        raise refusals.LongNote
    key = uuid5(session.pk, once.hex)
    held = Session.objects.select_for_update().get(pk=session.pk)
    if SessionNote.objects.filter(session=held).exclude(pk=key).count() >= MOST_NOTES:
        raise refusals.ManyNotes
    written = {"session": held, "text": text, "author": by, "author_name": str(by), "written_on": today}
    return SessionNote.objects.get_or_create(pk=key, defaults=written)[0]


def remove(*, session: Session, note: UUID) -> bool:
    """Delete a note at once; returns whether it was still there."""
    return bool(SessionNote.objects.filter(session=session, pk=note).delete()[0])
