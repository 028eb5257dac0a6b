"""Opening a box: two people, one worker, one pass, one transaction."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from wagtail.models import ModelLogEntry

from tests.factories.accounts import (
    create_colleague,
    create_key_pair,
    create_unlocked,
    redis_client,
)
from tests.factories.assessments import create_published
from tests.factories.picture import AFTER, QUARTER, close, create_council, create_shared_box
from tests.picture.working import APPS, ended, hand_over, is_at, open_box, until, waiting_worker
from wellbeing.accounts.actions import key_pairs
from wellbeing.accounts.models import User
from wellbeing.accounts.throttles import TooManyGuesses
from wellbeing.ballots import contents
from wellbeing.ballots.actions import boxes as ballot_boxes
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.picture import counting, handing, progress, refusals
from wellbeing.picture.actions import opening, tallying
from wellbeing.picture.handing import Handed
from wellbeing.picture.models import Release, Share
from wellbeing.picture.progress import Progress, Stage
from wellbeing.picture.rules import measures, noised, shares
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.release import Release as Tables
from wellbeing.picture.rules.tallying import read_counts
from wellbeing.privacy import team_boxes
from wellbeing.privacy.sealing import DoesNotOpen

pytestmark = [pytest.mark.service, pytest.mark.django_db(transaction=True, available_apps=APPS)]


def contribution(*answers: str | None, region: str = "RU-TOM") -> Contribution:
    return Contribution("check-1", 1, "ru", answers or ("3", "3", "3"), region)


def put(box: Box, *sealed: bytes) -> None:
    Ballot.objects.bulk_create(Ballot(box=box, sealed=each) for each in sealed)


def fill(box: Box, count: int = 40) -> None:
    """Contributions of a region and of nowhere in particular."""
    public = bytes(box.public)
    for number in range(count):
        each = contribution(region="RU-TOM" if number % 4 else "")
        put(box, contents.seal(each, public=public))


@pytest.fixture
def council() -> list[User]:
    return create_council(3)


@pytest.fixture
def box(council: list[User]) -> Box:
    create_published()
    held = create_shared_box()
    fill(held)
    close(held)
    return held


def as_it_was(box: Box) -> bool:
    """Everything is there, and nothing published."""
    states = list(Box.objects.filter(quarter=box.quarter).values_list("state", "public"))
    is_there = all((state, bytes(public)) == ("closed", bytes(box.public)) for state, public in states)
    return is_there and (Ballot.objects.count(), Share.objects.count(), Release.objects.count()) == (40, 3, 0)


def test_what_was_in_the_box_is_published_and_everything_else_is_gone(council: list[User], box: Box) -> None:
    mira, maya, _lena = council
    open_box(box, mira, maya)

    (release,) = Release.objects.all()
    assert (release.quarter, release.is_apart, release.state) == (QUARTER, False, "published")
    assert release.made_month == AFTER.replace(day=1)
    assert [each.instrument for each in Tables.from_json(release.tables).versions] == ["check-1"]
    assert [(each.scale, each.language) for each in measures.read(release.measures)] == [
        ("total", "ru"),
        ("total", "en"),
    ]
    assert (Ballot.objects.count(), Share.objects.count()) == (0, 0)
    assert {(each.state, bytes(each.public)) for each in Box.objects.all()} == {("opened", b"")}
    assert ended(box) is None


def test_the_counts_are_those_that_were_cast(
    council: list[User], box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the noise."""
    seen: list[Any] = []

    def draw(layout: Any, exact: Any, *, year_epsilon: float) -> Any:
        seen.append(read_counts(layout, Part.REGION_BANDS, exact[Part.REGION_BANDS]))
        return noised_draw(layout, exact, year_epsilon=year_epsilon)

    noised_draw = noised.draw
    monkeypatch.setattr(noised, "draw", draw)
    open_box(box, council[0], council[1])

    (counts,) = seen
    assert {place: found for (place, _scale), found in counts.items() if sum(found)} == {
        "RU-TOM": (0, 30),
        "": (0, 10),
    }


def test_what_does_not_fit_is_left_out(council: list[User]) -> None:
    create_published()
    box, public = create_shared_box(), team_boxes.draw()
    good = bytes(box.public)
    put(
        box,
        contents.seal(contribution(), public=good),
        contents.seal(contribution("9", "9", "9"), public=good),
        contents.seal(contribution("1"), public=good),
        contents.seal(Contribution("unknown", 1, "ru", ("1",), ""), public=good),
        contents.seal(contribution(), public=team_boxes.public_half(public)),
        bytes(contents.SEALED_SIZE),
    )
    close(box)
    open_box(box, council[0], council[1])

    assert Release.objects.count() == 1


def test_with_something_in_the_box_apart_there_are_two(council: list[User]) -> None:
    create_published()
    box = create_shared_box()
    apart = Box.objects.get(is_apart=True)
    fill(apart, 12)
    close(box)
    open_box(box, council[0], council[2])

    states = Release.objects.values_list("is_apart", "state")
    assert list(states) == [(False, "published"), (True, "waiting")]


def test_any_two_open_it_and_the_trace_names_both_and_the_month(council: list[User], box: Box) -> None:
    _mira, maya, lena = council
    open_box(box, lena, maya)

    entries = ModelLogEntry.objects.filter(action__startswith="picture.", object_id=str(box.pk))
    said = [
        (each.action, each.user.username, each.timestamp.date()) for each in entries.select_related("user")
    ]
    month = date(AFTER.year, AFTER.month, 1)
    assert sorted(said) == [
        (action, name, month)
        for action in ("picture.bring_share", "picture.open_box")
        for name in ("lena", "maya")
    ]


