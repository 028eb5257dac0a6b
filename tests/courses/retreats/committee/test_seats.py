"""Seats in the committee, given and taken back on the page of a round, and teams that are looked after."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.retreats.actions.committee import care, teams
from courses.retreats.models import Conflict, Retreat, Round, Seat
from courses.retreats.models.choices import Part
from tests.courses.retreats.committee.sitting import (
    applicant,
    colleague,
    council,
    declare,
    open_round,
    organiser,
    post,
    seat_of,
    seated,
)
from tests.factories.accounts import create_key_pair
from tests.factories.retreats import create_retreat
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import Team, User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def names(round: Round, part: Part) -> set[str]:
    return set(teams.team_for(round, part).members.values_list("user__username", flat=True))


def page(round: Round) -> str:
    return reverse("retreats_staff:round", args=[round.pk])


def test_a_seat_is_given_on_the_page_of_the_round_and_the_team_follows() -> None:
    round, olga, lena = open_round(), organiser(), colleague("lena")
    client = client_of(olga)

    post(client, "seat", round.pk, part="safety", user=lena.pk)

    assert [(each.user, each.part) for each in round.seats.all()] == [(lena, Part.SAFETY)]
    assert (names(round, Part.SAFETY), names(round, Part.ACCESS)) == ({"lena"}, set())
    said = text(client.get(page(round)))
    assert "lena Освободить место" in said
    post(client, "seat", round.pk, part="safety", user=lena.pk)
    assert round.seats.count() == 1, "given twice, they have it once"

    post(client, "unseat", round.pk, seat_of(round, lena, Part.SAFETY).pk)

    assert (round.seats.count(), names(round, Part.SAFETY)) == (0, set())


def test_the_page_says_who_has_no_keys_and_who_waits() -> None:
    round = open_round()
    seated(round, Part.ACCESS)
    applicant(round)
    nina = colleague("nina", keys=False)
    for user in (nina, colleague("vera")):
        post(client_of(organiser()), "seat", round.pk, part="access", user=user.pk)

    said = text(client_of(organiser()).get(page(round)))

    assert "nina (пока без ключей)" in said
    assert "vera (ждёт, чтобы впустил кто-то из команды)" in said


@pytest.mark.parametrize("typed", ["", "нет", "99999999", "9" * 30, "-1"])
def test_nobody_chosen_is_said(typed: str) -> None:
    round = open_round()
    found = client_of(organiser()).post(
        reverse("retreats_staff:seat", args=[round.pk]), {"part": "access", "user": typed}, follow=True
    )
    assert (found.status_code, "Сначала выберите" in found.text) == (200, True)


def test_only_who_may_review_is_offered_and_no_seat_is_given_for_appeals() -> None:
    round, rada = open_round(), colleague("rada", role="council")
    client = client_of(organiser())

    assert f'<option value="{rada.pk}">' not in client.get(page(round)).text
    post(client, "seat", round.pk, part="access", user=rada.pk)
    post(client, "seat", round.pk, part="appeal", user=organiser().pk)
    assert not Seat.objects.exists()


def test_a_round_that_is_over_or_off_keeps_its_committee() -> None:
    round = open_round()
    lena = seated(round, Part.ACCESS)
    vera = colleague("vera")
    client = client_of(organiser())
    create_retreat(round=round, begins_on=timezone.localdate() - timedelta(days=9))

    post(client, "seat", round.pk, part="access", user=vera.pk)
    found = client.post(
        reverse("retreats_staff:unseat", args=[round.pk, seat_of(round, lena, Part.ACCESS).pk]), follow=True
    )

    assert "остаётся прежней" in found.text
    assert [each.user for each in round.seats.all()] == [lena]


def test_only_organisers_give_seats() -> None:
    round, lena = open_round(), colleague("lena")
    for user in (seated(round, Part.ACCESS, username="vera"), council(round)):
        client = client_of(user)
        assert post(client, "seat", round.pk, part="safety", user=lena.pk).status_code == 302
        assert "Дать место" not in text(client.get(page(round)))
    assert round.seats.count() == 1


def test_the_ways_to_what_is_sealed_show_to_those_whose_it_is() -> None:
    round = open_round()
    lena, rada = seated(round, Part.SAFETY), council(round)
    ways = {part: reverse("retreats_staff:review", args=[round.pk, part]) for part in Part}

    def shown(user: User) -> set[str]:
        found = client_of(user).get(page(round)).text
        return {part for part, way in ways.items() if way in found}

    assert shown(lena) == {Part.SAFETY}
    assert shown(rada) == {Part.APPEAL}
    assert shown(organiser()) == set()


def test_declarations_go_when_the_applications_of_the_round_do() -> None:
    round = open_round()
    declare(round, colleague("lena"))
    assert Conflict.objects.get().goes_on is None, "no retreat yet"

    retreat = create_retreat(round=round)
    assert Conflict.objects.get().goes_on == retreat.ends_on + timedelta(days=14)
    Retreat.objects.filter(pk=retreat.pk).update(ends_on=retreat.ends_on + timedelta(days=2))
    assert Conflict.objects.get().goes_on == retreat.ends_on + timedelta(days=16)


def test_each_night_what_changed_is_followed_and_what_is_over_ends() -> None:
    round, off = open_round(), open_round(decided="cancelled")
    lena = seated(round, Part.ACCESS)
    nina = colleague("nina", keys=False)
    Seat.objects.create(round=round, user=nina, part=Part.ACCESS)
    Seat.objects.filter(user=lena).delete()
    create_key_pair(user=nina)
    over = open_round()
    create_retreat(round=over, begins_on=timezone.localdate() - timedelta(days=40))
    gone = teams.team_for(over, Part.SAFETY)

    care.look_after(today=timezone.localdate())

    assert names(round, Part.ACCESS) == {"nina"}
    assert not Team.objects.filter(pk=gone.pk).exists()
    assert not Team.objects.filter(code__endswith=str(off.pk)).exists()
    assert Team.objects.filter(code__endswith=str(round.pk)).count() == len(Part)


def test_the_page_of_a_round_costs_the_same_for_one_seat_and_for_three() -> None:
    round = open_round()
    client = client_of(organiser())
    seated(round, Part.ACCESS)
    one = queries(client, page(round))
    seated(round, Part.ACCESS, username="vera"), seated(round, Part.SAFETY, username="nina")

    assert queries(client, page(round)) == one
