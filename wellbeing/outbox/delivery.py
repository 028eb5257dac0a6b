"""One claimed batch, from opening its letters to writing down what became of them.

1. Letters are taken a group at a time: as many as go in a twentieth of a second. They are opened one
   by one while those of the group before are on their way.
2. One transaction writes the outcomes of the group before and marks those of this group that may go now.
3. What was marked, and nothing else, is handed over through the one connection of the batch. After the
   mark it is never handed over again, whatever happens.

A worker that dies leaves at most one group marked, which the sweep counts as uncertain once its lease has
ended. Everything behind that group is merely claimed and goes out later.
"""

import logging
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wellbeing.outbox import claiming, writing
from wellbeing.outbox.carriers import Carrier
from wellbeing.outbox.claiming import Held
from wellbeing.outbox.letters import Letter, NotSent, Outcome, Refused, Uncertain, Unreachable
from wellbeing.outbox.opening import Opening
from wellbeing.outbox.settling import Settled, settle
from wellbeing.outbox.sources import letters_of
from wellbeing.outbox.writing import DATABASE_IS_LOST, Ended

# What a batch has not begun with after this time goes back, so that a slow carrier keeps no worker for long.
BATCH_SECONDS = 60
GROUP_SECONDS = 0.05
FIRST_GROUP = 10
LARGEST_GROUP = 500
UNREADABLE_WAIT = timedelta(hours=24)

Going = list[tuple[Held, Letter]]

chance = random.SystemRandom().random
log = logging.getLogger(__name__)

# How many letters of a channel went in the time of a group, the last time, in this process.
_pace: dict[str, int] = {}


def deliver(*, channel: str, claim: UUID, ids: list[UUID], carrier: Carrier) -> None:
    """Hand over what this claim still holds of a batch, through one connection."""
    waiting = claiming.held(ids=ids, claim=claim, is_handing=False)
    if waiting:
        with carrier:
            Batch(channel, claim, carrier, waiting).deliver()


def give_up(*, channel: str, claim: UUID, ids: list[UUID]) -> None:
    """Count as uncertain what a silent worker had marked, and go on with what is due after it."""
    rows, now = claiming.held(ids=ids, claim=claim, is_handing=True), timezone.now()
    letters = dict(letters_of(rows, now))
    ended = []
    for held in rows:
        letter = letters.get(held.id)
        if letter is not None:
            ended.append((held, settle(held.line, Outcome.UNCERTAIN, letter.times, now=now, chance=chance)))
        elif held.id in letters:
            ended.append((held, Settled(Outcome.UNCERTAIN, held.line, now + UNREADABLE_WAIT)))
    with transaction.atomic():
        claiming.drop(ids=[held.id for held in rows if held.id not in letters], claim=claim)
        writing.write(ended, claim=claim, channel=channel, now=now)


