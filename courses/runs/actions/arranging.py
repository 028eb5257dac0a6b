"""The sessions of a run and the trainers who hold them, written for a run that is held."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from courses.runs import refusals, wording
from courses.runs.models import Engagement, Leading, Run, Session
from courses.runs.rules import meeting
from courses.runs.rules.meeting import Typed
from trainers.models import Trainer

# Where sessions wait while others of their run take the times that they had.
ASIDE = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Meets:
    """A session as somebody plans it: a new one, or other times for one that there is."""

    typed: Typed
    session: UUID | None = None


def times(run: Run, meets: Sequence[Meets], dropped: Collection[UUID], now: datetime) -> list[Session]:
    """All sessions of the run as they will be, not written yet; those that stay as they are come last.

    Raises refusals.NotNow when one is gone meanwhile or named twice, refusals.SessionHasBegun,
    refusals.WrongTimes, whose places are those of `meets`.
    """
    there = {each.pk: each for each in run.sessions.all()}
    said = [*(each.session for each in meets if each.session), *dropped]
    named = set(said)
    if len(named) < len(said) or not named <= there.keys():
        raise refusals.NotNow
    staying = [each for each in there.values() if each.pk not in named]
    typed = [*(each.typed for each in meets), *(_typed(each) for each in staying)]
    before = [*(there[each.session] if each.session else None for each in meets), *staying]
    begun = {place for place, each in enumerate(before) if each and each.starts_at <= now}
    if wrong := meeting.faults(typed, now, begun=begun):
        raise refusals.WrongTimes(wrong)
    whole = [_session(run, each, each_before) for each, each_before in zip(typed, before, strict=True)]
    moved = [each for each in whole if each.pk in there and _times(each) != _times(there[each.pk])]
    if any(there[each.pk].starts_at <= now for each in moved) or any(
        there[each].starts_at <= now for each in dropped
    ):
        raise refusals.SessionHasBegun
    return whole


def write(run: Run, whole: Sequence[Session], dropped: Collection[UUID]) -> bool:
    """Write the sessions as `times` made them; returns whether anything is other than it was.

    Whoever is in one that moves is engaged anew afterwards.
    """
    run.sessions.filter(pk__in=dropped).delete()
    before = {each.pk: each for each in run.sessions.all()}
    changed = [each for each in whole if each.pk in before and _row(each) != _row(before[each.pk])]
    Engagement.objects.filter(session__in=[each.pk for each in changed]).delete()
    for number, each in enumerate(changed):
        begins = ASIDE + timedelta(days=number)
        run.sessions.filter(pk=each.pk).update(starts_at=begins, ends_at=begins + meeting.SHORTEST)
    Session.objects.bulk_update(changed, ["starts_at", "ends_at", "zone"])
    new = Session.objects.bulk_create([each for each in whole if each.pk not in before])
    return bool(changed or new or dropped)


def engage(run: Run, *, leads: Collection[Trainer], helps: Collection[Trainer], now: datetime) -> None:
    """These hold the run, and nobody else; each is in every session that is not over."""
    roles = {each.pk: Leading.Role.HELPS for each in helps} | {each.pk: Leading.Role.LEADS for each in leads}
    run.leadings.exclude(trainer__in=roles).delete()
    for trainer, role in roles.items():
        Leading.objects.update_or_create(run=run, trainer_id=trainer, defaults={"role": role})
    there = set(Engagement.objects.filter(leading__run=run).values_list("session", "leading"))
    Engagement.objects.bulk_create(
        [
            Engagement(
                session=session,
                leading=leading,
                trainer_id=leading.trainer_id,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
            )
            for session in run.sessions.filter(ends_at__gt=now)
            for leading in run.leadings.all()
            if (session.pk, leading.pk) not in there
        ]
    )


def busy(run: UUID, whole: Sequence[Session], trainers: Collection[Trainer]) -> refusals.Busy:
    """Who of some trainers is in a session of another run at the time of one of these, in a sentence."""
    others = Engagement.objects.filter(trainer__in=trainers).exclude(leading__run=run)
    for each in sorted(whole, key=_times):
        at_once = others.filter(starts_at__lt=each.ends_at, ends_at__gt=each.starts_at)
        if found := at_once.select_related("trainer").first():
            return refusals.Busy(str(found.trainer), wording.when(each))
    return refusals.Busy()


def _session(run: Run, typed: Typed, before: Session | None) -> Session:
    """Of times that the rules found nothing wrong with."""
    starts, ends = meeting.moment(typed.starts, typed.zone), meeting.moment(typed.ends, typed.zone)
    assert starts and ends  # noqa: S101  a time that clocks leave out is a fault
    key = before.pk if before else uuid4()
    return Session(pk=key, run=run, starts_at=starts, ends_at=ends, zone=typed.zone)


def _typed(session: Session) -> Typed:
    zone = ZoneInfo(session.zone)
    starts, ends = (each.astimezone(zone).replace(tzinfo=None) for each in _times(session))
    return Typed(starts, ends, session.zone)


def _times(session: Session) -> tuple[datetime, datetime]:
    return session.starts_at, session.ends_at


def _row(session: Session) -> tuple[datetime, datetime, str]:
    return session.starts_at, session.ends_at, session.zone
