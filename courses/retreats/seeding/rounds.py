"""A round of the demo taken from its first plan to its published result, each step at its own time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.retreats import policies
from courses.retreats.actions.committee import declaring, seating
from courses.retreats.actions.rounds import opening, preparing, ruling
from courses.retreats.actions.rounds.preparing import Plan
from courses.retreats.actions.sharing import closing, committing, drawing, publishing, sharing
from courses.retreats.models import Retreat, Round
from courses.retreats.models.choices import Help, Part
from courses.retreats.rules.policy import Policy
from courses.retreats.seeding.demo import ZONE, Demo, once
from wellbeing.accounts.models import User

ANNOUNCED = "Официальный курс доллара Банка России на день жребия: все цифры по порядку, как на сайте банка."
VALUE = "92,3741"
POLICY = Policy(least={"RU-TOM": 1}, kept=2)
LIMITS = {str(Help.AT_NIGHT): 1, str(Help.MOVING): 2}
OWN_WORD, ANSWER_HOURS = 2, 72


@dataclass(frozen=True, slots=True)
class Hours:
    """When a round opened, when applications close, and when the value is read."""

    opened: datetime
    closes: datetime
    draws: datetime


def opened(demo: Demo, title: str, retreats: list[Retreat], hours: Hours) -> Round:
    """Its rules are written, its committee sits, and people may apply."""
    by = demo.organiser
    what = Plan(title, hours.closes, ZONE, ANNOUNCED, hours.draws, ANSWER_HOURS)
    made = preparing.plan(what=what, by=by, once=once(title))
    preparing.attach(round=made.pk, retreats=[each.pk for each in retreats], by=by)
    limits = {each.pk: LIMITS for each in retreats}
    seen = policies.mark(Round.objects.get(pk=made.pk))
    ruling.rule(round=made.pk, policy=POLICY, own_word_up_to=OWN_WORD, limits=limits, seen=seen, by=by)
    for part, user in _committee(demo):
        seating.seat(round=made.pk, user=user, part=part, by=by, today=hours.opened.date())
    return opening.open_round(round=made.pk, by=by, now=hours.opened)


def _committee(demo: Demo) -> list[tuple[Part, User]]:
    """Who must not meet is one colleague's to read, the rest either's."""
    both = (demo.organiser, demo.coordinator)
    return [
        (Part.SAFETY, demo.coordinator),
        *((part, user) for part in (Part.ACCESS, Part.CONTACT) for user in both),
    ]


def committed(demo: Demo, round: Round, hours: Hours) -> Round:
    """Closed at its hour, looked at here, and committed to an hour later."""
    closing.close(round=round.pk, now=hours.closes + closing.GRACE)
    sharing.work_next()
    declaring.declare(round=round.pk, applied=False, close=(), forget=False, by=demo.organiser)
    return committing.commit(round=round.pk, by=demo.organiser, now=hours.closes + timedelta(hours=1))


def published(demo: Demo, round: Round, hours: Hours, at: datetime) -> Round:
    """Two of the council read the value when its hour has come; the result is published at `at`."""
    for user in demo.council:
        declaring.declare(round=round.pk, applied=False, close=(), forget=False, by=user)
        drawing.read(round=round.pk, value=VALUE, by=user, now=hours.draws + timedelta(minutes=10))
    sharing.work_next()
    return publishing.publish(round=round.pk, by=demo.organiser, now=at)
