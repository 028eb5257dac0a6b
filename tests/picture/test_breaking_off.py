"""What breaks an opening off leaves the box as it was; what lies on the way to the worker opens nothing."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from tests.factories.accounts import (
    create_unlocked,
    redis_client,
)
from tests.factories.picture import AFTER, QUARTER
from tests.picture.working import (
    APPS,
    PATIENCE,
    as_it_was,
    ended,
    hand_over,
    open_box,
    waiting_worker,
)
from wellbeing.accounts.models import User
from wellbeing.ballots import contents
from wellbeing.ballots.actions import boxes as ballot_boxes
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Box
from wellbeing.picture import counting, handing, progress
from wellbeing.picture.actions import opening, tallying
from wellbeing.picture.handing import Handed
from wellbeing.picture.models import Release, Share
from wellbeing.picture.progress import Progress, Stage
from wellbeing.picture.rules import noised, shares
from wellbeing.picture.rules.budget import Part
from wellbeing.privacy.sealing import DoesNotOpen

pytestmark = [pytest.mark.service, pytest.mark.django_db(transaction=True, available_apps=APPS)]


def test_nobody_comes(council: list[User], box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "PATIENCE_SECONDS", 0.3)
    with waiting_worker(box, council[0]) as worker:
        worker.result(PATIENCE)
        now = ended(box)

    assert now
    assert (now.stage, progress.is_under_way(now)) == (Stage.UNUSED, False)
    assert as_it_was(box)


def test_stopped_while_it_waits(council: list[User], box: Box) -> None:
    with waiting_worker(box, council[0]) as worker:
        assert opening.stop(box=box.pk)
        worker.result(PATIENCE)
        now = ended(box)

    assert now
    assert now.stage == Stage.STOPPED
    assert not opening.stop(box=box.pk)
    assert as_it_was(box)
    open_box(box, council[0], council[1])
    assert Release.objects.count() == 1


def test_stopped_while_it_counts(council: list[User], box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "LOT", 10)
    unseal, seen = contents.unseal, []

    def unseal_and_stop(sealed: bytes, *, private: bytes) -> Contribution:
        seen.append(1)
        if len(seen) == 15:
            assert opening.stop(box=box.pk)
        return unseal(sealed, private=private)

    monkeypatch.setattr(contents, "unseal", unseal_and_stop)
    open_box(box, council[0], council[1])
    now = ended(box)

    assert now
    assert (now.stage, len(seen)) == (Stage.STOPPED, 19)
    assert as_it_was(box)


def test_what_breaks_while_it_publishes_has_published_nothing(
    council: list[User], box: Box, monkeypatch: pytest.MonkeyPatch, lines: io.StringIO
) -> None:
    """And another run draws noise of its own."""
    drawn: list[Any] = []
    noised_draw = noised.draw

    def draw(*args: Any, **named: Any) -> Any:
        found = noised_draw(*args, **named)
        drawn.append(found.rows[Part.REGION_BANDS])
        return found

    monkeypatch.setattr(noised, "draw", draw)
    with monkeypatch.context() as patch:
        patch.setattr(tallying.traces, "note", raise_error)
        with waiting_worker(box, council[0]) as worker:
            with pytest.raises(ZeroDivisionError):
                hand_over(box, council[0], council[1])
            worker.result(PATIENCE)
    now = ended(box)

    assert now
    assert now.stage == Stage.FAILED
    assert as_it_was(box)
    assert "The tally of a box broke off." in lines.getvalue()
    open_box(box, council[0], council[1])
    assert Release.objects.count() == 1
    # Each run draws for the main box and for the empty one apart.
    first, _first_apart, second, _second_apart = drawn
    assert first != second


def raise_error(*_args: object, **_named: object) -> None:
    raise ZeroDivisionError


def test_a_box_that_was_destroyed_while_it_was_counted_publishes_nothing(
    council: list[User], box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    noised_draw = noised.draw

    def draw(*args: Any, **named: Any) -> Any:
        ballot_boxes.destroy(box=box.pk)
        return noised_draw(*args, **named)

    monkeypatch.setattr(noised, "draw", draw)
    open_box(box, council[0], council[1])

    assert Release.objects.count() == 0
    assert set(Box.objects.values_list("is_apart", "state")) == {(False, "destroyed"), (True, "closed")}


def test_a_task_that_comes_twice_does_nothing_the_second_time(council: list[User], box: Box) -> None:
    open_box(box, council[0], council[1])
    before = Release.objects.get()
    tallying.run(quarter=QUARTER, run="0" * 32, today=AFTER)

    assert Release.objects.get().tables == before.tables
    assert ended(box) is None


def test_what_redis_holds_on_the_way_opens_with_nothing_that_is_kept(council: list[User], box: Box) -> None:
    """A copy of Redis from when the key lies there, and every key that anything is sealed to."""
    mira, maya, _lena = council
    keys = [create_unlocked(user=each).private for each in council]
    private = quarter_key(mira, maya)
    begun = progress.begin(QUARTER)
    assert begun
    worker = PrivateKey.generate()
    public = bytes(worker.public_key)
    tag = handing.tag(QUARTER, begun.run, public)
    progress.say(QUARTER, replace(begun, stage=Stage.READY, public=public.hex(), tag=tag))
    hand_over(box, mira, maya)
    sealed = bytes(cache.get(f"picture-key:{begun.run}"))
    copy = b"".join(redis_client().get(key) for key in redis_client().scan_iter("*picture*"))

    assert sealed in copy
    assert not any(each in copy for each in (private, private.hex().encode(), bytes(worker)))
    for key in (*keys, private):
        with pytest.raises(CryptoError):
            SealedBox(PrivateKey(key)).decrypt(sealed)
    handed = handing.take(quarter=QUARTER, run=begun.run, key=worker)
    assert handed
    assert (handed.private, handed.by) == (private, (mira.pk, maya.pk))
    assert cache.get(f"picture-key:{begun.run}") is None


def test_a_key_for_another_run_or_quarter_is_none(council: list[User], box: Box) -> None:
    worker = PrivateKey.generate()
    public = bytes(worker.public_key)
    to = Progress("1" * 32, Stage.READY, public.hex(), handing.tag(QUARTER, "1" * 32, public))
    assert handing.put(Handed(bytes(32), (1, 2)), quarter=QUARTER, to=to)
    assert not handing.put(Handed(bytes(32), (1, 2)), quarter=QUARTER, to=to)
    with pytest.raises(DoesNotOpen):
        handing.take(quarter=date(2026, 4, 1), run="1" * 32, key=worker)
    assert handing.take(quarter=QUARTER, run="1" * 32, key=worker) is None


def quarter_key(*two: User) -> bytes:
    rows = [(each, Share.objects.get(quarter=QUARTER, key_pair__user=each)) for each in two]
    parts = [
        shares.unseal(bytes(row.sealed), private=create_unlocked(user=each).private) for each, row in rows
    ]
    return shares.combine(parts)
