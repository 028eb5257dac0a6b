"""Who may be in a team, who lets them in, and how a membership ends."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import translation
from wagtail.models import ModelLogEntry

from tests.factories.accounts import (
    create_colleague,
    create_coordinator,
    create_key_pair,
    create_team,
    create_unlocked,
)
from wellbeing.accounts import actions, sealed
from wellbeing.accounts.actions import teams
from wellbeing.accounts.models import SealedRecord, Team, TeamMember, User, WrappedKey
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.service]


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera")


@pytest.fixture
def lida() -> User:
    return create_coordinator(username="lida")


def members(team: Team) -> set[str]:
    return set(team.members.values_list("user__username", flat=True))


def seal(team: Team, content: bytes = b"sealed") -> SealedRecord:
    return sealed.seal(team=team, content=content, room=100)


def test_a_region_has_one_team_with_a_name_in_both_languages() -> None:
    region = Region.objects.get(code="RU-TOM")

    team = teams.team_of_region(region)

    assert teams.team_of_region(region) == team
    assert (team.code, team.region) == ("coordinators:RU-TOM", region)
    assert str(team) == "Координация: Томская область"
    with translation.override("en"):
        assert str(team) == f"Coordinators: {region.name_en}"


def test_the_first_begins_an_empty_team_and_a_second_cannot(vera: User, lida: User) -> None:
    team = create_team(members=[vera])
    create_key_pair(user=lida)

    with pytest.raises(teams.NotEmpty):
        teams.found(team=team, user=lida)

    assert members(team) == {"vera"}


def test_nobody_begins_a_team_anew_while_something_is_sealed_to_another(vera: User, lida: User) -> None:
    team = create_team(members=[vera])
    seal(team)
    TeamMember.objects.all().delete()
    create_key_pair(user=lida)

    with pytest.raises(teams.NotEmpty):
        teams.found(team=team, user=lida)
    teams.found(team=team, user=vera)

    assert members(team) == {"vera"}


def test_a_newcomer_opens_everything_from_before_and_after(vera: User, lida: User) -> None:
    team = create_team(members=[vera])
    before = seal(team, b"before")
    create_key_pair(user=lida)

    teams.admit(team=team, newcomer=lida, by=create_unlocked(user=vera))

    after = seal(team, b"after")
    opened = sealed.open_records(records=[before, after], key=create_unlocked(user=lida))
    assert opened == {before.pk: b"before", after.pk: b"after"}
    assert members(team) == {"vera", "lida"}


def test_admitting_twice_changes_nothing(vera: User, lida: User) -> None:
    team = create_team(members=[vera, lida])
    seal(team)

    teams.admit(team=team, newcomer=lida, by=create_unlocked(user=vera))

    assert (WrappedKey.objects.count(), TeamMember.objects.count()) == (2, 2)


def test_only_a_member_admits(vera: User, lida: User) -> None:
    team = create_team(members=[vera])
    record = seal(team)
    olga = create_coordinator(username="olga")
    for user in (lida, olga):
        create_key_pair(user=user)

    with pytest.raises(teams.NotAMember):
        teams.admit(team=team, newcomer=olga, by=create_unlocked(user=lida))
    left = create_unlocked(user=vera)
    teams.leave(team=team, user=vera, by=vera)
    with pytest.raises(teams.NotAMember):
        teams.admit(team=team, newcomer=olga, by=left)

    assert members(team) == set()
    assert not sealed.may_open(record, olga)


def test_a_newcomer_needs_keys_and_those_whose_fingerprint_was_compared(vera: User, lida: User) -> None:
    team = create_team(members=[vera])
    by = create_unlocked(user=vera)

    with pytest.raises(teams.HasNoKeys):
        teams.admit(team=team, newcomer=lida, by=by)
    pair = create_key_pair(user=lida)
    with pytest.raises(teams.KeysChanged):
        teams.admit(team=team, newcomer=lida, by=by, fingerprint="0000-0000-0000-0000-0000")
    assert members(team) == {"vera"}

    teams.admit(team=team, newcomer=lida, by=by, fingerprint=pair.fingerprint())
    assert members(team) == {"vera", "lida"}


def test_nobody_else_may_be_in(vera: User) -> None:
    team = create_team(members=[vera])
    by = create_unlocked(user=vera)
    asleep = create_coordinator(username="asleep")
    User.objects.filter(pk=asleep.pk).update(is_active=False)
    strangers = [
        asleep,
        create_coordinator(username="samara", region="RU-SAM"),
        create_colleague(username="trainer", role="trainer", region=team.region),
        create_colleague(username="admin", role="administrator"),
        User.objects.create_superuser("root", region=team.region),
    ]
    for stranger in strangers:
        create_key_pair(user=stranger)
        with pytest.raises(teams.MayNotBeIn):
            teams.admit(team=team, newcomer=stranger, by=by)

    assert members(team) == {"vera"}


def test_a_team_of_a_kind_that_is_not_known_holds_nobody(vera: User) -> None:
    create_key_pair(user=vera)
    team = Team.objects.create(code="unknown:1")

    with pytest.raises(teams.MayNotBeIn):
        teams.found(team=team, user=vera)

    assert str(team) == "unknown:1"


def test_who_coordinates_no_region_begins_no_team(vera: User) -> None:
    create_key_pair(user=vera)
    User.objects.filter(pk=vera.pk).update(region=None)
    vera.refresh_from_db()

    with pytest.raises(teams.MayNotBeIn):
        teams.found_own(user=vera)

    assert Team.objects.count() == 0


def lose_role(user: User) -> None:
    user.groups.set([Group.objects.get(name="trainer")])


def lose_region(user: User) -> None:
    User.objects.filter(pk=user.pk).update(region="RU-SAM")


def lose_region_altogether(user: User) -> None:
    User.objects.filter(pk=user.pk).update(region=None)


def fall_asleep(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def be_deleted(user: User) -> None:
    User.objects.get(pk=user.pk).delete()


@pytest.mark.parametrize("happens", [lose_role, lose_region, lose_region_altogether, fall_asleep, be_deleted])
def test_who_is_no_coordinator_there_any_more_is_out_at_once(happens: object, vera: User, lida: User) -> None:
    team = create_team(members=[vera, lida])
    record = seal(team)
    olga = create_coordinator(username="olga", region="RU-SAM")
    elsewhere = seal(create_team(region="RU-SAM", members=[olga]))

    with actions.changing_staff(by=None):
        happens(lida)

    record.refresh_from_db()
    elsewhere.refresh_from_db()
    assert members(team) == {"vera"}
    assert set(record.wraps.values_list("member__username", flat=True)) == {"vera"}
    assert (record.needs_new_key, elsewhere.needs_new_key) == (True, False)
    assert set(elsewhere.wraps.values_list("member__username", flat=True)) == {"olga"}


def test_a_change_of_somebody_else_ends_no_membership(vera: User, lida: User) -> None:
    team = create_team(members=[vera, lida])
    record = seal(team)
    trainer = create_colleague(username="trainer", role="trainer")

    with actions.changing_staff(by=None):
        be_deleted(trainer)

    record.refresh_from_db()
    assert (members(team), record.needs_new_key) == ({"vera", "lida"}, False)


def test_coming_in_and_going_leaves_a_trace_of_who_did_it(vera: User, lida: User) -> None:
    ModelLogEntry.objects.all().delete()  # what was left by tests that commit
    team = create_team(members=[vera, lida])
    admin = create_colleague(username="admin", role="administrator")

    teams.leave(team=team, user=lida, by=admin)
    teams.leave(team=team, user=lida, by=admin)

    told = [f"accounts.{act}" for act in ("found_team", "admit", "leave_team")]
    entries = ModelLogEntry.objects.filter(action__in=told).order_by("pk")
    assert [(entry.action, entry.label, entry.user) for entry in entries] == [
        ("accounts.found_team", "vera", vera),
        ("accounts.admit", "lida", vera),
        ("accounts.leave_team", "lida", admin),
    ]
    assert {entry.data["team"] for entry in entries} == {"coordinators:RU-TOM"}


@pytest.mark.django_db(transaction=True, available_apps=["wellbeing.accounts"])
@pytest.mark.parametrize("leaves", [False, True])
def test_what_is_sealed_while_somebody_comes_in_or_goes_is_for_who_is_there_then(*, leaves: bool) -> None:
    """Sealing waits until it is settled who is in the team."""
    vera, lida = create_coordinator(username="vera"), create_coordinator(username="lida")
    team = create_team(members=[vera, lida] if leaves else [vera])
    if not leaves:
        create_key_pair(user=lida)
    by = create_unlocked(user=vera)
    records: list[SealedRecord] = []

    def seal_meanwhile() -> None:
        try:
            records.append(seal(team))
        finally:
            connection.close()

    late = threading.Thread(target=seal_meanwhile)
    with transaction.atomic():
        if leaves:
            teams.leave(team=team, user=lida, by=vera)
        else:
            teams.admit(team=team, newcomer=lida, by=by)
        late.start()
        late.join(timeout=0.5)
        assert late.is_alive()
    late.join(timeout=10)

    assert [sealed.may_open(record, lida) for record in records] == [not leaves]
    assert [sealed.may_open(record, vera) for record in records] == [True]
