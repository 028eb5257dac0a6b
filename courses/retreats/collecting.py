"""From what people applied for to the case of a round, under the marks that are published.

A retreat has the places that organisers gave it. Its rooms are all rooms of the house: where the team sleeps
in them too, `places` is what leaves room for it.
"""

import random
from collections.abc import Mapping
from datetime import date, timedelta

from courses.retreats import opened
from courses.retreats.frozen import Closed
from courses.retreats.models import Retreat, Round
from courses.retreats.rules import case as cases
from courses.retreats.rules import reading, record, redaction, shortness, ties
from courses.retreats.rules.case import Applicant, Case
from courses.retreats.rules.facts import Facts

# For how long what a region went short of counts.
COUNTS_FOR = timedelta(days=730)


def collect(round: Round, *, today: date, randomness: random.Random) -> Closed:
    """What the round is closed upon. `randomness` is `random.SystemRandom()` but in tests.

    Raises server_keys.NoKey, sealing.DoesNotOpen.
    """
    case = whole(round, today=today)
    redacted = redaction.redact(case, reading.policy(round.policy), randomness=randomness)
    salt = record.new_salt(randomness=randomness)
    return Closed(case=redacted.case, policy=redacted.policy, salt=salt, names=redacted.names)


def whole(round: Round, *, today: date) -> Case:
    """The same under ids of retreats and rooms, codes of regions and the words of vocabularies.

    Raises server_keys.NoKey, sealing.DoesNotOpen.
    """
    rows = round.retreats.filter(decided=Retreat.Decided.PUBLISHED)
    retreats = [_retreat(each) for each in rows.prefetch_related("house__rooms")]
    people = [each.facts for each in opened.opened(round).values()]
    places = {each.key: each.places for each in retreats}
    wishes = {each.ticket: tuple(key for key in each.wishes if key in places) for each in people}
    pairs = ties.match([_person(each, wishes[each.ticket]) for each in people], places=places)
    return Case(
        retreats=tuple(retreats),
        applicants=tuple(_applicant(each, wishes[each.ticket], round.own_word_up_to) for each in people),
        bound=pairs.bound,
        apart=pairs.apart,
        together=pairs.together,
        share_room=pairs.share_room,
        under_served=_under_served(round, today),
    )


def _retreat(retreat: Retreat) -> cases.Retreat:
    rooms = (
        cases.Room(str(room.pk), room.beds, frozenset(room.features)) for room in retreat.house.rooms.all()
    )
    limits: Mapping[str, int] = retreat.limits
    return cases.Retreat(str(retreat.pk), retreat.places, tuple(rooms), dict(limits))


def _applicant(facts: Facts, wishes: tuple[str, ...], own_word_up_to: int) -> Applicant:
    return Applicant(
        ticket=facts.ticket,
        region=facts.region,
        wishes=wishes,
        need=facts.need(own_word_up_to),
        has_been=facts.has_been,
        turned_away=facts.turned_away,
        features=frozenset(facts.features),
        alone=facts.alone,
        labels=frozenset(facts.helps),
    )


def _person(facts: Facts, wishes: tuple[str, ...]) -> ties.Person:
    """Whom the committee keeps somebody apart from is as if they had said so themselves."""
    kept = tuple((str(ties.Kind.APART), mark) for mark in facts.kept_apart)
    return ties.Person(facts.ticket, facts.mark, wishes, (*facts.ties, *kept))


def _under_served(round: Round, today: date) -> dict[str, int]:
    before = Round.objects.filter(decided=Round.Decided.PUBLISHED, over_on__gte=today - COUNTS_FOR)
    return shortness.together(before.exclude(pk=round.pk).values_list("went_short", flat=True))
