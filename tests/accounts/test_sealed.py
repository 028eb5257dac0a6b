"""Records open to the members of their team, to nobody else, and not with what somebody remembers."""

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import (
    create_coordinator,
    create_key_pair,
    create_team,
    create_unlocked,
)
from wellbeing.accounts import sealed
from wellbeing.accounts.actions import key_pairs, teams
from wellbeing.accounts.models import SealedRecord, Team, TeamMember, User, WrappedKey
from wellbeing.privacy import sealing, team_boxes
from wellbeing.privacy.sealing import DoesNotFit, DoesNotOpen

pytestmark = [pytest.mark.django_db, pytest.mark.service]

ROOM = 300
CONTENT = "Имя и связь, которых больше нигде нет".encode()


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera")


@pytest.fixture
def lida() -> User:
    return create_coordinator(username="lida")


@pytest.fixture
def team(vera: User, lida: User) -> Team:
    return create_team(members=[vera, lida])


def seal(team: Team, content: bytes = CONTENT) -> SealedRecord:
    return sealed.seal(team=team, content=content, room=ROOM)


def content_key(record: SealedRecord, user: User) -> bytes:
    """What somebody could remember of a record."""
    wrap = WrappedKey.objects.get(record=record, member=user).wrap
    return team_boxes.unwrap(bytes(wrap), private=create_unlocked(user=user).private)


def test_two_members_open_a_record_and_a_third_colleague_does_not(team: Team, vera: User, lida: User) -> None:
    olga = create_coordinator(username="olga")
    create_key_pair(user=olga)
    record = seal(team)

    keys = {user: create_unlocked(user=user) for user in (vera, lida, olga)}

    assert [sealed.open_record(record=record, key=keys[user]) for user in (vera, lida)] == [CONTENT] * 2
    with pytest.raises(sealed.NoAccess):
        sealed.open_record(record=record, key=keys[olga])
    assert [sealed.may_open(record, user) for user in (vera, lida, olga)] == [True, True, False]


def test_sealing_needs_nobody_unlocked_but_somebody_to_seal_to() -> None:
    empty = create_team(region="RU-SAM")

    with pytest.raises(sealed.NobodyCanOpen):
        seal(empty)

    assert SealedRecord.objects.count() == 0


def test_every_record_of_a_kind_has_the_same_size(team: Team) -> None:
    records = [seal(team, content) for content in (b"", b"x" * ROOM)]

    assert {len(record.box) for record in records} == {sealing.box_size(ROOM)}
    with pytest.raises(DoesNotFit):
        seal(team, b"x" * (ROOM + 1))


def test_another_content_gets_another_key(team: Team, vera: User) -> None:
    record = seal(team)
    before, old_key = WrappedKey.objects.count(), content_key(record, vera)

    sealed.reseal(record=record, content=b"new", room=ROOM)

    record.refresh_from_db()
    assert sealed.open_record(record=record, key=create_unlocked(user=vera)) == b"new"
    assert WrappedKey.objects.count() == before
    with pytest.raises(DoesNotOpen):
        team_boxes.unseal(bytes(record.box), key=old_key, record=record.pk)


def test_a_box_in_the_place_of_another_record_does_not_open(team: Team, vera: User) -> None:
    first, second = seal(team, b"first"), seal(team, b"second")
    SealedRecord.objects.filter(pk=second.pk).update(box=first.box)
    for wrap in first.wraps.all():
        WrappedKey.objects.filter(record=second, member=wrap.member).update(wrap=wrap.wrap)

    with pytest.raises(sealed.NoAccess):
        sealed.open_record(record=second, key=create_unlocked(user=vera))


def test_several_are_opened_with_one_question(
    team: Team, vera: User, django_assert_num_queries: object
) -> None:
    records = [seal(team, bytes([number])) for number in range(3)]
    other = seal(create_team(region="RU-SAM", members=[create_coordinator(username="olga", region="RU-SAM")]))
    key = create_unlocked(user=vera)

    with django_assert_num_queries(1):
        opened = sealed.open_records(records=[*records, other], key=key)

    assert opened == {record.pk: bytes([number]) for number, record in enumerate(records)}


