"""Applying for places of a round, without an account, and changing what was said."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from string import ascii_uppercase
from uuid import UUID

from django.db import IntegrityError, transaction

from courses.retreats import marks, refusals, throttles
from courses.retreats.actions.applying import sealing_words, taking_turns
from courses.retreats.models import Application, Recommendation, Round, TurnedAway
from courses.retreats.models.choices import Part
from courses.retreats.rules import ties
from courses.retreats.rules.facts import Facts
from courses.retreats.rules.words import Words
from wellbeing.accounts.models import Team
from wellbeing.privacy import codes, server_keys
from wellbeing.privacy.sealing import DoesNotFit, DoesNotOpen

KEPT = timedelta(days=14)
TICKET = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says: what decides, as `Facts` has it; the code of a recommendation and that of an
    earlier application, as typed; and their words by part, of which those that are not there stay as they
    were."""

    name: str
    region: str
    wishes: tuple[str, ...]
    own_need: int = 0
    has_been: bool = False
    features: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    alone: bool = False
    ties: tuple[tuple[str, str], ...] = ()
    language: str = "ru"
    recommendation: str = ""
    earlier: str = ""
    words: Mapping[Part, Words] = field(default_factory=dict)

    def put_into(self, facts: Facts) -> Facts:
        """Facts that say this; what only the committee and codes can say stays."""
        names = ("name", "region", "wishes", "own_need", "has_been", "features", "helps", "alone", "ties")
        return replace(facts, language=self.language, **{name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Applied:
    """The application code; `is_again` when the same form was sent before."""

    code: str
    is_again: bool


def find(*, round: UUID, once: str) -> Applied | None:
    """What came of this form before, if it was sent."""
    code = _code(once)
    is_there = Application.objects.filter(pk=codes.lookup_id(code), round=round).exists()
    return Applied(code, is_again=True) if is_there else None


def apply(*, round: UUID, said: Said, once: str, now: datetime) -> Applied:
    """Ask for a place. `once` is a code drawn for the page on which they press: the application code follows
    from it, so a second press gives the same one and does nothing more.

    Raises Round.DoesNotExist, refusals.TooManyNow, ApplicationsClosed, NotAsItStands, WrongTies,
    NamedByCode, NoSuchRecommendation, NothingToCarryOver, NobodyReads, NoRoomInBox, NothingOpens.
    """
    if again := find(round=round, once=once):
        return again
    throttles.count_application()
    code = _code(once)
    to = sealing_words.read_by(Round.objects.defer(*taking_turns.LONG).get(pk=round))
    try:
        _apply(round, said, code, now, to)
    except IntegrityError:  # the same press came twice at once, or the page was made up
        if again := find(round=round, once=once):
            return again
        raise refusals.NotAsItStands from None
    return Applied(code, is_again=False)


def change(*, code: str, said: Said, now: datetime) -> None:
    """Say something else, until applications close. What the committee decided on keeping people apart stays,
    and so does what recommendations and earlier applications gave.

    Raises refusals.NoSuchApplication and what `apply` raises.
    """
    application = Application.objects.filter(pk=codes.lookup_id(codes.read(code))).first()
    if application is None:
        raise refusals.NoSuchApplication
    round = Round.objects.defer(*taking_turns.LONG).get(pk=application.round_id)
    _change(round.pk, said, code, now, sealing_words.read_by(round))


@transaction.atomic
def _apply(round: UUID, said: Said, code: str, now: datetime, to: Mapping[Part, Team]) -> None:
    held = taking_turns.hold_open(round, now)
    if held.over_on is None:
        raise refusals.NotAsItStands
    application = Application(pk=codes.lookup_id(code), round=held, goes_on=held.over_on + KEPT)
    ticket = "".join(secrets.choice(ascii_uppercase) for _letter in range(TICKET))
    facts = Facts(ticket=ticket, name="", region="", mark=marks.of(code), wishes=())
    _put(application, _decide(facts, said, round))
    application.save(force_insert=True)
    sealing_words.put(application=application, words=said.words, to=to)


@transaction.atomic
def _change(round: UUID, said: Said, code: str, now: datetime, to: Mapping[Part, Team]) -> None:
    taking_turns.hold_open(round, now)
    application = taking_turns.hold_application(code)
    try:
        facts = application.facts()
    except (server_keys.NoKey, DoesNotOpen):
        raise refusals.NothingOpens from None
    _put(application, _decide(facts, said, round))
    application.save(update_fields=["box"])
    sealing_words.put(application=application, words=said.words, to=to)


def _decide(facts: Facts, said: Said, round: UUID) -> Facts:
    """What is said now, with what the codes add that came with it: each is used up."""
    if slips := ties.check_own(facts.mark, said.ties):
        raise refusals.WrongTies(slips)
    if Application.objects.filter(pk__in=[UUID(mark) for _kind, mark in said.ties]).exists():
        raise refusals.NamedByCode
    recommended, turned_away = facts.recommended, facts.turned_away
    if said.recommendation:
        recommended = max(recommended, _use_recommendation(said.recommendation, round))
    if said.earlier:
        turned_away = max(turned_away, _use_tag(said.earlier))
    return replace(said.put_into(facts), recommended=recommended, turned_away=turned_away)


def _code(once: str) -> str:
    """The application code that a page leads to; what is no code leads to a new one every time."""
    page = codes.read(once)
    return codes.follow_on(page) if len(page) == codes.LENGTH else codes.draw()


def _use_recommendation(typed: str, round: UUID) -> int:
    rows = Recommendation.objects.select_for_update()
    row = rows.filter(pk=codes.lookup_id(codes.read(typed)), round=round).first()
    if row is None:
        throttles.count_wrong_code()
        raise refusals.NoSuchRecommendation
    row.delete()
    return row.need


def _use_tag(typed: str) -> int:
    tag = codes.turned_away_tag(codes.lookup_id(codes.read(typed)))
    row = TurnedAway.objects.select_for_update().filter(pk=tag).first()
    if row is None:
        throttles.count_wrong_code()
        raise refusals.NothingToCarryOver
    row.delete()
    return row.years


def _put(application: Application, facts: Facts) -> None:
    try:
        application.put(facts)
    except server_keys.NoKey:
        raise refusals.NothingOpens from None
    except DoesNotFit:
        raise refusals.NoRoomInBox from None
