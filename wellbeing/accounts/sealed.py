"""Sealing to a team and opening what was sealed: what other apps call.

Sealing needs nobody's secret. Opening needs a member's private half, which `unlocking.current` gives while
they have it unlocked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wellbeing.accounts.models import RecoveryKey, SealedRecord, Team, TeamMember, User, WrappedKey
from wellbeing.privacy import team_boxes
from wellbeing.privacy.sealing import DoesNotOpen

BATCH = 200


class NobodyCanOpen(Exception):
    """The team has no member with a key pair, and there is no recovery key: what is sealed would be lost."""


class NoAccess(Exception):
    """This record is not sealed to whoever tries to open it."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A colleague's private half while it is open, at the latest until `until`."""

    user: User
    private: bytes = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody a record is wrapped to: a member, or without a number the holder of the recovery words."""

    user_id: int | None
    public: bytes


@transaction.atomic
def seal(*, team: Team, content: bytes, room: int) -> SealedRecord:
    """A new record for every member of the team that has keys, and for the recovery key.

    `room` is the same for all records of a kind, so that its size tells nothing. Raises NobodyCanOpen,
    sealing.DoesNotFit.
    """
    hold(team)
    record = SealedRecord(team=team)
    wraps = _put(record, content, room=room, readers=readers_of(team))
    record.save(force_insert=True)
    WrappedKey.objects.bulk_create(wraps)
    return record


@transaction.atomic
def reseal(*, record: SealedRecord, content: bytes, room: int) -> SealedRecord:
    """Other content in a record, under a fresh key. Raises NobodyCanOpen, sealing.DoesNotFit."""
    hold(record.team)
    wraps = _put(record, content, room=room, readers=readers_of(record.team))
    record.save(update_fields=["box", "needs_new_key"])
    record.wraps.all().delete()
    WrappedKey.objects.bulk_create(wraps)
    return record


def open_record(*, record: SealedRecord, key: Unlocked) -> bytes:
    """What a record holds. Raises NoAccess."""
    try:
        return open_records(records=[record], key=key)[record.pk]
    except KeyError:
        raise NoAccess from None


def open_records(*, records: Iterable[SealedRecord], key: Unlocked) -> dict[UUID, bytes]:
    """What those of the records hold that open to this key, by their ids; one query for all."""
    rows = WrappedKey.objects.filter(record__in=list(records), member=key.user)
    opened = {}
    for record_id, wrap, box in rows.values_list("record_id", "wrap", "record__box"):
        try:
            content_key = team_boxes.unwrap(bytes(wrap), private=key.private)
            opened[record_id] = team_boxes.unseal(bytes(box), key=content_key, record=record_id)
        except DoesNotOpen:
            continue
    return opened


def may_open(record: SealedRecord, user: User) -> bool:
    """Whether the record is sealed to this colleague; they may still have to unlock."""
    return WrappedKey.objects.filter(record=record, member=user).exists()


def renew(*, key: Unlocked) -> None:
    """Seals anew, in every team of the key's owner, what somebody who left may remember the key of."""
    waiting = Team.objects.filter(members__user=key.user, records__needs_new_key=True).distinct()
    for team in waiting.order_by("pk"):
        last = None
        while last := _renew_batch(team, key, after=last):
            pass


@transaction.atomic
def _renew_batch(team: Team, key: Unlocked, *, after: UUID | None) -> UUID | None:
    """Up to 200 records; returns the id of the last, None if there was none."""
    hold(team)
    rows = SealedRecord.objects.filter(team=team, needs_new_key=True).order_by("pk")
    batch = list((rows if after is None else rows.filter(pk__gt=after))[:BATCH])
    if not batch:
        return None
    contents = open_records(records=batch, key=key)
    opened = [record for record in batch if record.pk in contents]
    readers = readers_of(team)
    wraps: list[WrappedKey] = []
    for record in opened:
        room = team_boxes.room_of(bytes(record.box))
        wraps += _put(record, contents[record.pk], room=room, readers=readers)
    SealedRecord.objects.bulk_update(opened, ["box", "needs_new_key"])
    WrappedKey.objects.filter(record__in=opened).delete()
    WrappedKey.objects.bulk_create(wraps)
    return batch[-1].pk


def hold(team: Team) -> None:
    """Nobody else changes who reads the team's records, or adds one, until the transaction ends."""
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def readers_of(team: Team) -> list[Reader]:
    """Whom a new record of the team is wrapped to. Raises NobodyCanOpen."""
    members = TeamMember.objects.filter(team=team, user__key_pair__isnull=False)
    found = [
        Reader(user_id, bytes(public))
        for user_id, public in members.values_list("user_id", "user__key_pair__public")
    ]
    found += [Reader(None, bytes(public)) for public in RecoveryKey.objects.values_list("public", flat=True)]
    if not found:
        raise NobodyCanOpen
    return found


def _put(record: SealedRecord, content: bytes, *, room: int, readers: list[Reader]) -> list[WrappedKey]:
    """Seals into the record under a fresh content key; returns that key's wraps. Stores nothing."""
    key = team_boxes.draw()
    record.box = team_boxes.seal(content, key=key, record=record.pk, room=room)
    record.needs_new_key = False
    return [
        WrappedKey(record=record, member_id=reader.user_id, wrap=team_boxes.wrap(key, public=reader.public))
        for reader in readers
    ]
