"""A round taken from its closing hour to its result by the ways that people and workers use."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from wagtail.models import ModelLogEntry

from courses.retreats.actions.committee import declaring
from courses.retreats.actions.sharing import closing, committing, drawing, publishing, sharing
from courses.retreats.models import Application, Retreat, Round
from courses.retreats.rules.policy import Policy
from tests.factories.accounts import create_colleague
from tests.factories.retreats import NOW, create_application, create_house, create_retreat, create_round
from wellbeing.accounts.models import User

CLOSED_AT = NOW + timedelta(minutes=1)
DRAWS_AT = NOW + timedelta(days=2)
DRAWN_AT = DRAWS_AT + timedelta(minutes=5)
VALUE = "92,1234"
WHY = "Дом закрыли на ремонт."
# What is said with a later hour of the value.
SAID = {"announced": "Курс доллара Банка России на новый день, все цифры подряд", "reason": WHY}
# Whom a test need not name: each asks for the only retreat and says nothing else.
SIX: Sequence[dict[str, Any]] = [{} for _ in range(6)]


def organiser(username: str = "olga") -> User:
    return _with_nothing_to_declare(create_colleague(username=username, role="organiser"))


def council(username: str) -> User:
    return _with_nothing_to_declare(create_colleague(username=username, role="council"))


def everybody_declares() -> None:
    """Everybody there is said that they have nothing to declare in any round, but who said something else."""
    for round in Round.objects.all():
        for user in User.objects.exclude(pk__in=round.conflicts.values("user")):
            declaring.declare(round=round.pk, applied=False, close=[], forget=False, by=user)


def _with_nothing_to_declare(user: User) -> User:
    everybody_declares()
    return user


def opened_round(
    *,
    people: Sequence[dict[str, Any]] = SIX,
    places: int = 2,
    policy: Policy | None = None,
    **changes: Any,
) -> Round:
    """A round with one retreat whose hour of closing is now; `people` say what differs from nothing."""
    round = create_round(
        policy=(policy or Policy()).plain(), **{"closes_at": NOW, "draws_at": DRAWS_AT, **changes}
    )
    retreat = create_retreat(round=round, house=create_house(rooms=[2] * places), places=places)
    for each in people:
        create_application(round, wishes=[retreat], **each)
    everybody_declares()
    return round


def closed_round(**said: Any) -> Round:
    """The same, closed and looked at by a worker."""
    round = opened_round(**said)
    assert closing.close(round=round.pk, now=CLOSED_AT)
    sharing.work_next()
    return again(round)


def committed_round(*, by: User, **said: Any) -> Round:
    return committing.commit(round=closed_round(**said).pk, by=by, now=CLOSED_AT)


def drawn_round(*, by: User, value: str = VALUE, **said: Any) -> Round:
    round = committed_round(by=by, **said)
    for name in ("nina", "petr"):
        drawing.read(round=round.pk, value=value, by=council(name), now=DRAWN_AT)
    return again(round)


def shared_round(*, by: User, **said: Any) -> Round:
    round = drawn_round(by=by, **said)
    sharing.work_next()
    return again(round)


def published_round(*, by: User, **said: Any) -> Round:
    return publishing.publish(round=shared_round(by=by, **said).pk, by=by, now=DRAWN_AT)


def again(round: Round) -> Round:
    return Round.objects.get(pk=round.pk)


def only_retreat(round: Round) -> Retreat:
    return Retreat.objects.get(round=round)


def tickets(round: Round) -> dict[str, Application]:
    return {each.facts().ticket: each for each in round.applications.all()}


def traces(round: Round) -> list[tuple[str, str]]:
    """What stands in the history of a round: who did what, in the order in which it was done."""
    rows = ModelLogEntry.objects.filter(object_id=str(round.pk)).order_by("timestamp", "pk")
    return [(each.user.username if each.user else "", each.action) for each in rows.select_related("user")]
