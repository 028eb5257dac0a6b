"""Opening the box of a quarter: two colleagues at one screen, and a worker that waits for the key.

1. `begin`: a worker is asked, and draws a key pair for this run.
2. `hand_over`: one of the two has unlocked their keys as everywhere, the other types their passphrase beside
   them. Their shares make the quarter's private half whole, in the memory of this request alone, and it goes
   to that worker (`handing`).
3. The worker counts and publishes (`tallying`), or the box stays as it was.

A share, a passphrase and the private half are written nowhere.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from wellbeing.accounts.actions import key_pairs
from wellbeing.accounts.models import User
from wellbeing.accounts.sealed import Unlocked
from wellbeing.ballots.models import Box
from wellbeing.picture import handing, members, progress, refusals, tasks, traces
from wellbeing.picture.handing import Handed
from wellbeing.picture.models import Share
from wellbeing.picture.progress import Progress, Stage
from wellbeing.picture.rules import shares
from wellbeing.privacy import team_boxes
from wellbeing.privacy.sealing import DoesNotOpen


def begin(*, box: UUID, by: Unlocked) -> None:
    """Ask a worker. Raises refusals.NotClosed, NoShare, UnderWay."""
    quarter = _closed(box).quarter
    if not Share.objects.filter(quarter=quarter, key_pair__user=by.user).exists():
        raise refusals.NoShare
    begun = progress.begin(quarter)
    if begun is None:
        raise refusals.UnderWay
    tasks.tally.apply_async([quarter.isoformat(), begun.run], expires=progress.ASKED_SECONDS)


def hand_over(*, box: UUID, by: Unlocked, second: User, passphrase: str, today: date) -> None:
    """The key of the box to the worker that waits, and a trace of each of the two.

    Raises each of `refusals` but those of judging, and what `key_pairs.unlock` raises.
    """
    held = _closed(box)
    waiting = _waiting(held.quarter)
    if second == by.user:
        raise refusals.SamePerson
    if not members.who_may().filter(pk=second.pk).exists():
        raise refusals.MayNot
    other = key_pairs.unlock(user=second, passphrase=passphrase, until=timezone.now())
    private = _whole(held, by, other)
    handed = Handed(private, (by.user.pk, second.pk))
    progress.say(held.quarter, replace(waiting, stage=Stage.HANDED))
    try:
        if not handing.put(handed, quarter=held.quarter, to=waiting):
            raise refusals.UnderWay
    except handing.NotAWorker:
        raise refusals.NobodyWaits from None
    for each in (by.user, second):
        traces.note(held, "picture.bring_share", each, on=today)


def stop(*, box: UUID) -> bool:
    """The worker ends what it does as soon as it looks. False if nothing was under way."""
    quarter = Box.objects.filter(pk=box).values_list("quarter", flat=True).first()
    found = progress.read(quarter) if quarter else None
    if found is None or not progress.is_under_way(found):
        return False
    progress.stop(found.run)
    return True


def _closed(box: UUID) -> Box:
    held = Box.objects.filter(pk=box, is_apart=False, state=Box.State.CLOSED).first()
    if held is None:
        raise refusals.NotClosed
    return held


def _waiting(quarter: date) -> Progress:
    """The run whose worker waits for the key. Raises UnderWay, NobodyWaits."""
    found = progress.read(quarter)
    if found is None or not progress.is_under_way(found) or found.stage == Stage.ASKED:
        raise refusals.NobodyWaits
    if found.stage != Stage.READY:
        raise refusals.UnderWay
    return found


def _whole(box: Box, one: Unlocked, other: Unlocked) -> bytes:
    """The private half that the shares of the two make. Raises NoShare, SecondHasNoShare, BrokenShares."""
    parts = [_share(box, one, refusals.NoShare), _share(box, other, refusals.SecondHasNoShare)]
    try:
        private = shares.combine(parts)
    except shares.DoNotFit:
        raise refusals.BrokenShares from None
    if team_boxes.public_half(private) != bytes(box.public):
        raise refusals.BrokenShares
    return private


def _share(box: Box, of: Unlocked, missing: type[refusals.Refused]) -> str:
    row = Share.objects.filter(quarter=box.quarter, key_pair__user=of.user).first()
    if row is None:
        raise missing
    try:
        return shares.unseal(bytes(row.sealed), private=of.private)
    except DoesNotOpen:
        raise refusals.BrokenShares from None
