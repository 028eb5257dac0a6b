"""Codes by which a trainer says how great somebody's need is. Nothing leads from a trainer to whoever uses
one: using it deletes its row, and what stays is how many were given. Nothing that trainers see or can try
here tells them whether a code of theirs was used, and so whether their people applied."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from redis import RedisError

from courses.retreats import refusals
from courses.retreats.models import Allowance, Recommendation, Round
from courses.retreats.models.committee import MOST_GIVEN
from courses.retreats.rules.case import MOST_NEED
from trainers import coverage
from trainers.models import Trainer
from wellbeing.accounts.models import User
from wellbeing.privacy import codes


def recommends(user: User, now: datetime) -> Trainer:
    """The trainer whose recommendation it is. Raises refusals.NotCertified."""
    held = coverage.active_certificates(now.date()).filter(candidacy__trainer__user=user)
    found = held.select_related("candidacy__trainer").first()
    if found is None:
        raise refusals.NotCertified
    return found.candidacy.trainer


@transaction.atomic
def give(*, round: UUID, need: int, code: str, by: User, now: datetime) -> str:
    """Make `code` a recommendation of this round; pressed twice, it is one. Returns it as people write it.

    Raises refusals.NotCertified, refusals.NotAsItStands, refusals.NoneLeft.
    """
    trainer = recommends(by, now)
    held, plain = Round.objects.defer("record").get(pk=round), codes.read(code)
    if not held.is_open(now) or not 1 <= need <= MOST_NEED or len(plain) != codes.LENGTH:
        raise refusals.NotAsItStands
    Allowance.objects.get_or_create(round=held, trainer=trainer)
    allowance = Allowance.objects.select_for_update().get(round=held, trainer=trainer)
    if _is_remembered(plain):
        return codes.show(plain)
    values = {"round": held, "trainer": trainer, "need": need}
    _row, is_new = Recommendation.objects.get_or_create(pk=codes.lookup_id(plain), defaults=values)
    if is_new:
        if allowance.given >= MOST_GIVEN:
            raise refusals.NoneLeft
        Allowance.objects.filter(pk=allowance.pk).update(given=F("given") + 1)
        _remember(plain, held, now)
    return codes.show(plain)


@transaction.atomic
def take_back(*, round: UUID, by: User, now: datetime) -> None:
    """End every code of this trainer that nobody has used yet. They stay counted as given: what could be
    given again would tell how many were used.

    Raises refusals.NotCertified.
    """
    trainer = recommends(by, now)
    list(Allowance.objects.select_for_update().filter(round=round, trainer=trainer))
    Recommendation.objects.filter(round=round, trainer=trainer).delete()


def _is_remembered(code: str) -> bool:
    """Whether it was given. Its row does not say: the form sent again would make another one, and count it,
    only where the first was used."""
    try:
        return cache.get(_key(code)) is not None
    except RedisError:
        return False


def _remember(code: str, round: Round, now: datetime) -> None:
    """Until the round closes, by an opaque id alone."""
    lasts = round.closes_at - now if round.closes_at else None
    try:
        cache.set(_key(code), 1, timeout=lasts.total_seconds() if lasts else 0)
    except RedisError:
        return


def _key(code: str) -> str:
    return f"retreats:given:{codes.lookup_id(code)}"


def left(rounds: Sequence[Round], trainer: Trainer) -> dict[UUID, int]:
    """How many they can give yet, of each round."""
    rows = Allowance.objects.filter(round__in=rounds, trainer=trainer)
    given = dict(rows.values_list("round", "given"))
    return {each.pk: MOST_GIVEN - given.get(each.pk, 0) for each in rounds}
