"""Who opened what was sealed to the committee or the council: the day, the part and the ticket. The council
reads it, and nobody learns from it what was written.

A day counts once, however often somebody looked on it: how often would tell what there was to do.
"""

from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.retreats import traces
from courses.retreats.models import Retreat, Round
from wellbeing.accounts.models import User

ACTION = "retreats.open_part"
# Looked among those who apply for a working name that somebody described; which one stands nowhere.
LOOKED = "retreats.look_for"
# Asked to see who comes, whether they did or not.
ASKED = "retreats.ask_who_comes"
# Opened what those who come told the team of a retreat.
FORMS = "retreats.read_stay_forms"


def note(*, round: Round, part: str, ticket: str, by: User, today: date) -> None:
    """That somebody opened one part of one application."""
    known = _of(round, by).filter(action=ACTION, data__part=part, data__ticket=ticket)
    if not known.filter(_on(today)).exists():
        traces.note(round, ACTION, by, on=today, part=part, ticket=ticket)


def note_search(*, round: Round, part: str, by: User, today: date) -> None:
    """That somebody looked for a name."""
    if not _of(round, by).filter(_on(today), action=LOOKED).exists():
        traces.note(round, LOOKED, by, on=today, part=part)


def note_asking(*, round: Round, by: User, today: date) -> None:
    """That somebody asked to see who comes to a retreat of the round."""
    if not _of(round, by).filter(_on(today), action=ASKED).exists():
        traces.note(round, ASKED, by, on=today)


def tickets(*, round: Round, part: str, by: User) -> set[str]:
    """Those whose part this colleague has opened."""
    rows = _of(round, by).filter(action=ACTION, data__part=part)
    return set(rows.values_list("data__ticket", flat=True))


def entries(rounds: QuerySet[Round]) -> QuerySet[ModelLogEntry]:
    """Everything of these rounds and of their retreats, the latest first."""
    rows = ModelLogEntry.objects.filter(of_rounds(rounds), action__in=(ACTION, LOOKED, FORMS))
    return rows.select_related("user").order_by("-timestamp", "-pk")


def of_rounds(rounds: QuerySet[Round]) -> Q:
    """What is noted at rounds, or at the retreats whose places they share."""
    here = [str(pk) for pk in rounds.values_list("pk", flat=True)]
    there = [str(pk) for pk in Retreat.objects.filter(round__in=rounds).values_list("pk", flat=True)]
    return Q(content_type=_type(Round), object_id__in=here) | Q(
        content_type=_type(Retreat), object_id__in=there
    )


def _of(round: Round, by: User) -> QuerySet[ModelLogEntry]:
    return ModelLogEntry.objects.filter(content_type=_type(Round), object_id=str(round.pk), user=by)


def _on(day: date) -> Q:
    begins = datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
    return Q(timestamp__gte=begins, timestamp__lt=begins + timedelta(days=1))


def _type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)