def test_who_leaves_loses_access_at_once_and_the_next_to_unlock_seals_anew(
    team: Team, vera: User, lida: User
) -> None:
    record, other = seal(team), seal(team, b"other")
    remembered = content_key(record, lida)
    key = create_unlocked(user=lida)

    teams.leave(team=team, user=lida, by=None)

    with pytest.raises(sealed.NoAccess):
        sealed.open_record(record=record, key=key)
    assert set(WrappedKey.objects.values_list("member", flat=True)) == {vera.pk}
    assert set(SealedRecord.objects.values_list("needs_new_key", flat=True)) == {True}

    unlocked = create_unlocked(user=vera)

    record.refresh_from_db()
    assert set(SealedRecord.objects.values_list("needs_new_key", flat=True)) == {False}
    assert sealed.open_record(record=record, key=unlocked) == CONTENT
    assert sealed.open_record(record=other, key=unlocked) == b"other"
    assert len(record.box) == sealing.box_size(ROOM)
    with pytest.raises(DoesNotOpen):
        team_boxes.unseal(bytes(record.box), key=remembered, record=record.pk)


def test_records_of_other_teams_keep_their_keys_when_somebody_leaves(team: Team, lida: User) -> None:
    olga = create_coordinator(username="olga", region="RU-SAM")
    other = seal(create_team(region="RU-SAM", members=[olga]))
    box = bytes(other.box)

    teams.leave(team=team, user=lida, by=None)
    create_unlocked(user=olga)

    other.refresh_from_db()
    assert (bytes(other.box), other.needs_new_key) == (box, False)


def test_who_cannot_open_a_record_leaves_it_to_be_sealed_anew_by_another(team: Team, vera: User) -> None:
    record = seal(team)
    SealedRecord.objects.update(needs_new_key=True)
    WrappedKey.objects.filter(member=vera).delete()

    create_unlocked(user=vera)

    record.refresh_from_db()
    assert record.needs_new_key is True
    assert WrappedKey.objects.count() == 1


def test_more_records_than_a_batch_are_all_sealed_anew(
    team: Team, vera: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "BATCH", 2)
    for number in range(5):
        seal(team, bytes([number]))
    SealedRecord.objects.update(needs_new_key=True)

    key = create_unlocked(user=vera)

    assert SealedRecord.objects.filter(needs_new_key=True).count() == 0
    assert sorted(sealed.open_records(records=SealedRecord.objects.all(), key=key).values()) == [
        bytes([number]) for number in range(5)
    ]


def test_replaced_keys_open_nothing_and_end_the_memberships(team: Team, vera: User, lida: User) -> None:
    record = seal(team)
    old = create_unlocked(user=lida)

    key_pairs.replace_key_pair(user=lida, passphrase="восемь других фонарей", today=date(2026, 12, 3))

    new = create_unlocked(user=lida, passphrase="восемь других фонарей")
    for key in (old, new):
        with pytest.raises(sealed.NoAccess):
            sealed.open_record(record=record, key=key)
    assert list(TeamMember.objects.values_list("user", flat=True)) == [vera.pk]
    record.refresh_from_db()
    assert record.needs_new_key is True


def test_a_deleted_account_takes_its_wraps_along_and_never_turns_them_into_the_recovery_keys(
    team: Team, lida: User
) -> None:
    record = seal(team)

    lida.delete()

    assert WrappedKey.objects.filter(record=record).count() == 1
    assert WrappedKey.objects.filter(member=None).count() == 0


def test_the_database_keeps_to_one_wrap_for_each_reader(team: Team, vera: User) -> None:
    record = seal(team)
    wrap = bytes(team_boxes.WRAP_SIZE)
    WrappedKey.objects.create(record=record, member=None, wrap=wrap)

    for member in (vera, None):
        with pytest.raises(IntegrityError, match="one_wrap_for_each_reader"), transaction.atomic():
            WrappedKey.objects.create(record=record, member=member, wrap=wrap)
    with pytest.raises(IntegrityError, match="wrap_has_its_size"), transaction.atomic():
        WrappedKey.objects.filter(record=record).update(wrap=wrap[1:])


def test_ids_are_random_and_no_row_knows_a_time(team: Team) -> None:
    records = [seal(team) for _ in range(3)]

    assert all(UUID(str(record.pk)).version == 4 for record in records)
    columns = {field.name for field in SealedRecord._meta.local_fields + WrappedKey._meta.local_fields}
    assert columns == {"id", "team", "box", "needs_new_key", "record", "member", "wrap"}
