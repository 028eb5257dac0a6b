"""Opening a box: two people, one worker, one pass, one transaction."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings
from wagtail.models import ModelLogEntry

from tests.factories.accounts import (
    create_colleague,
    create_key_pair,
    create_unlocked,
)
from tests.factories.assessments import create_published
from tests.factories.picture import AFTER, QUARTER, close, create_shared_box
from tests.picture.working import (
    APPS,
    as_it_was,
    contribution,
    ended,
    fill,
    hand_over,
    is_at,
    open_box,
    put,
    until,
    waiting_worker,
)
from wellbeing.accounts.actions import key_pairs
from wellbeing.accounts.models import User
from wellbeing.accounts.throttles import TooManyGuesses
from wellbeing.ballots import contents
from wellbeing.ballots.actions import boxes as ballot_boxes
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.picture import progress, refusals
from wellbeing.picture.actions import opening
from wellbeing.picture.models import Release, Share
from wellbeing.picture.progress import Stage
from wellbeing.picture.rules import measures, noised
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.release import Release as Tables
from wellbeing.picture.rules.tallying import read_counts
from wellbeing.privacy import team_boxes

pytestmark = [pytest.mark.service, pytest.mark.django_db(transaction=True, available_apps=APPS)]


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

    counts, apart = seen
    assert not any(sum(found) for found in apart.values())
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


@override_settings(PICTURE_BUDGET=1000.0)
def test_with_many_in_the_box_apart_there_are_two(council: list[User]) -> None:
    create_published()
    box = create_shared_box()
    apart = Box.objects.get(is_apart=True)
    fill(apart, 40)
    close(box)
    open_box(box, council[0], council[2])

    states = Release.objects.values_list("is_apart", "state")
    assert list(states) == [(False, "published"), (True, "waiting")]


@override_settings(PICTURE_BUDGET=1000.0)
def test_one_in_the_box_apart_is_as_none(council: list[User]) -> None:
    """Whoever fills the rate and waits for somebody would else be told by the release that they came."""
    create_published()
    box = create_shared_box()
    fill(Box.objects.get(is_apart=True), 1)
    close(box)
    open_box(box, council[0], council[2])

    assert list(Release.objects.values_list("is_apart", "state")) == [(False, "published")]


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
