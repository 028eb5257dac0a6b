"""A round with its committee, and people who apply and seal something to every part."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.retreats.actions.applying import sealing_words
from courses.retreats.actions.committee import declaring, seating, teams
from courses.retreats.models import Application, Offer, Retreat, Round, Seat
from courses.retreats.models.choices import Part
from courses.retreats.rules.words import Access, Appeal, Contact, Safety, Words
from tests.factories.accounts import create_colleague, create_key_pair, unlock
from tests.factories.retreats import create_application, create_offer, create_retreat, create_round
from tests.trainers.staff.looking import client_of
from wellbeing.accounts.models import User

TODAY = timezone.localdate()
SAID: dict[Part, Words] = {
    Part.ACCESS: Access(diet="Без молока"),
    Part.SAFETY: Safety("Бывшая соседка с Речной"),
    Part.CONTACT: Contact("Через Клён", "Давно не спала"),
    Part.APPEAL: Appeal("Мой регион посчитан не тот"),
}
# What of it stands on a page.
WRITTEN = {
    Part.ACCESS: "Без молока",
    Part.SAFETY: "Бывшая соседка с Речной",
    Part.CONTACT: "Через Клён",
    Part.APPEAL: "Мой регион посчитан не тот",
}


def organiser(username: str = "olga") -> User:
    return User.objects.filter(username=username).first() or create_colleague(
        username=username, role="organiser"
    )


def colleague(username: str, *, role: str = "lead", keys: bool = True) -> User:
    user = create_colleague(username=username, role=role)
    if keys:
        create_key_pair(user=user)
    return user


def seated(round: Round, *parts: Part, username: str = "lena", has_declared: bool = True) -> User:
    """A colleague with keys who sits for these parts and has nothing to declare."""
    user = colleague(username)
    for part in parts:
        seating.seat(round=round.pk, user=user, part=part, by=organiser(), today=TODAY)
    if has_declared:
        declare(round, user)
    return user


def council(round: Round, *, username: str = "rada") -> User:
    user = colleague(username, role="council")
    teams.follow(teams.team_for(round, Part.APPEAL), by=None)
    declare(round, user)
    return user


def declare(round: Round, user: User, *, applied: bool = False, close: Sequence[str] = ()) -> None:
    declaring.declare(round=round.pk, applied=applied, close=close, forget=False, by=user)


def applicant(
    round: Round, *, parts: Sequence[Part] = tuple(Part), comes: bool = False, **facts: Any
) -> Application:
    """Somebody who wrote something for each of these parts that somebody reads."""
    retreat = Retreat.objects.filter(round=round).first() or create_retreat(round=round)
    application = create_application(round, wishes=[retreat], **facts)
    to = {part: teams.team_for(round, part) for part in parts}
    to = {part: team for part, team in to.items() if teams.can_seal(team)}
    sealing_words.put(application=application, words={part: SAID[part] for part in to}, to=to)
    if comes:
        create_offer(application, retreat, standing=Offer.Standing.ACCEPTED)
    return application


def unlocked(user: User) -> Client:
    client = client_of(user)
    unlock(client)
    return client


def record(round: Round, part: Part, ticket: str) -> str:
    return reverse("retreats_staff:record", args=[round.pk, part, ticket])


def post(client: Client, page: str, /, *args: object, **typed: object) -> Any:
    return client.post(reverse(f"retreats_staff:{page}", args=args), typed)


def seat_of(round: Round, user: User, part: Part) -> Seat:
    return Seat.objects.get(round=round, user=user, part=part)


def open_round(**changes: Any) -> Round:
    """Open by the clock of the server, as pages look at it."""
    now = timezone.now()
    hours = {"closes_at": now + timedelta(days=9), "draws_at": now + timedelta(days=12)}
    return create_round(**{**hours, **changes})
