"""What a worker does for the opening of a box, in memory from beginning to end.

1. Draw a key pair for this run, publish its public half, wait until the key of the quarter comes (`handing`).
2. Count both boxes, each in one pass (`counting`).
3. Draw the noise, once for each version and box (`rules.noised`).
4. In one transaction: the tables are published, the boxes are opened for good, ballots, public half and
   shares go.

Whatever breaks off before the end of that transaction, a stop, an error, a worker that is killed, has
published nothing and left boxes and shares as they were. The noise that was drawn is forgotten with it, and
another run draws its own: nobody has seen the first, so nothing of a person's budget was spent.

A contribution lies in one of the two boxes, so each box is counted, and has its noise, as if it were alone:
what both together tell of a person is no more than what one of them does. Only in an hour beyond the rate it
is more: who comes then moves another one into the box apart. That costs up to five times the rho: the main
box changes by two contributions (four times), the one apart by one.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from nacl.public import PrivateKey

from cms import generation
from wellbeing.accounts.models import User
from wellbeing.ballots.actions import boxes
from wellbeing.ballots.models import Box
from wellbeing.picture import counting, handing, progress, traces
from wellbeing.picture.actions import measured
from wellbeing.picture.handing import Handed
from wellbeing.picture.models import Release, Share
from wellbeing.picture.progress import Progress, Stage
from wellbeing.picture.rules import measures, noised, release
from wellbeing.picture.rules.layout import VersionLayout
from wellbeing.picture.rules.tallying import Tally
from wellbeing.privacy import team_boxes

logger = logging.getLogger(__name__)

# So long a worker waits for two people to type, and so often it looks.
PATIENCE_SECONDS = 5 * 60
LOOK_SECONDS = 0.2
BOXES = 2


class Stopped(Exception):
    """Somebody pressed stop, or another run has begun."""


class Unused(Exception):
    """Nobody handed the key over in time."""


class NotAsItWas(Exception):
    """The boxes are not closed any more, or the key is not theirs."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A run that this worker does: it says how far it is, and looks whether it is still wanted."""

    quarter: date
    begun: Progress

    def look(self, stage: Stage, **said: Any) -> None:
        """Raises Stopped."""
        if not progress.live(self.quarter, self.begun.run):
            raise Stopped
        progress.say(self.quarter, replace(self.begun, stage=stage, **said))

    def end(self, stage: Stage) -> None:
        progress.end(self.quarter, self.begun, stage)


@dataclass(frozen=True, slots=True)
class Found:
    """What a box came to, as it is published: with noise, and without what must be hidden."""

    is_apart: bool
    tables: dict[str, Any]
    measures: list[dict[str, Any]]


def run(*, quarter: date, run: str, today: date) -> None:
    """All of it, unless another worker took the run or nobody wants it any more."""
    begun = progress.take(quarter, run)
    if begun is None:
        return
    watch = Watch(quarter, begun)
    try:
        handed = _wait(watch)
        found = _count(watch, handed.private)
        watch.look(Stage.PUBLISHING)
        _publish(quarter, found, by=handed.by, today=today)
    except Stopped:
        watch.end(Stage.STOPPED)
    except Unused:
        watch.end(Stage.UNUSED)
    except Exception:
        logger.exception("The tally of a box broke off.")
        watch.end(Stage.FAILED)
    else:
        progress.finish(quarter, run)


def _wait(watch: Watch) -> Handed:
    """The key of the quarter, once two people have handed it over. Raises Stopped, Unused, DoesNotOpen."""
    quarter, run, key = watch.quarter, watch.begun.run, PrivateKey.generate()
    public = bytes(key.public_key)
    watch.look(Stage.READY, public=public.hex(), tag=handing.tag(quarter, run, public))
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if not progress.live(quarter, run):
            raise Stopped
        if handed := handing.take(quarter=quarter, run=run, key=key):
            return handed
        time.sleep(LOOK_SECONDS)
    raise Unused


def _count(watch: Watch, private: bytes) -> list[Found]:
    """Each box of its own. Raises Stopped, NotAsItWas.

    A box apart of which too little can be told is left away, whether it was empty or not: by the noisy
    numbers alone, since a release that is there as soon as somebody is in it would name a single one.
    """
    held = list(Box.objects.filter(quarter=watch.quarter, state=Box.State.CLOSED).order_by("is_apart"))
    if len(held) != BOXES or bytes(held[0].public) != team_boxes.public_half(private):
        raise NotAsItWas
    places, of, before, found = counting.layouts(), sum(box.ballots.count() for box in held), 0, []
    for box in held:
        tally = Tally(places)

        def look(number: int, before: int = before) -> None:
            watch.look(Stage.COUNTING, counted=(before + number) * 100 // max(1, of))

        look(0)
        many = counting.count(box, tally, private=private, look=look)
        look(many)
        before += many
        written = _write(watch, box, tally, places)
        if not box.is_apart or release.tells_the_country(written.tables):
            found.append(written)
    return found


def _write(watch: Watch, box: Box, tally: Tally, places: Sequence[VersionLayout]) -> Found:
    """Draw the noise, once, and work out what may be told. Raises Stopped."""
    noisy = []
    for each in places:
        watch.look(Stage.PUBLISHING)
        noisy.append(noised.draw(each, tally.rows(each.key), year_epsilon=settings.PICTURE_BUDGET))
    watch.look(Stage.PUBLISHING)
    return Found(box.is_apart, release.tables(noisy, quarter=box.quarter), measures.of(noisy))


@transaction.atomic
def _publish(quarter: date, found: Sequence[Found], *, by: Sequence[int], today: date) -> None:
    """Raises NotAsItWas when the boxes have ended in another way meanwhile."""
    held = list(Box.objects.filter(quarter=quarter).order_by("is_apart"))
    if not all(boxes.settle(box=each.pk) for each in held):
        raise NotAsItWas
    for each in found:
        made = Release.objects.create(
            quarter=quarter,
            is_apart=each.is_apart,
            state=Release.State.WAITING if each.is_apart else Release.State.PUBLISHED,
            tables=each.tables,
            measures=each.measures,
            made_month=today.replace(day=1),
        )
        measured.take_over(release=made, today=today)
    Share.objects.filter(quarter=quarter).delete()
    transaction.on_commit(generation.bump)
    for colleague in User.objects.filter(pk__in=by):
        traces.note(held[0], "picture.open_box", colleague, on=today)
