"""The panel on the page of a round from closing to the published result: what stands, and what comes next."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from courses.retreats import frozen, refusals, scope, sharing_words, wording
from courses.retreats.actions.sharing.work import Status
from courses.retreats.frozen import Closed
from courses.retreats.models import Frozen, Round, RoundWork
from courses.retreats.models.work import LONGEST_SECONDS
from courses.retreats.rules import comparing, loosening
from wellbeing.accounts.models import User
from wellbeing.privacy.sealing import DoesNotOpen

Decided = Round.Decided
# While a worker is at it, the page looks again after so long.
REFRESH_SECONDS = 4
LOOKS = (scope.ORGANISE, scope.READ_VALUE, scope.OVERSEE)


def panel(round_: Round, by: User, now: datetime) -> dict[str, Any] | None:
    """What the template shows depends on the step; nothing before closing, nor for the committee alone."""
    show = STEPS.get(round_.decided)
    if show is None or not any(by.has_perm(each) for each in LOOKS):
        return None
    may_organise = by.has_perm(scope.ORGANISE)
    said: dict[str, Any] = {
        "may_organise": may_organise,
        "may_read": by.has_perm(scope.READ_VALUE),
        "may_explain": any(by.has_perm(each) for each in scope.EXPLAINS),
        "may_try": may_organise and round_.decided != Decided.PUBLISHED,
        "draws": wording.hour(round_.draws_at, round_.zone),
        "is_drawn_by": round_.draws_at is not None and now >= round_.draws_at,
        "work": RoundWork.objects.filter(round=round_).first(),
    }
    try:
        closed = frozen.closed_case(round_)
    except DoesNotOpen:
        return {**said, "refused": str(refusals.RoundIsShut())}
    except Frozen.DoesNotExist:
        return None
    refresh = REFRESH_SECONDS if _is_worked_at(round_, said["work"]) else 0
    return {**said, "refresh": refresh, "people": len(closed.case.applicants), **show(round_, closed, said)}


def _is_worked_at(round_: Round, work: RoundWork | None) -> bool:
    waits = work is None or work.status in (Status.QUEUED, Status.RUNNING)
    return waits and round_.decided in (Decided.CLOSED, Decided.DRAWN)


def _closed(round_: Round, closed: Closed, said: dict[str, Any]) -> dict[str, Any]:
    titles = titles_of(round_)
    return {
        "is_known": closed.conflict is not None,
        "conflict": [
            {
                "said": sharing_words.clause(each, closed, titles),
                "code": " ".join(each) if loosening.can_let_go(each) else "",
            }
            for each in closed.conflict or ()
        ],
    }


def _committed(round_: Round, closed: Closed, said: dict[str, Any]) -> dict[str, Any]:
    return {"readings": round_.read_values.count()}


def _drawn(round_: Round, closed: Closed, said: dict[str, Any]) -> dict[str, Any]:
    work: RoundWork | None = said["work"]
    if work is None:
        return {}
    return {
        "aim": sharing_words.aim(work.aim) if work.aim else "",
        "not_proven": sharing_words.not_proven(work.reached, is_exact=said["may_organise"]),
        "faults": sharing_words.faults(work.faults),
        "may_again": work.status in (Status.SHORT, Status.FAULTY, Status.FAILED)
        and not (work.status == Status.SHORT and work.seconds >= LONGEST_SECONDS),
    }


def _shared(round_: Round, closed: Closed, said: dict[str, Any]) -> dict[str, Any]:
    summary = comparing.summary(closed.case, closed.result or {"places": {}})
    whole = {name: getattr(summary, name) for name in summary.__slots__}
    return {"counts": sharing_words.counts(closed, [whole], is_exact=said["may_organise"])}


def titles_of(round_: Round) -> dict[str, str]:
    return {str(pk): title for pk, title in round_.retreats.values_list("pk", "title")}


STEPS: dict[str, Callable[[Round, Closed, dict[str, Any]], dict[str, Any]]] = {
    Decided.CLOSED: _closed,
    Decided.COMMITTED: _committed,
    Decided.DRAWN: _drawn,
    Decided.SHARED: _shared,
    Decided.PUBLISHED: _shared,
}