def test_a_wrong_passphrase_opens_nothing_and_is_counted(council: list[User], box: Box) -> None:
    mira, maya, lena = council
    with waiting_worker(box, mira):
        for _ in range(5):
            with pytest.raises(key_pairs.WrongPassphrase):
                hand_over(box, mira, maya, "не та фраза совсем")
        with pytest.raises(TooManyGuesses):
            hand_over(box, mira, maya)
        assert is_at(Stage.READY, QUARTER)()
        hand_over(box, mira, lena)  # another one is not kept out by that
        until(lambda: Release.objects.count() == 1)


def test_the_same_person_twice_is_one_person(council: list[User], box: Box) -> None:
    with waiting_worker(box, council[0]), pytest.raises(refusals.SamePerson):
        hand_over(box, council[0], council[0])

    assert as_it_was(box)


def test_who_may_not_or_has_no_share_does_not_help(council: list[User], box: Box) -> None:
    mira, maya, lena = council
    nina = create_colleague(username="nina", role="council")
    create_key_pair(user=nina)
    vera = create_colleague(username="vera", role="organiser")
    create_key_pair(user=vera)
    maya.groups.clear()
    User.objects.filter(pk=lena.pk).update(is_active=False)
    with waiting_worker(box, mira):
        for second, refusal in (
            (maya, refusals.MayNot),
            (lena, refusals.MayNot),
            (vera, refusals.MayNot),
            (nina, refusals.SecondHasNoShare),
        ):
            with pytest.raises(refusal):
                hand_over(box, mira, second)
        with pytest.raises(refusals.NoShare):
            hand_over(box, nina, mira)

    assert as_it_was(box)


def test_who_holds_no_share_does_not_begin(council: list[User], box: Box) -> None:
    nina = create_colleague(username="nina", role="council")
    create_key_pair(user=nina)

    with pytest.raises(refusals.NoShare):
        opening.begin(box=box.pk, by=create_unlocked(user=nina))


def test_a_broken_share_is_told_and_another_still_opens(council: list[User], box: Box) -> None:
    mira, maya, lena = council
    mine = Share.objects.get(key_pair__user=maya)
    for broken in (bytes(len(mine.sealed)), bytes(Share.objects.get(key_pair__user=mira).sealed)):
        Share.objects.filter(pk=mine.pk).update(sealed=broken)
        with waiting_worker(box, mira), pytest.raises(refusals.BrokenShares):
            hand_over(box, mira, maya)
    open_box(box, mira, lena)

    assert Release.objects.count() == 1


def test_shares_of_another_quarter_are_refused(council: list[User], box: Box) -> None:
    mira, maya, _lena = council
    other = create_shared_box(quarter=date(2026, 4, 1))
    for each in (mira, maya):
        theirs = Share.objects.get(quarter=other.quarter, key_pair__user=each)
        Share.objects.filter(quarter=QUARTER, key_pair__user=each).update(sealed=theirs.sealed)
    with waiting_worker(box, mira), pytest.raises(refusals.BrokenShares):
        hand_over(box, mira, maya)


@pytest.mark.parametrize("state", ["open", "opened", "destroyed"])
def test_only_a_closed_box_is_opened(council: list[User], state: str) -> None:
    box = create_shared_box()
    if state != "open":
        close(box)
        (ballot_boxes.settle if state == "opened" else ballot_boxes.destroy)(box=box.pk)
    with pytest.raises(refusals.NotClosed):
        opening.begin(box=box.pk, by=create_unlocked(user=council[0]))
    with pytest.raises(refusals.NotClosed):
        hand_over(box, council[0], council[1])


def test_two_tabs_begin_one_opening(council: list[User], box: Box) -> None:
    mira, maya, _lena = council
    with waiting_worker(box, mira):
        with pytest.raises(refusals.UnderWay):
            opening.begin(box=box.pk, by=create_unlocked(user=maya))
        hand_over(box, mira, maya)
        with pytest.raises((refusals.UnderWay, refusals.NobodyWaits, refusals.NotClosed)):
            hand_over(box, mira, maya)


def test_without_a_worker_nothing_is_handed_over(council: list[User], box: Box) -> None:
    with pytest.raises(refusals.NobodyWaits):
        hand_over(box, council[0], council[1])
    opening.begin(box=box.pk, by=create_unlocked(user=council[0]))
    with pytest.raises(refusals.NobodyWaits):
        hand_over(box, council[0], council[1])

    assert as_it_was(box)


def test_a_public_half_that_no_worker_drew_gets_nothing(council: list[User], box: Box) -> None:
    """Whoever can write to Redis alone."""
    mira, maya, _lena = council
    with waiting_worker(box, mira):
        found = ended(box)
        assert found
        own = team_boxes.public_half(team_boxes.draw()).hex()
        progress.say(QUARTER, replace(found, public=own))
        with pytest.raises(refusals.NobodyWaits):
            hand_over(box, mira, maya)
        assert cache.get(f"picture-key:{found.run}") is None

    assert as_it_was(box)


def test_nobody_comes(council: list[User], box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "PATIENCE_SECONDS", 0.3)
    with waiting_worker(box, council[0]) as worker:
        worker.result(20)
        now = ended(box)

    assert now
    assert (now.stage, progress.is_under_way(now)) == (Stage.UNUSED, False)
    assert as_it_was(box)


def test_stopped_while_it_waits(council: list[User], box: Box) -> None:
    with waiting_worker(box, council[0]) as worker:
        assert opening.stop(box=box.pk)
        worker.result(20)
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
            worker.result(20)
    now = ended(box)

    assert now
    assert now.stage == Stage.FAILED
    assert as_it_was(box)
    assert "The tally of a box broke off." in lines.getvalue()
    open_box(box, council[0], council[1])
    assert Release.objects.count() == 1
    first, second = drawn
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
