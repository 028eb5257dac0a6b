"""Planning a run and changing its plan: everything that colleagues say of it, in one piece."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Min

from courses.content.models import CoursePage
from courses.runs import covering, refusals, scope, traces, wording
from courses.runs.actions import arranging, places, pulse, teams, telling, waiting
from courses.runs.actions.arranging import Meets
from courses.runs.actions.enrolling import KEPT
from courses.runs.models import Party, Run, Session
from courses.runs.rules import feedback
from courses.runs.rules.meeting import Fault, Found
from courses.runs.rules.states import Deed, permits
from trainers.models import Trainer
from wellbeing.accounts.models import User
from wellbeing.privacy import codes
from wellbeing.regions.models import Region


@dataclass(frozen=True, slots=True)
class Plan:
    """What a colleague says of a run. `regions` are those of the colleague's that it is held in; `dropped`
    are sessions to leave out. Sessions that are named neither here nor there stay as they are."""

    title: str
    course: CoursePage | None
    regions: Sequence[Region]
    language: str
    form: str
    capacity: int
    minimum: int
    joining: str
    meets: Sequence[Meets]
    leads: Sequence[Trainer]
    helps: Sequence[Trainer] = ()
    dropped: Collection[UUID] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """The run, and the code of invitation where one was drawn: to be shown this once."""

    run: Run
    code: str = ""


@transaction.atomic
def plan(*, what: Plan, by: User, now: datetime, once: UUID) -> Saved:
    """A new run. `once` is drawn with the form: sent twice, it makes one run.

    Raises what `change` raises.
    """
    _check(what, by)
    code = codes.draw() if what.joining == Run.Joining.CODE else ""
    columns = _columns(what) | {"capacity": what.capacity, "minimum": what.minimum, "invitation": _id(code)}
    run, is_new = Run.objects.get_or_create(pk=once, defaults=columns)
    if not is_new:
        return Saved(run)
    run.regions.set(what.regions)
    _arrange(waiting.hold(run.pk), what, now)
    traces.note(run, "wagtail.create", by)
    return Saved(run, code)


@transaction.atomic
def change(*, run: UUID, what: Plan, by: User, now: datetime) -> Saved:
    """Another plan for a run. Of one that has begun only what is ahead of it changes, and who holds it.

    A run that was published stays covered by certificates where it was; its places follow its last day and
    its team those who hold it, and its people are told when a session is another.
    Raises Run.DoesNotExist, refusals.NotNow, refusals.NotYours, refusals.WrongTimes,
    refusals.SessionHasBegun, refusals.TooFewPlaces, refusals.NeedsMoreThanItsPlaces, refusals.TwoRoles,
    refusals.Busy, refusals.NotCovered.
    """
    held = waiting.hold(run)
    _check(what, by)
    if not permits(held.facts(), Deed.MOVE, now) or _is_read(held, now):
        raise refusals.NotNow
    was_covered = not _gaps(run, now)
    code = _change_columns(held, what, by, now) if _differs(held, what, by) else ""
    has_moved = _arrange(held, what, now)
    if held.decided == Run.Decided.PUBLISHED:
        if was_covered and (gaps := _gaps(run, now)):
            raise refusals.NotCovered([wording.gap(each) for each in gaps])
        _follow_the_days(held)
        pulse.follow(run=held)
        teams.follow(run=held, by=by)
        if has_moved:
            telling.tell_all(run=run, now=now)
    traces.note(held, "wagtail.edit", by)
    return Saved(held, code)


@transaction.atomic
def invite(*, run: UUID, by: User, now: datetime) -> str:
    """A new code of invitation, which is shown this once; the one before opens nothing any more.

    Raises Run.DoesNotExist, refusals.NotNow.
    """
    held = waiting.hold(run)
    if held.joining != Run.Joining.CODE or not permits(held.facts(), Deed.CHANGE, now):
        raise refusals.NotNow
    code = codes.draw()
    Run.objects.filter(pk=run).update(invitation=_id(code))
    traces.note(held, "runs.invite", by)
    return code


def _check(what: Plan, by: User) -> None:
    if not what.regions or {each.pk for each in what.regions} - _own(by):
        raise refusals.NotYours
    if what.minimum > what.capacity:
        raise refusals.NeedsMoreThanItsPlaces
    if {each.pk for each in what.leads} & {each.pk for each in what.helps}:
        raise refusals.TwoRoles


def _change_columns(held: Run, what: Plan, by: User, now: datetime) -> str:
    """Everything but sessions and trainers; returns the code of invitation if one was drawn."""
    if not permits(held.facts(), Deed.CHANGE, now):
        raise refusals.NotNow
    if what.capacity != held.capacity:
        places.set_capacity(run=held.pk, capacity=what.capacity, now=now)
    is_new = what.joining == Run.Joining.CODE and held.joining != Run.Joining.CODE
    code = codes.draw() if is_new else ""
    columns = _columns(what) | {"minimum": what.minimum}
    if code or what.joining != Run.Joining.CODE:
        columns["invitation"] = _id(code)
    Run.objects.filter(pk=held.pk).update(**columns)
    own = _own(by)
    others = [each for each in held.regions.all() if each.pk not in own]
    held.regions.set([*what.regions, *others])
    return code


def _differs(held: Run, what: Plan, by: User) -> bool:
    """Whether anything but sessions and trainers is to change."""
    own = _own(by)
    regions = {each.pk for each in held.regions.all() if each.pk in own}
    columns = _columns(what) | {"capacity": what.capacity, "minimum": what.minimum}
    is_same = all(getattr(held, name) == value for name, value in columns.items())
    return not is_same or regions != {each.pk for each in what.regions}


def _arrange(held: Run, what: Plan, now: datetime) -> bool:
    """Sessions and trainers; returns whether a session is other than it was.

    Trainers are held in one order, so that two plans never wait for each other.
    """
    people = [*what.leads, *what.helps]
    keys = [each.pk for each in people]
    list(Trainer.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values("pk"))
    whole = arranging.times(held, what.meets, what.dropped, now)
    with _in_words(held.pk, whole, people):
        has_moved = arranging.write(held, whole, what.dropped)
        arranging.engage(held, leads=what.leads, helps=what.helps, now=now)
    return has_moved


@contextmanager
def _in_words(run: UUID, whole: Sequence[Session], people: Sequence[Trainer]) -> Iterator[None]:
    """What PostgreSQL refuses, as a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if rule == "trainer_is_in_one_session_at_a_time":
            raise arranging.busy(run, whole, people) from error
        if rule == "sessions_of_a_run_do_not_overlap":
            raise refusals.WrongTimes([Found(None, Fault.OVERLAPS)]) from error
        raise


