"""What the committee changes of an application: what it needs of a room and of a team, and from whom it is
kept apart. Until the round is committed; afterwards it stands as it was published."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.retreats import refusals, traces
from courses.retreats.actions.committee import reviewing
from courses.retreats.actions.sharing import closing
from courses.retreats.models import Application, Round
from courses.retreats.models.choices import Part
from courses.retreats.rules.facts import Facts
from wellbeing.accounts.models import User
from wellbeing.privacy.sealing import DoesNotFit

BEFORE_COMMITMENT = (Round.Decided.OPEN, Round.Decided.CLOSED)


def may_change(round: Round) -> bool:
    """Whether what the committee says still counts."""
    return round.decided in BEFORE_COMMITMENT


def correct(
    *,
    round: Round,
    ticket: str,
    features: Iterable[str],
    helps: Iterable[str],
    alone: bool,
    by: User,
    now: datetime,
) -> None:
    """What somebody needs of a room and of a team, in place of what they ticked. They see it on their page.

    Raises as `reviewing.find`, and refusals.NotAsItStands.
    """
    rooms, team = tuple(sorted(features)), tuple(sorted(helps))
    with _changing(round, Part.ACCESS, [ticket], by, now) as (application,):
        _put(application, replace(application.facts(), features=rooms, helps=team, alone=alone))
        traces.note(
            round, "retreats.correct", by, on=timezone.localdate(now), part=Part.ACCESS, ticket=ticket
        )


def keep_apart(*, round: Round, ticket: str, other: str, by: User, now: datetime) -> None:
    """Two people are not put into one retreat. No history has it: it would tell that somebody is avoided.

    Raises as `reviewing.find` for either, and refusals.NotAsItStands, SameTicket, TooManyKeptApart.
    """
    with _changing(round, Part.SAFETY, [ticket, other], by, now) as (one, two):
        facts, others = one.facts(), two.facts()
        _put(one, replace(facts, kept_apart=_with(facts.kept_apart, others.mark)))
        _put(two, replace(others, kept_apart=_with(others.kept_apart, facts.mark)))


def let_meet(*, round: Round, ticket: str, other: str, by: User, now: datetime) -> None:
    """The same undone, where the committee did it. Raises the same."""
    with _changing(round, Part.SAFETY, [ticket, other], by, now) as (one, two):
        facts, others = one.facts(), two.facts()
        _put(one, replace(facts, kept_apart=_without(facts.kept_apart, others.mark)))
        _put(two, replace(others, kept_apart=_without(others.kept_apart, facts.mark)))


@contextmanager
def _changing(
    round: Round, part: Part, tickets: Sequence[str], by: User, now: datetime
) -> Iterator[list[Application]]:
    """The applications of these tickets, held with their round: it is not committed meanwhile, and nobody
    changes them, not even their owners. A round that is closed is closed upon what they are afterwards."""
    if len(set(tickets)) < len(tickets):
        raise refusals.SameTicket
    with transaction.atomic():
        held = Round.objects.select_for_update(no_key=True).defer("record").get(pk=round.pk)
        if not may_change(held):
            raise refusals.NotAsItStands
        found = [reviewing.find(round=held, part=part, ticket=each, by=by) for each in tickets]
        keys = [each.application.pk for each in found]
        rows = Application.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
        by_key = {each.pk: each for each in rows}
        if len(by_key) < len(keys):
            raise refusals.NoSuchTicket
        yield [by_key[each] for each in keys]
        closing.follow(round=held, now=now)


def _put(application: Application, facts: Facts) -> None:
    try:
        application.put(facts)
    except DoesNotFit:
        raise refusals.TooManyKeptApart from None
    application.save(update_fields=["box"])


def _with(marks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    return tuple(sorted({*marks, mark}))


def _without(marks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    return tuple(each for each in marks if each != mark)
