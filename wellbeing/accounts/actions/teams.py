"""Who is in a team, and so whom its records are sealed to."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import LogContext, log

from wellbeing.accounts import sealed
from wellbeing.accounts.models import (
    KeyPair,
    SealedRecord,
    Team,
    TeamMember,
    User,
    WrappedKey,
)
from wellbeing.accounts.models.teams import COORDINATORS
from wellbeing.accounts.sealed import Unlocked
from wellbeing.privacy import team_boxes
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.regions.models import Region

Memberships = set[tuple[UUID, int]]


class MayNotBeIn(Exception):
    """This colleague has not the role for this team, or not in its region, or may not sign in."""


class HasNoKeys(Exception):
    """This colleague has to make keys before anything can be sealed to them."""


class KeysChanged(Exception):
    """The newcomer's keys are not those whose fingerprint was compared."""


class NotAMember(Exception):
    """Only a member admits others."""


class NotEmpty(Exception):
    """The team has members, or records sealed to somebody else: somebody has to admit the newcomer."""


def team_of_region(region: Region) -> Team:
    """The coordinators of a region."""
    code = f"{COORDINATORS}:{region.pk}"
    team, _created = Team.objects.get_or_create(code=code, defaults={"region": region})
    return team


@transaction.atomic
def found(*, team: Team, user: User) -> TeamMember:
    """The first member of an empty team. Raises NotEmpty, MayNotBeIn, HasNoKeys."""
    _hold_keys(user)
    sealed.hold(team)
    _keys_of(team, user)
    others = WrappedKey.objects.filter(record__team=team).exclude(member=user)
    if TeamMember.objects.filter(team=team).exists() or others.exists():
        raise NotEmpty
    member = TeamMember.objects.create(team=team, user=user)
    note(user, "accounts.found_team", team, by=user)
    return member


def found_own(*, user: User) -> TeamMember:
    """As `found`, for the coordinators of the user's own region. Raises MayNotBeIn without one as well."""
    region = user.coordinates()
    if region is None:
        raise MayNotBeIn
    return found(team=team_of_region(region), user=user)


@transaction.atomic
def admit(*, team: Team, newcomer: User, by: Unlocked, fingerprint: str | None = None) -> TeamMember:
    """A member opens every record of the team to a newcomer, whose fingerprint they have compared.

    Raises NotAMember, MayNotBeIn, HasNoKeys, KeysChanged.
    """
    _hold_keys(newcomer)
    sealed.hold(team)
    if not TeamMember.objects.filter(team=team, user=by.user).exists():
        raise NotAMember
    pair = _keys_of(team, newcomer)
    if fingerprint is not None and fingerprint != pair.fingerprint():
        raise KeysChanged
    member, _created = TeamMember.objects.get_or_create(team=team, user=newcomer)
    _wrap_all(team, pair, private=by.private, of=by.user)
    note(newcomer, "accounts.admit", team, by=by.user)
    return member


@transaction.atomic
def leave(*, team: Team, user: User, by: User | None) -> None:
    """Takes a member's access away at once. Whoever does it needs no keys: the records get fresh ones when
    the next member unlocks."""
    sealed.hold(team)
    gone, _rows = TeamMember.objects.filter(team=team, user=user).delete()
    WrappedKey.objects.filter(record__team=team, member=user).delete()
    SealedRecord.objects.filter(team=team).update(needs_new_key=True)
    if gone:
        note(user, "accounts.leave_team", team, by=by)


def give_back(*, team: Team, member: User, private: bytes, by: User | None) -> TeamMember:
    """Opens the team's records to somebody by the private half of the recovery key (`recovery.recover`).

    Raises MayNotBeIn, HasNoKeys.
    """
    with transaction.atomic():
        _hold_keys(member)
        sealed.hold(team)
        pair = _keys_of(team, member)
        membership, _created = TeamMember.objects.get_or_create(team=team, user=member)
        _wrap_all(team, pair, private=private, of=None)
        note(member, "accounts.recover", team, by=by)
    return membership


def held() -> Memberships:
    """Every membership, to compare with after a change to colleagues."""
    return set(TeamMember.objects.values_list("team_id", "user_id"))


@transaction.atomic
def end_lost(*, by: User | None, before: Memberships | None = None) -> None:
    """Ends the memberships of those who may not be in a team any more; where a member went with the whole
    account, the team's records get fresh keys as well. Always in one order, so that two never wait for each
    other."""
    lost = TeamMember.objects.no_longer_fit().order_by("team").select_related("team", "user")
    for member in lost:
        leave(team=member.team, user=member.user, by=by)
    left_behind = {team_id for team_id, _user_id in (before or set()) - held()}
    SealedRecord.objects.filter(team__in=left_behind).update(needs_new_key=True)


def _hold_keys(user: User) -> None:
    """Nobody replaces these keys until the transaction ends. Held before the team, as in replacing."""
    KeyPair.objects.select_for_update().filter(user=user).first()


def _keys_of(team: Team, user: User) -> KeyPair:
    """Raises MayNotBeIn, HasNoKeys."""
    if not team.may_hold().filter(pk=user.pk).exists():
        raise MayNotBeIn
    pair = KeyPair.objects.filter(user=user).first()
    if pair is None:
        raise HasNoKeys
    return pair


def _wrap_all(team: Team, pair: KeyPair, *, private: bytes, of: User | None) -> None:
    """Wraps to `pair` every content key of the team that is wrapped to `of`, whose private half this is."""
    rows = WrappedKey.objects.filter(record__team=team, member=of)
    rows = rows.exclude(record__wraps__member=pair.user_id)
    public = bytes(pair.public)
    wraps = (
        WrappedKey(record_id=record_id, member_id=pair.user_id, wrap=team_boxes.wrap(key, public=public))
        for record_id, key in _unwrapped(rows, private)
    )
    WrappedKey.objects.bulk_create(wraps, batch_size=1000)


def _unwrapped(rows: QuerySet[WrappedKey], private: bytes) -> Iterator[tuple[UUID, bytes]]:
    for record_id, wrap in rows.values_list("record_id", "wrap"):
        try:
            yield record_id, team_boxes.unwrap(bytes(wrap), private=private)
        except DoesNotOpen:
            continue


def note(user: User, action: str, team: Team, *, by: User | None) -> None:
    with LogContext(user=by):
        log(instance=user, action=action, data={"team": team.code})
