"""Telling trainers and coordinators of what comes to certificates, each thing once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from trainers import reading, scope
from trainers.models import Certificate, Reminder
from trainers.rules import months, reminding
from trainers.rules.standing import State
from wellbeing.accounts.models import User
from wellbeing.outbox.actions import noting

SOURCE = "trainers"
Key = tuple[int, UUID, str, date]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something to tell of a certificate, and the month it is about."""

    certificate: Certificate
    code: str
    month: date


@transaction.atomic
def remind(*, now: datetime, chance: Callable[[], float]) -> list[Reminder]:
    """Write down what there is to tell today and has not been told, and send whoever it concerns a note.

    1. Each certificate of a trainer who has not left has a state, and an end that may be near.
    2. A state that is not the one told last is claimed, so that of two at once only one tells it.
    3. The trainer and the coordinators of the certificate's region are told, where it has none those of the
       network; whoever cannot sign in is not.
    4. The database takes each reminder once. Each person gets one note, however much is new for them.

    The same number of queries for any number of certificates.
    """
    today = timezone.localdate(now)
    rows = list(_certificates(today))
    states = {each.pk: reading.state(each, today) for each in rows}
    changed = _claim(rows, states)
    occasions = [Occasion(each, states[each.pk], months.of(today)) for each in rows if each.pk in changed]
    for each in rows:
        days = reminding.nearing(each.held(), states[each.pk], today)
        if days:
            occasions.append(Occasion(each, str(days), each.valid_through))
    made = _write(occasions, _coordinators(), today)
    lines = {each.recipient_id: each.pk for each in reversed(made)}
    noting.note(source=SOURCE, lines={id: user for user, id in lines.items()}, now=now, chance=chance)
    return made


@transaction.atomic
def see(*, by: User) -> None:
    """Somebody has read what there was to tell them."""
    Reminder.objects.filter(recipient=by, is_seen=False).update(is_seen=True)


def _certificates(today: date) -> Iterable[Certificate]:
    there = Q(candidacy__trainer__active_until_month__isnull=True) | Q(
        candidacy__trainer__active_until_month__gte=months.of(today)
    )
    return (
        Certificate.objects.filter(there).select_related("version", "candidacy__trainer__user").order_by("pk")
    )


def _claim(rows: Iterable[Certificate], states: Mapping[UUID, State]) -> set[UUID]:
    """Whose state is not the one told last. Locked in the order of their keys, so that of two at once one
    waits for the other, and then finds told what the other told."""
    ids = [each.pk for each in rows if each.told_state != states[each.pk]]
    locked = Certificate.objects.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk")
    told = dict(locked.values_list("pk", "told_state"))
    changed = defaultdict(list)
    for id, state in told.items():
        if state != states[id]:
            changed[states[id]].append(id)
    for new, same in changed.items():
        Certificate.objects.filter(pk__in=same).update(told_state=new)
    return {id for same in changed.values() for id in same}


def _coordinators() -> Mapping[str, list[int]]:
    """By region, who coordinates it: where nobody does, whoever coordinates the network."""
    leads = list(scope.leads().order_by("pk").values_list("pk", flat=True))
    found: dict[str, list[int]] = defaultdict(lambda: leads)
    for user, region in scope.coordinators().order_by("pk").values_list("pk", "region"):
        found[region] = [*found.get(region, ()), user]
    return found


def _write(
    occasions: Iterable[Occasion], coordinators: Mapping[str, list[int]], today: date
) -> list[Reminder]:
    """The reminders that were not there yet, in a fixed order; those that somebody else wrote are theirs."""
    wanted: dict[Key, Reminder] = {}
    for each in occasions:
        for user in _concerned(each.certificate, coordinators):
            reminder = Reminder(
                recipient_id=user,
                certificate=each.certificate,
                occasion=each.code,
                about_month=each.month,
                made_month=months.of(today),
            )
            wanted[user, each.certificate.pk, each.code, each.month] = reminder
    there = Reminder.objects.filter(certificate__in={key[1] for key in wanted})
    for key in there.values_list("recipient", "certificate", "occasion", "about_month"):
        wanted.pop(key, None)
    rows = [wanted[key] for key in sorted(wanted)]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    written = set(there.values_list("pk", flat=True))
    return [each for each in rows if each.pk in written]


def _concerned(certificate: Certificate, coordinators: Mapping[str, list[int]]) -> set[int]:
    owner = certificate.candidacy.trainer.user
    own = {owner.pk} if owner and owner.is_active else set()
    return own | set(coordinators[certificate.region_id])
