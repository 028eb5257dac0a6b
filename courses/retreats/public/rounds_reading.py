"""What anybody may read of rounds: their rules, their hours, and what was published; of retreats the month
and wide region alone, and of those who apply nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format

from courses.retreats import policies, policy_words, wording
from courses.retreats.models import Retreat, Round
from courses.retreats.public import described

Decided = Round.Decided
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """A round as it stands in the list and at the head of its page; hours in words, by its own clocks."""

    round: Round
    is_open: bool
    retreats: list[str]
    closes: str
    closes_utc: str
    draws: str


@dataclass(frozen=True, slots=True)
class Rules:
    must_hold: list[str]
    aims: list[tuple[object, object]]
    own_word: str
    let_go: list[str]


def is_public(round_: Round) -> bool:
    """Whether everybody reads of it: from when it opened on."""
    return round_.decided != Decided.PREPARING and round_.closes_at is not None


def one(id: UUID, now: datetime) -> Shown | None:
    """A round that opened, whatever became of it."""
    row = _public().filter(pk=id).first()
    return _shown(row, now) if row else None


def listed(now: datetime) -> tuple[list[Shown], list[Shown], list[Shown]]:
    """Open ones, the first to close first; those being shared out; published ones, the last first."""
    rows = _public().exclude(decided=Decided.CANCELLED)
    found = [_shown(each, now) for each in rows.order_by("-closes_at", "pk")[:MOST_LISTED]]
    opened = [each for each in found if each.is_open]
    done = [each for each in found if each.round.decided == Decided.PUBLISHED]
    between = [each for each in found if each not in opened and each not in done]
    return opened[::-1], between, done


def rules(round_: Round) -> Rules:
    """What it is shared out by, in order of weight."""
    policy = policies.of(round_)
    titles = {str(pk): title for pk, title in round_.retreats.values_list("pk", "title")}
    return Rules(
        must_hold=policy_words.must_hold(policy),
        aims=[(title, said) for _aim, title, said in policy_words.aims(policy)],
        own_word=policy_words.own_word(round_.own_word_up_to),
        let_go=policy_words.let_go(policy, titles),
    )


def record(id: UUID) -> str:
    """The published file; nothing before it is published."""
    rows = Round.objects.filter(pk=id, decided=Decided.PUBLISHED)
    return rows.values_list("record", flat=True).first() or ""


def _public() -> QuerySet[Round]:
    rows = Round.objects.filter(~Q(decided=Decided.PREPARING), closes_at__isnull=False)
    return rows.defer("record").prefetch_related("retreats")


def _retreats(round_: Round) -> list[Retreat]:
    """As they were read with their rounds, the first to begin first."""
    return [each for each in round_.retreats.all() if each.decided != Retreat.Decided.CANCELLED]


def _shown(round_: Round, now: datetime) -> Shown:
    closes_at = round_.closes_at
    return Shown(
        round=round_,
        is_open=round_.is_open(now),
        retreats=[described.described(each) for each in _retreats(round_)],
        closes=wording.hour(closes_at, round_.zone),
        closes_utc=date_format(closes_at.astimezone(UTC).replace(tzinfo=None), "j E, H:i")
        if closes_at
        else "",
        draws=wording.hour(round_.draws_at, round_.zone),
    )
