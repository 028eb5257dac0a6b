"""A round whose places were shared out and published, for tests of what happens then."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from courses.retreats import frozen, opened
from courses.retreats.actions.offers import offering
from courses.retreats.frozen import Closed
from courses.retreats.models import Application, Offer, Retreat, Round
from courses.retreats.rules import case as cases
from courses.retreats.rules import reasons, record, redaction
from courses.retreats.rules.case import Applicant, Case, Room
from courses.retreats.rules.case import Retreat as RetreatOfCase
from courses.retreats.rules.moving_up import moving_up
from courses.retreats.rules.policy import Policy
from tests.factories.retreats import NOW, create_application, create_house, create_retreat, create_round
from wellbeing.privacy import codes

VALUE = "92,1234"


@dataclass(frozen=True, slots=True)
class Published:
    """`codes` are the application codes in the order of people."""

    round: Round
    retreats: tuple[Retreat, ...]
    codes: tuple[str, ...]

    def standings(self) -> list[str]:
        """Of each person in their order; empty for whoever was never offered anything."""
        found = dict(Offer.objects.values_list("application", "standing"))
        return [found.get(codes.lookup_id(code), "") for code in self.codes]

    def code_of(self, standing: str) -> str:
        return self.codes[self.standings().index(standing)]


def publish(
    *,
    places: Sequence[int] = (2,),
    people: Sequence[dict[str, Any]] | int = 5,
    policy: Policy | None = None,
    now: datetime = NOW,
    explains: bool = True,
) -> Published:
    """People wish for all retreats in their order unless `people` say more: what `Applicant` takes besides,
    and `bound` or `apart` with the number of somebody before them. Reasons take time among many."""
    said = [{} for _ in range(people)] if isinstance(people, int) else list(people)
    round = create_round(
        decided=Round.Decided.SHARED,
        commitment="c" * 64,
        value=VALUE,
        record="{}",
        closes_at=now - timedelta(days=3),
        draws_at=now - timedelta(days=1),
    )
    begins_on = now.date() + timedelta(days=90)
    retreats = tuple(
        create_retreat(
            round=round, house=create_house(rooms=[1] * number), places=number, begins_on=begins_on
        )
        for number in places
    )
    drawn = tuple(codes.draw() for _ in said)
    tickets = [ticket_of(_apply(round, retreats, code, more)) for code, more in zip(drawn, said, strict=True)]
    case = Case(
        retreats=tuple(_retreat(each) for each in retreats),
        applicants=tuple(
            _applicant(ticket, retreats, more) for ticket, more in zip(tickets, said, strict=True)
        ),
        bound=_pairs(tickets, said, "bound"),
        apart=_pairs(tickets, said, "apart"),
    )
    share_out(round, case, policy or Policy(), explains=explains)
    offering.offer(round=round, places=frozen.closed_case(round).places(), now=now)
    return Published(round, retreats, drawn)


def share_out(round: Round, case: Case, policy: Policy, *, explains: bool) -> None:
    """As the worker leaves it, and published."""
    found = redaction.redact(case, policy, randomness=random.Random(1))
    result = record.result(found.case, found.policy, VALUE, seconds=60)
    plain = cases.plain(found.case), found.policy.plain()
    why = reasons.why_not(*plain, result, VALUE) if explains else {}
    frozen.write(round, Closed(found.case, found.policy, "salt", found.names, result=result, reasons=why))
    Round.objects.filter(pk=round.pk).update(decided=Round.Decided.PUBLISHED)
    round.refresh_from_db()


def ticket_of(application: Application) -> str:
    return application.facts().ticket


def next_by_the_rules(published: Published) -> dict[str, str]:
    """Who would move up by the rules as things stand, by ticket, asked once more without the filler."""
    closed = frozen.closed_case(published.round)
    letters = {key: letter for letter, key in closed.names.retreats.items()}
    here = opened.opened(published.round)
    offers = {each.application_id: each for each in Offer.objects.all()}
    held, gone = {}, {each.ticket for each in closed.case.applicants} - here.keys()
    for ticket, one in here.items():
        offer = offers.get(one.application.pk)
        if offer and offer.standing in ("offered", "accepted"):
            held[ticket] = letters[str(offer.retreat_id)]
        elif offer:
            gone.add(ticket)
    return moving_up(closed.case, closed.policy, VALUE, held=held, gone=gone, seconds=60)


def counted(published: Published) -> list[tuple[int, int]]:
    """For each retreat what it counts as taken, and how many offers hold a place there."""
    return [
        (
            Retreat.objects.get(pk=each.pk).taken,
            Offer.objects.filter(retreat=each, standing__in=("offered", "accepted")).count(),
        )
        for each in published.retreats
    ]


def later(hours: float) -> Any:
    return NOW + timedelta(hours=hours)


def _apply(round: Round, wishes: Sequence[Retreat], code: str, more: dict[str, Any]) -> Application:
    named = {name: more[name] for name in ("features", "alone") if name in more}
    return create_application(round, wishes=wishes, code=code, **named)


def _retreat(retreat: Retreat) -> RetreatOfCase:
    rooms = (Room(str(each.pk), each.beds) for each in retreat.house.rooms.all())
    return RetreatOfCase(str(retreat.pk), retreat.places, tuple(rooms))


def _applicant(ticket: str, retreats: Sequence[Retreat], more: dict[str, Any]) -> Applicant:
    said = {name: value for name, value in more.items() if name not in ("bound", "apart")}
    wishes = tuple(str(each.pk) for each in retreats)
    return Applicant(
        **{"ticket": ticket, "region": "north", "wishes": wishes, **said}
        | {"features": frozenset(said.get("features", ()))}
    )


def _pairs(tickets: Sequence[str], said: Sequence[dict[str, Any]], kind: str) -> frozenset[tuple[str, str]]:
    found = [(tickets[n], tickets[more[kind]]) for n, more in enumerate(said) if kind in more]
    return frozenset((min(pair), max(pair)) for pair in found)
