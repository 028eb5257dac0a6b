"""The note for the team on the page of a place. The server cannot read it, so the page never shows it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.runs.actions import teams
from courses.runs.models import Place, PlaceNote, Run
from courses.runs.public.forms import NoteFields


class NoteForm(NoteFields):
    """Something in at least one of the two."""

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.note():
            self.add_error("needs", _("Write something in one of the two fields. What was left stands."))
        return self.cleaned_data


def part(place: Place, code: str, now: datetime, language: str, form: Any) -> dict[str, object]:
    """Whether something is left, and the form while something may be."""
    run = place.party.run
    is_on = run.decided == Run.Decided.PUBLISHED
    return {
        "has_note": PlaceNote.objects.filter(place=place).exists(),
        "may_note": is_on and teams.is_read(run),
        "is_on": is_on,
        "note": form or NoteForm(),
    }
