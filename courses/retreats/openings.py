"""Who opened what was sealed to the committee or the council: the day, the part and the ticket. The council
reads it, and nobody learns from it what was written.

A day counts once, however often somebody looked on it: how often would tell what there was to do.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.retreats import traces
from courses.retreats.models import Round
from wellbeing.accounts.models import User

ACTION = "retreats.open_part"


def note(*, round: Round, part: str, ticket: str, by: User, today: date) -> None:
    """That somebody opened one part of one application."""
    begins = datetime.combine(today, time(), tzinfo=timezone.get_current_timezone())
    known = _of(round, part, by).filter(data__ticket=ticket)
    if not known.filter(timestamp__gte=begins, timestamp__lt=begins + timedelta(days=1)).exists():
        traces.note(round, ACTION, by, on=today, part=part, ticket=ticket)


def tickets(*, round: Round, part: str, by: User) -> set[str]:
    """Those whose part this colleague has opened."""
    return set(_of(round, part, by).values_list("data__ticket", flat=True))


def entries(rounds: Collection[Round] | QuerySet[Round]) -> QuerySet[ModelLogEntry]:
    """All of these rounds, the latest first."""
    ids = [str(each.pk) for each in rounds]
    rows = ModelLogEntry.objects.filter(
        action=ACTION, content_type=ContentType.objects.get_for_model(Round), object_id__in=ids
    )
    return rows.select_related("user").order_by("-timestamp", "-pk")


def _of(round: Round, part: str, by: User) -> QuerySet[ModelLogEntry]:
    return entries([round]).filter(user=by, data__part=part)
