"""The teams of rounds and retreats follow seats and plans: who sits for a part is in its team, and in no
other."""

from uuid import uuid4

import pytest
from django.utils import timezone, translation

from courses.retreats.actions.committee import care, teams
from courses.retreats.models import Round, Seat
from courses.retreats.models.choices import Part
from tests.factories.accounts import create_colleague, create_key_pair
from tests.factories.retreats import (
    create_retreat,
    create_retreat_colleague,
    create_round,
    create_team_part,
)
from wellbeing.accounts.models import Team, User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def seated(round: Round, part: Part, username: str, role: str = "organiser") -> User:
    user = create_colleague(username=username, role=role)
    create_key_pair(user=user)
    Seat.objects.create(round=round, user=user, part=part)
    return user


def names(team: Team) -> set[str]:
    return set(team.members.values_list("user__username", flat=True))


def test_each_part_has_a_team_of_its_own_of_those_who_sit_for_it() -> None:
    round, other = create_round(), create_round()
    seated(round, Part.ACCESS, "lena")
    seated(round, Part.SAFETY, "vera")
    seated(other, Part.ACCESS, "zoya")
    seated(round, Part.ACCESS, "oleg", role="editor")
    rada = create_colleague(username="rada", role="council")
    create_key_pair(user=rada)

    for part in Part:
        teams.follow(teams.team_for(round, part), by=None)

    found = {part: names(teams.team_for(round, part)) for part in Part}
    assert found == {
        Part.ACCESS: {"lena"},
        Part.SAFETY: {"vera"},
        Part.CONTACT: set(),
        Part.APPEAL: {"rada"},
    }
    assert [teams.is_read(teams.team_for(round, part)) for part in Part] == [True, True, False, True]
    assert not teams.can_seal(teams.team_for(round, Part.CONTACT))


def test_who_is_in_the_team_of_a_retreat_and_may_hold_one_is_in_its_team() -> None:
    retreat, other = create_retreat(), create_retreat()
    for username, role, at in (
        ("lena", "trainer", retreat),
        ("vera", "trainer", other),
        ("oleg", "editor", retreat),
    ):
        user = create_colleague(username=username, role=role)
        create_key_pair(user=user)
        create_team_part(at, colleague=create_retreat_colleague(user=user))

    teams.follow(teams.team_of(retreat), by=None)

    assert names(teams.team_of(retreat)) == {"lena"}


def test_a_team_of_what_is_not_there_holds_nobody() -> None:
    rada = create_colleague(username="rada", role="council")
    create_key_pair(user=rada)
    for code in (f"round-appeal:{uuid4()}", "round-appeal:нет", "retreat:нет", "round-access:нет"):
        assert not Team.objects.create(code=code).may_hold().exists()


def test_teams_have_names_in_words() -> None:
    round = create_round(title="Весна")
    with translation.override("en"):
        assert str(teams.team_for(round, Part.SAFETY)) == "Committee, who must not meet: Весна"
        assert str(teams.team_of(create_retreat(title="Выезд у реки"))) == "Team of the retreat: Выезд у реки"


def test_at_night_the_teams_of_a_round_that_is_prepared_stay_and_those_of_one_called_off_end() -> None:
    preparing, off = create_round(decided="preparing"), create_round(decided="cancelled")
    for each in (preparing, off):
        seated(each, Part.ACCESS, f"lena-{each.decided}")
        teams.follow(teams.team_for(each, Part.ACCESS), by=None)

    care.look_after(today=timezone.localdate())

    found = teams.found_for(preparing, Part.ACCESS)
    assert found is not None
    assert (names(found), teams.can_seal(found)) == ({"lena-preparing"}, True)
    assert teams.found_for(off, Part.ACCESS) is None