def _follow_the_days(held: Run) -> None:
    """What hangs on the first and the last day of a published run."""
    times = held.sessions.aggregate(begins=Min("starts_at"), ends=Max("ends_at"))
    over_on = covering.day_of(held.sessions.latest("ends_at"))
    Run.objects.filter(pk=held.pk).update(over_on=over_on)
    parties = Party.objects.filter(run=held)
    parties.update(goes_on=over_on + KEPT)
    parties.filter(answer_by__gt=times["begins"]).update(answer_by=times["begins"])


def _is_read(held: Run, now: datetime) -> bool:
    """Whether what people said may have been read: with another session more would be said, and the reader
    would know what came since."""
    return feedback.phase(held.facts().status, held.ends, now) is feedback.Phase.OVER


def _gaps(run: UUID, now: datetime) -> list[covering.Gap]:
    return covering.gaps(Run.objects.filter(pk=run), now).get(run, [])


def _columns(what: Plan) -> dict[str, object]:
    return {
        "title": what.title,
        "course_id": what.course.pk if what.course else None,
        "language": what.language,
        "form": what.form,
        "joining": what.joining,
    }


def _own(by: User) -> set[str]:
    return set(scope.regions(by).values_list("pk", flat=True))


def _id(code: str) -> UUID | None:
    return codes.lookup_id(code) if code else None
