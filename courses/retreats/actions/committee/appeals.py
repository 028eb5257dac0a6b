"""What the council answers to an appeal. Whoever appealed reads it on the page that their code opens."""

from datetime import date

from django.db import transaction

from courses.retreats import refusals, traces
from courses.retreats.actions.committee import reviewing
from courses.retreats.models import AppealAnswer, Application, Round
from courses.retreats.models.choices import Part
from wellbeing.accounts.models import User


@transaction.atomic
def answer(*, round: Round, ticket: str, text: str, by: User, today: date) -> None:
    """Put `text` in place of what was answered; an empty one takes it back. Raises as `reviewing.find`."""
    found = reviewing.find(round=round, part=Part.APPEAL, ticket=ticket, by=by)
    held = Application.objects.select_for_update(no_key=True).filter(pk=found.application.pk).first()
    if held is None:
        raise refusals.NoSuchTicket
    row = AppealAnswer.objects.filter(application=held).first()
    if text:
        row = row or AppealAnswer(application=held)
        row.put(text)
        row.save()
    elif row:
        row.delete()
    traces.note(round, "retreats.answer_appeal", by, on=today, part=Part.APPEAL, ticket=ticket)


def answered(application: Application) -> str:
    """What was answered, or nothing."""
    row = AppealAnswer.objects.filter(application=application).first()
    return row.text() if row else ""
