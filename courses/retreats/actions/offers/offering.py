"""Offering places to applications: by publishing, and to those who move up.

Whoever changes what is offered holds rows in one order: applications, offers, teams, retreats. PostgreSQL
counts what is taken and refuses one place too many.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from courses.retreats import opened
from courses.retreats.actions import telling
from courses.retreats.models import Application, Offer, Retreat, Round, TurnedAway
from courses.retreats.rules import answering
from wellbeing.privacy import codes

# For so long the council hears appeals against what was published.
APPEALS = timedelta(days=14)


@transaction.atomic
def offer(*, round: Round, places: Mapping[str, str | UUID], now: datetime) -> int:
    """Offer each of these tickets a place at its retreat, by id, tell everybody who applied, and let the
    result be appealed against from now on. Returns how many offers there are.

    Left out is whoever deleted their application meanwhile or was offered a place before, and a retreat that
    is cancelled or about to begin. Raises IntegrityError for one place too many.
    """
    round.appeals_end_on = now.astimezone(ZoneInfo(round.zone)).date() + APPEALS
    round.save(update_fields=["appeals_end_on"])
    found = opened.opened(round)
    by_application = {found[t].application.pk: UUID(str(key)) for t, key in places.items() if t in found}
    count = give(round=round, places=by_application, now=now)
    telling.tell_round(round=round.pk, now=now)
    return count


def give(*, round: Round, places: Mapping[UUID, UUID], now: datetime) -> int:
    """The same for applications by their ids, inside the transaction of whoever calls. Who moves up was not
    turned away after all."""
    there = _hold_applications(places)
    until = {each.pk: answer_by(round, each, now) for each in _hold_retreats(places.values())}
    rows = [
        Offer(application_id=pk, retreat_id=key, answer_by=until[key])
        for pk, key in places.items()
        if pk in there and until.get(key)
    ]
    # As they lie, rows say nothing of the order of the published tickets.
    Offer.objects.bulk_create(sorted(rows, key=lambda row: row.pk))
    tags = [codes.turned_away_tag(each.application_id) for each in rows]
    TurnedAway.objects.filter(pk__in=tags).delete()
    telling.tell(applications=[each.application_id for each in rows], now=now)
    return len(rows)


def begins(retreat: Retreat) -> datetime:
    """The beginning of its first day, by its clocks."""
    return datetime.combine(retreat.begins_on, time(), ZoneInfo(retreat.zone))


def answer_by(round: Round, retreat: Retreat, now: datetime) -> datetime | None:
    """Until when an offer made now can be answered; None when it is too late for one."""
    return answering.answer_by(now, round.answer_hours, ZoneInfo(round.zone), begins(retreat))


def _hold_applications(ids: Iterable[UUID]) -> set[UUID]:
    """Those that are still there and were offered nothing; nobody deletes them until the transaction ends."""
    rows = Application.objects.filter(pk__in=[*ids]).order_by("pk").select_for_update(no_key=True)
    there = set(rows.values_list("pk", flat=True))
    return there - set(Offer.objects.filter(application__in=there).values_list("application", flat=True))


def _hold_retreats(ids: Iterable[UUID]) -> list[Retreat]:
    rows = Retreat.objects.filter(pk__in=[*ids]).exclude(decided=Retreat.Decided.CANCELLED)
    return list(rows.order_by("pk").select_for_update(no_key=True))