@dataclass(slots=True)
class Batch:
    """A claimed batch on its way through one channel."""

    channel: str
    claim: UUID
    carrier: Carrier
    waiting: list[Held]
    is_reachable: bool = True

    def deliver(self) -> None:
        """Hand over all that may go in the time of a batch, and write every outcome down."""
        ended: Ended = []
        began = time.monotonic()
        opening = self._next()
        while opening.group or ended:
            self.waiting = self.waiting[len(opening.group) :]
            going = self._write_and_mark(ended, opening)
            opening = self._next()
            ended = self._hand_over(going, opening)
            if time.monotonic() - began > BATCH_SECONDS:
                self._give_back()
                opening = self._next()

    def _next(self) -> Opening:
        """The group at the head of those that wait."""
        size = _pace.get(self.channel, FIRST_GROUP) if self.is_reachable else LARGEST_GROUP
        return Opening(self.waiting[:size])

    def _give_back(self) -> None:
        """Make what has not begun anybody's again; where that fails, the end of its lease does it."""
        ids, self.waiting = [held.id for held in self.waiting], []
        with suppress(*DATABASE_IS_LOST):
            claiming.release(ids=ids, claim=self.claim, now=timezone.now())

    def _write_and_mark(self, ended: Ended, opening: Opening) -> Going:
        """Write what became of the group before, and return what of this one is marked to go now."""
        now = timezone.now()
        try:
            going, stay, gone = self._sort(opening, now)
            with transaction.atomic():
                claiming.drop(ids=gone, claim=self.claim)
                ids = [held.id for held, _ in going]
                marked = claiming.mark(ids=ids, claim=self.claim, until=now + settings.OUTBOX_LEASE / 2)
                writing.write(ended + stay, claim=self.claim, channel=self.channel, now=now)
        except DATABASE_IS_LOST:
            log.warning("the database went away in the middle of a batch")
            self.waiting = []
            writing.write_at_last(ended, claim=self.claim, channel=self.channel)
            return []
        return [(held, letter) for held, letter in going if held.id in marked]

    def _sort(self, opening: Opening, now: datetime) -> tuple[Going, Ended, list[UUID]]:
        """What may go now, what becomes of the others, and the rows whose source has nothing any more."""
        letters = opening.letters()
        going: Going = []
        stay: Ended = []
        for held in opening.group:
            letter = letters.get(held.id)
            if letter is not None and self.is_reachable and letter.times.allows(now):
                going.append((held, letter))
            elif held.id in letters:
                stay.append((held, self._put_off(held, letter, now)))
        return going, stay, [held.id for held in opening.group if held.id not in letters]

    def _put_off(self, held: Held, letter: Letter | None, now: datetime) -> Settled:
        """What becomes of a row whose letter may not be handed over now."""
        if letter is None:
            return Settled(None, held.line, now + UNREADABLE_WAIT)
        if not self.is_reachable:
            return settle(held.line, Outcome.FAILED, letter.times, now=now, chance=chance)
        due_at = letter.times.opening(now, chance)
        if due_at is None:
            return settle(held.line, Outcome.MISSED, letter.times, now=now, chance=chance)
        return Settled(None, held.line, due_at)

    def _hand_over(self, going: Going, coming: Opening) -> Ended:
        """Hand the letters over one by one.

        While one is on its way, what follows for the one before is drawn, and one that is coming is opened.
        """
        began = time.monotonic()
        ended: Ended = []
        handed: list[tuple[Held, Letter, Outcome]] = []

        def settle_handed() -> None:
            while handed:
                held, letter, outcome = handed.pop()
                now = timezone.now()
                ended.append((held, settle(held.line, outcome, letter.times, now=now, chance=chance)))

        in_turn = cycle((coming.one_more, settle_handed))

        def meanwhile() -> None:
            next(in_turn)()

        for held, letter in going:
            now = timezone.now()
            # The ones before it may have taken so long that its hours are over.
            if letter.times.allows(now):
                handed.append((held, letter, self._try(letter, meanwhile)))
            else:
                ended.append((held, self._put_off(held, letter, now)))
        settle_handed()
        if going and self.is_reachable:
            pace = len(going) * GROUP_SECONDS / max(time.monotonic() - began, 1e-6)
            _pace[self.channel] = max(1, min(LARGEST_GROUP, int(pace)))
        return ended

    def _try(self, letter: Letter, meanwhile: Callable[[], None]) -> Outcome:
        if not self.is_reachable:
            return Outcome.FAILED
        try:
            self.carrier.send(letter, meanwhile)
        except Refused:
            return Outcome.REFUSED
        except NotSent as error:
            self.is_reachable = not isinstance(error, Unreachable)
            return Outcome.FAILED
        except Uncertain:
            return Outcome.UNCERTAIN
        except Exception:  # a fault of a carrier's own code must not take the rest of the batch with it
            log.exception("a carrier fell over a letter")
            return Outcome.UNCERTAIN
        return Outcome.SENT
