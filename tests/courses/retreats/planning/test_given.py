"""What a year is planned from: who may lead when, what is taken already, which houses are no houses."""

from datetime import date, timedelta

import pytest

from courses.retreats.models import ColleagueWeek
from courses.retreats.planning import given, wanting
from courses.retreats.planning.wanting import Proposed
from courses.retreats.rules.year import Role
from courses.runs.models import Party
from tests.factories.planning import (
    create_certified,
    create_free_house,
    create_team,
    create_year,
    sunday,
    week,
)
from tests.factories.retreats import (
    create_application,
    create_retreat,
    create_retreat_colleague,
    create_round,
    create_team_part,
)
from tests.factories.runs import create_run
from trainers.models import Certificate

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ALL = range(1, 53)


def test_who_leads_counts_in_weeks_in_which_they_hold_a_certificate() -> None:
    team = create_team(numbers=(10, 20, 40))
    other = create_retreat_colleague(roles=["lead"])
    ColleagueWeek.objects.create(colleague=other, week_on=week(10))
    Certificate.objects.update(expires_month=date(2027, 1, 1))  # and ninety days of grace after the month
    found = {each.key: each for each in given.of(create_year()).colleagues}

    lead = found[str(team[0].pk)]
    assert lead.weeks == {10, 20, 40}
    assert [Role.LEAD in lead.roles_in(number) for number in (10, 20, 40)] == [True, False, False]
    assert found[str(other.pk)].roles_in(10) == []
    assert found[str(team[1].pk)].roles_in(40) == [Role.CO_TRAINER]


@pytest.mark.parametrize("what", ["suspended", "revoked", "stops"])
def test_a_certificate_that_does_not_count_lets_nobody_lead(what: str) -> None:
    trainer = create_certified()
    (lead, *_others) = create_team(trainer=trainer)
    month = date(2026, 12, 1)
    if what == "stops":
        trainer.active_until_month = month
        trainer.save()
    else:
        Certificate.objects.update(**{f"{what}_month": month})
    assert given.lead_weeks([lead], [week(10)]) == {lead.pk: frozenset()}


def test_what_is_planned_already_is_taken() -> None:
    house, year = create_free_house(numbers=(10, 20, 30)), create_year(money=250_000, most=3)
    team = create_team(numbers=(8, 10, 13, 14, 20))
    retreat = create_retreat(
        house=house, year=year, begins_on=week(10), ends_on=sunday(week(10)), decided="planned"
    )
    create_team_part(retreat, colleague=team[0])
    found = given.of(year)

    assert found.houses[0].weeks == {20, 30}
    assert (found.money, found.most) == (150_000, 2)
    by_key = {each.key: each for each in found.colleagues}
    assert by_key[str(team[0].pk)].weeks == {14, 20}
    assert by_key[str(team[0].pk)].most == team[0].most - 1
    assert by_key[str(team[1].pk)].weeks == {8, 10, 13, 14, 20}

    retreat.team_parts.all().delete()
    retreat.decided = "cancelled"
    retreat.save()
    assert given.of(year).houses[0].weeks == {10, 20, 30}


def test_weeks_of_other_years_are_none_of_this_one() -> None:
    house = create_free_house(numbers=(10,))
    house.weeks.create(week_on=date(2028, 3, 6))
    assert given.of(create_year()).houses[0].weeks == {10}


def test_a_house_that_has_beds_for_its_team_alone_is_no_house() -> None:
    small, house = create_free_house(rooms=()), create_free_house(rooms=(1,))
    assert [each.key for each in given.of(create_year()).houses] == [str(house.pk)]
    assert given.too_small() == [small]


def test_proposals_come_from_the_last_closed_round_and_from_waiting_lists() -> None:
    old, last = create_round(decided="closed"), create_round(decided="closed")
    old.closes_at -= timedelta(days=300)
    old.save()
    still_open = create_round()
    retreat = create_retreat(round=last)
    for number in range(13):
        create_application(last, wishes=[retreat], region="RU-TOM")
        create_application(still_open, wishes=[retreat], region="RU-IRK")
        create_application(old, wishes=[retreat], region="RU-NVS")
        if number < 9:
            create_application(last, wishes=[retreat], region="RU-PER")
    run = create_run(capacity=30)
    for number in range(4):
        Party.objects.create(run=run, size=4, number=number, standing="waiting", goes_on=date(2027, 3, 1))
    Party.objects.create(run=run, size=4, number=9, standing="in", goes_on=date(2027, 3, 1))

    assert wanting.proposed() == {"RU-TOM": Proposed(applied=10, waiting=15)}
    assert wanting.proposed()["RU-TOM"].places == 25


def test_nothing_is_proposed_where_there_is_nothing() -> None:
    assert wanting.proposed() == {}
