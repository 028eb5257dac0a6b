"""Boxes come with their quarter, and their key is nowhere but in shares."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import connection

from tests.factories.accounts import create_colleague, create_key_pair, create_unlocked
from tests.factories.picture import NEXT, QUARTER, close, create_council, create_shared_box
from wellbeing.accounts.actions import key_pairs
from wellbeing.accounts.models import User
from wellbeing.ballots.actions import boxes as ballot_boxes
from wellbeing.ballots.contents import SEALED_SIZE
from wellbeing.ballots.models import Ballot, Box
from wellbeing.picture import periodic, standing
from wellbeing.picture.actions import boxes
from wellbeing.picture.models import Share
from wellbeing.picture.rules import shares
from wellbeing.privacy import team_boxes

pytestmark = [pytest.mark.django_db, pytest.mark.service]

DAY = timedelta(days=1)


def share_of(user: User, quarter: date = QUARTER) -> str:
    row = Share.objects.get(quarter=quarter, key_pair__user=user)
    return shares.unseal(bytes(row.sealed), private=create_unlocked(user=user).private)


def test_a_quarter_gets_its_boxes_and_the_next_one_in_its_last_week() -> None:
    create_council(2)

    assert boxes.make_due(today=QUARTER) == [QUARTER]
    assert boxes.make_due(today=QUARTER + DAY) == []
    assert boxes.make_due(today=date(2026, 3, 24)) == []
    assert boxes.make_due(today=date(2026, 3, 25)) == [NEXT]
    assert boxes.make_due(today=date(2026, 3, 31)) == []
    found = Box.objects.values_list("quarter", "is_apart", "state")
    assert list(found) == [(q, apart, "open") for q in (QUARTER, NEXT) for apart in (False, True)]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_any_two_of_the_council_make_the_key_whole_and_one_alone_does_not(count: int) -> None:
    council = create_council(count)
    box = create_shared_box()

    parts = [share_of(each) for each in council]
    assert len(parts) == Share.objects.count() == count
    for one, other in pairwise(parts):
        assert team_boxes.public_half(shares.combine([one, other])) == bytes(box.public)
    with pytest.raises(shares.DoNotFit):
        shares.combine(parts[:1])


def test_the_key_is_in_no_table() -> None:
    council = create_council(2)
    create_shared_box()
    private = shares.combine([share_of(each) for each in council])
    words = share_of(council[0]).encode()

    with connection.cursor() as cursor:
        for table in (each._meta.db_table for each in apps.get_models()):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608  names of our tables
            rows = "\n".join(row for (row,) in cursor.fetchall())
            assert not any(each in rows for each in (private.hex(), words.hex(), words.decode()[:40])), table


def test_with_fewer_than_two_who_have_keys_there_is_no_box() -> None:
    create_council(1)
    create_colleague(username="lena", role="council")  # no keys
    create_key_pair(user=create_colleague(username="vera", role="organiser"))  # no such role
    inactive = create_colleague(username="nina", role="council")
    create_key_pair(user=inactive)
    User.objects.filter(pk=inactive.pk).update(is_active=False)

    assert boxes.make_due(today=QUARTER) == []
    assert (Box.objects.count(), Share.objects.count()) == (0, 0)


def test_no_more_than_sixteen_share_a_key() -> None:
    for number in range(18):
        create_key_pair(user=create_colleague(username=f"member{number}", role="council"))
    create_shared_box()

    assert Share.objects.count() == 16


def test_what_breaks_on_the_way_leaves_neither_box_nor_share(monkeypatch: pytest.MonkeyPatch) -> None:
    create_council(2)

    def broken(*_args: object, **_named: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(shares, "seal", broken)
    with pytest.raises(MemoryError):
        boxes.make(quarter=QUARTER)

    assert (Box.objects.count(), Share.objects.count()) == (0, 0)


@pytest.mark.parametrize("end", ["opened", "destroyed"])
def test_shares_of_boxes_that_ended_go_and_others_stay(end: str) -> None:
    create_council(2)
    box = create_shared_box()
    create_shared_box(quarter=NEXT)
    both = list(Box.objects.filter(quarter=QUARTER))
    close(box)
    assert boxes.forget_ended() == 0

    for each in both:
        (ballot_boxes.settle if end == "opened" else ballot_boxes.destroy)(box=each.pk)

    assert boxes.forget_ended() == 2
    assert set(Share.objects.values_list("quarter", flat=True)) == {NEXT}
    assert boxes.forget_ended() == 0


def test_the_night_does_both() -> None:
    create_council(3)
    Share.objects.create(
        quarter=date(2020, 1, 1),
        key_pair=User.objects.get(username="mira").key_pair,
        sealed=bytes(shares.SEALED_SIZE),
    )
    periodic.look_after_keys()

    assert Share.objects.filter(quarter=date(2020, 1, 1)).count() == 0
    assert Share.objects.count() in {3, 6}  # in the last week of a quarter the next one has its boxes as well


def test_who_can_still_open_a_box() -> None:
    mira, maya, lena, nina = create_council(4)
    box = create_shared_box()
    assert found(box) == {mira, maya, lena, nina}

    key_pairs.replace_key_pair(user=nina, passphrase="другая длинная фраза здесь", today=QUARTER)
    assert found(box) == {mira, maya, lena}
    assert not standing.every()[0].is_at_risk
    lena.groups.clear()
    assert found(box) == {mira, maya}
    assert (standing.every()[0].is_at_risk, standing.every()[0].is_lost) == (True, False)
    User.objects.filter(pk=maya.pk).update(is_active=False)
    assert found(box) == {mira}
    assert (standing.every()[0].is_at_risk, standing.every()[0].is_lost) == (False, True)


def found(box: Box) -> set[User]:
    row = standing.of(box.pk)
    assert row
    return set(row.holders)


def test_a_page_tells_no_single_one_and_nothing_before_the_end() -> None:
    create_council(2)
    box = create_shared_box()
    other = Box.objects.get(is_apart=True)

    def told() -> tuple[str, str]:
        row = standing.of(box.pk)
        assert row
        return row.told, row.told_apart

    assert told() == ("скажем после квартала",) * 2
    Ballot.objects.bulk_create(Ballot(box=other, sealed=bytes(SEALED_SIZE)) for _ in range(99))
    assert told() == ("скажем после квартала",) * 2
    close(box)
    assert told() == ("меньше 100",) * 2
    assert [standing.about(held) for held in (0, 99, 100, 199, 1234)] == [
        "меньше 100",
        "меньше 100",
        "100 или больше",
        "100 или больше",
        "1200 или больше",
    ]
