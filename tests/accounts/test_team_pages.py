"""«Teams» as people use it: who sees which team, admitting, leaving."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.accounts import (
    create_colleague,
    create_coordinator,
    create_key_pair,
    create_team,
    create_unlocked,
    sign_in,
    unlock,
)
from wellbeing.accounts import sealed
from wellbeing.accounts.actions import recovery, teams
from wellbeing.accounts.models import KeyPair, SealedRecord, Team, User, WrappedKey

pytestmark = [pytest.mark.django_db, pytest.mark.service]

TEAMS = "/staff/teams/"


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera", name="Вера")


@pytest.fixture
def lida() -> User:
    return create_coordinator(username="lida", name="Лида")


@pytest.fixture
def signed_in(client: Client, vera: User) -> Client:
    sign_in(client, vera)
    return client


def names(team: Team) -> set[str]:
    return set(team.members.values_list("user__username", flat=True))


def admit(client: Client, team: Team, user: User) -> Any:
    pair = KeyPair.objects.filter(user=user).first()
    fields = {"who": user.username, "fingerprint": pair.fingerprint() if pair else ""}
    return client.post(f"{TEAMS}{team.pk}/admit/", fields)


def leave(client: Client, team: Team, user: User) -> Any:
    return client.post(f"{TEAMS}{team.pk}/leave/", {"who": user.username})


def test_the_first_coordinator_begins_the_team_of_the_region(signed_in: Client, vera: User) -> None:
    assert "В команде региона пока никого нет (Томская область)." in signed_in.get(TEAMS).text
    assert signed_in.post(f"{TEAMS}begin/").headers["Location"] == "/staff/keys/"
    create_key_pair(user=vera)

    response = signed_in.post(f"{TEAMS}begin/")

    team = Team.objects.get()
    assert response.headers["Location"] == f"{TEAMS}{team.pk}/"
    assert (team.code, names(team)) == ("coordinators:RU-TOM", {"vera"})
    page = signed_in.get(TEAMS)
    assert "Координация: Томская область" in page.text
    assert "Начать команду" not in page.text
    assert [row.count for row in page.context["teams"]] == [1]


def test_a_second_cannot_begin_it_and_is_told_what_to_do(signed_in: Client, vera: User, lida: User) -> None:
    team = create_team(members=[lida])
    create_key_pair(user=vera)

    response = signed_in.post(f"{TEAMS}begin/", follow=True)

    assert "вас должен допустить кто-то из них" in response.text
    assert names(team) == {"lida"}


def test_a_member_admits_by_the_fingerprint_once_unlocked(signed_in: Client, vera: User, lida: User) -> None:
    team = create_team(members=[vera])
    record = sealed.seal(team=team, content=b"sealed", room=100)
    page = signed_in.get(f"{TEAMS}{team.pk}/").text
    assert "Могли бы быть в команде, но ещё не создали ключи: Лида." in page
    fingerprint = create_key_pair(user=lida).fingerprint()
    page = signed_in.get(f"{TEAMS}{team.pk}/").text
    assert fingerprint in page
    assert "Совпадает, допустить" not in page

    locked = admit(signed_in, team, lida)
    assert locked.headers["Location"] == f"/staff/keys/unlock/?next=%2Fstaff%2Fteams%2F{team.pk}%2F"
    assert names(team) == {"vera"}

    unlock(signed_in)
    assert "Совпадает, допустить" in signed_in.get(f"{TEAMS}{team.pk}/").text
    assert admit(signed_in, team, lida).headers["Location"] == f"{TEAMS}{team.pk}/"
    assert names(team) == {"vera", "lida"}
    assert sealed.open_record(record=record, key=create_unlocked(user=lida)) == b"sealed"


def test_keys_that_changed_since_the_page_was_shown_are_not_admitted(
    signed_in: Client, vera: User, lida: User
) -> None:
    team = create_team(members=[vera])
    create_key_pair(user=lida)
    unlock(signed_in)
    fields = {"who": "lida", "fingerprint": "0000-0000-0000-0000-0000"}

    response = signed_in.post(f"{TEAMS}{team.pk}/admit/", fields, follow=True)

    assert "Сначала сверьте новый отпечаток." in response.text
    assert names(team) == {"vera"}


def test_who_is_not_in_the_team_admits_nobody(signed_in: Client, vera: User, lida: User) -> None:
    team = create_team(members=[lida])
    olga = create_coordinator(username="olga")
    for user in (vera, olga):
        create_key_pair(user=user)
    unlock(signed_in)

    assert "Допускает кто-то из команды." in signed_in.get(f"{TEAMS}{team.pk}/").text
    assert admit(signed_in, team, olga).status_code == 403
    assert admit(signed_in, team, vera).status_code == 403

    assert names(team) == {"lida"}


def test_somebody_leaves_after_being_asked(signed_in: Client, vera: User, lida: User) -> None:
    team = create_team(members=[vera, lida])
    record = sealed.seal(team=team, content=b"sealed", room=100)

    asked = signed_in.get(f"{TEAMS}{team.pk}/leave/", {"who": "vera"})
    assert "Чтобы вернуться, нужно будет, чтобы вас снова допустили." in asked.text
    assert names(team) == {"vera", "lida"}

    assert leave(signed_in, team, vera).headers["Location"] == TEAMS
    assert names(team) == {"lida"}
    assert not sealed.may_open(record, vera)


def test_a_member_takes_the_access_of_another_away_once_unlocked(
    signed_in: Client, vera: User, lida: User
) -> None:
    team = create_team(members=[vera, lida])

    assert leave(signed_in, team, lida).headers["Location"].startswith("/staff/keys/unlock/?next=")
    assert names(team) == {"vera", "lida"}

    unlock(signed_in)
    assert "С этой минуты Лида не откроет ничего" in (
        signed_in.get(f"{TEAMS}{team.pk}/leave/", {"who": "lida"}).text
    )
    assert leave(signed_in, team, lida).headers["Location"] == f"{TEAMS}{team.pk}/"
    assert names(team) == {"vera"}


def test_who_only_waits_takes_nobodys_access_away(signed_in: Client, vera: User, lida: User) -> None:
    team = create_team(members=[lida])
    create_key_pair(user=vera)
    unlock(signed_in)

    assert leave(signed_in, team, lida).status_code == 403

    assert names(team) == {"lida"}


def test_an_administrator_without_keys_sees_all_teams_and_takes_access_away(
    client: Client, vera: User, lida: User
) -> None:
    team = create_team(members=[vera, lida])
    create_team(region="RU-SAM")
    record = sealed.seal(team=team, content=b"sealed", room=100)
    sign_in(client, create_colleague(username="admin", role="administrator"))

    assert len(client.get(TEAMS).context["teams"]) == 2
    assert leave(client, team, lida).headers["Location"] == f"{TEAMS}{team.pk}/"
    assert admit(client, team, lida).status_code == 403
    assert client.post(f"{TEAMS}begin/").status_code == 403

    assert names(team) == {"vera"}
    assert set(WrappedKey.objects.values_list("member__username", flat=True)) == {"vera"}
    record.refresh_from_db()
    assert record.needs_new_key is True


def test_the_last_to_leave_is_told_what_becomes_of_what_is_sealed(signed_in: Client, vera: User) -> None:
    team = create_team(members=[vera])
    address, who = f"{TEAMS}{team.pk}/leave/", {"who": "vera"}

    assert "Запечатанное будет потеряно навсегда." in signed_in.get(address, who).text
    recovery.make_recovery_key(language="ru", today=KeyPair.objects.get().made_month, by=None)
    assert "запечатанное откроют только слова восстановления" in signed_in.get(address, who).text


def test_everybody_sees_since_when_there_is_a_recovery_key_and_who_made_and_tested_it(
    signed_in: Client,
) -> None:
    assert "Ключа восстановления сейчас нет." in signed_in.get(TEAMS).text
    admin = create_colleague(username="admin", role="administrator")
    today = date(2026, 11, 27)
    words = " ".join(recovery.make_recovery_key(language="ru", today=today, by=admin))
    made = signed_in.get(TEAMS).text
    assert "Создан: Ноябрь 2026 (admin)." in made or "Создан: ноябрь 2026 (admin)." in made
    assert "Слова ещё ни разу не проверяли." in made

    recovery.test_recovery(words=words, today=today, by=admin)

    assert "2026 (admin). Его создают и проверяют вдвоём." in signed_in.get(TEAMS).text


@pytest.mark.parametrize("act", ["", "admit/", "leave/"])
def test_the_team_of_another_region_is_not_there(signed_in: Client, act: str, lida: User) -> None:
    """Whatever is written into the address, and whatever the form says."""
    olga = create_coordinator(username="olga", region="RU-SAM")
    team = create_team(region="RU-SAM", members=[olga])
    create_team(members=[lida])

    answers = [
        signed_in.get(f"{TEAMS}{team.pk}/{act}", {"who": "olga"}),
        signed_in.post(f"{TEAMS}{team.pk}/{act}", {"who": "olga"}),
    ]

    assert {answer.status_code for answer in answers} <= {404, 405}
    assert names(team) == {"olga"}
    assert [row.code for row in signed_in.get(TEAMS).context["teams"]] == ["coordinators:RU-TOM"]


@pytest.mark.parametrize("who", ["", "nobody", "samara", "admin", "\0", "ve\0ra"])
def test_only_who_may_be_in_the_team_can_be_named(signed_in: Client, vera: User, who: str) -> None:
    team = create_team(members=[vera])
    for stranger in (
        create_coordinator(username="samara", region="RU-SAM"),
        create_colleague(username="admin", role="administrator"),
    ):
        create_key_pair(user=stranger)
    unlock(signed_in)

    assert signed_in.get(f"{TEAMS}{team.pk}/leave/", {"who": who}).status_code == 404
    assert signed_in.post(f"{TEAMS}{team.pk}/admit/", {"who": who}).status_code == 404
    assert signed_in.post(f"{TEAMS}{team.pk}/leave/", {"who": who}).status_code == 404

    assert names(team) == {"vera"}


@pytest.mark.parametrize("role", ["editor", "assessor"])
def test_nobody_else_sees_teams(client: Client, role: str, vera: User) -> None:
    team = create_team(members=[vera])
    sign_in(client, create_colleague(role=role, region=team.region))

    for address in ("", "begin/", f"{team.pk}/", f"{team.pk}/admit/", f"{team.pk}/leave/"):
        assert client.get(f"{TEAMS}{address}").status_code == 403
        assert client.post(f"{TEAMS}{address}", {"who": "vera"}).status_code == 403

    assert names(team) == {"vera"}
    assert f'"{TEAMS}"' not in client.get("/staff/").text


def test_the_pages_cost_the_same_with_one_and_with_three(
    signed_in: Client, vera: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    team = create_team(members=[vera])
    create_key_pair(user=create_coordinator(username="first"))
    addresses = (TEAMS, f"{TEAMS}{team.pk}/")
    for address in addresses:
        signed_in.get(address)
    with django_assert_max_num_queries(200) as one:
        for address in addresses:
            signed_in.get(address)
    by = create_unlocked(user=vera)
    for name in ("lida", "olga"):
        user = create_coordinator(username=name)
        create_key_pair(user=user)
        sealed.seal(team=team, content=b"x", room=10)
        teams.admit(team=team, newcomer=user, by=by)
        create_key_pair(user=create_coordinator(username=f"waiting-{name}"))

    with django_assert_max_num_queries(200) as three:
        for address in addresses:
            signed_in.get(address)

    assert len(three) == len(one)
    assert SealedRecord.objects.count() == 2
