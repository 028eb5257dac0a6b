"""Accepting a plan: its retreats with their teams, once, all or none, and why not in words."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from courses.retreats import planned_titles
from courses.retreats.actions.planning import accepting, houses, plannings, years
from courses.retreats.models import Colleague, House, Pin, Planning, Retreat, TeamPart, Year
from courses.retreats.planning import making, refusals, stored
from courses.retreats.public import described
from tests.courses.retreats.planning.looking import create_organiser
from tests.factories.planning import create_free_house, create_team, create_year, sunday, week
from tests.factories.retreats import NOW, create_retreat, create_team_part
from trainers.models import Certificate

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def year() -> Year:
    cache.clear()
    create_free_house(numbers=(10,)), create_free_house(numbers=(14,), rooms=(3, 3))
    create_team()
    year = create_year(wanted={"RU-TOM": 11})
    plannings.ask(year=year.pk, by=create_organiser(), today=NOW.date())
    making.work_next()
    return year


def accept(year: Year, number: int = 1) -> list[Retreat]:
    by = create_organiser(username=f"by-{Retreat.objects.count()}-{number}")
    return accepting.accept(year=year.pk, number=number, by=by)


def plan(year: Year) -> stored.Stored:
    return stored.read(Planning.objects.get(year=year).plans[0])


def test_retreats_are_made_with_their_teams_and_neutral_names(year: Year) -> None:
    made = accept(year)
    planned = {(each.house, each.week_on): each.team for each in plan(year).stays}

    assert len(made) == len(planned) == 2
    for retreat in Retreat.objects.all():
        team = planned[str(retreat.house_id), retreat.begins_on]
        assert {(each.role, str(each.colleague_id)) for each in retreat.team_parts.all()} == set(team.items())
        assert (retreat.ends_on, retreat.decided, retreat.round) == (
            sunday(retreat.begins_on),
            "planned",
            None,
        )
        assert (retreat.region_id, retreat.zone) == ("RU-TOM", "Asia/Krasnoyarsk")
        assert retreat.year == year
    assert {(each.title, each.places) for each in made} == {
        ("Весенний выезд", 5),
        ("Весенний выезд 2", 6),
    }
    assert Planning.objects.get().accepted == 1


def test_names_are_counted_by_the_season_and_read_in_the_readers_language(year: Year) -> None:
    days = date(2027, 1, 4), date(2027, 5, 31), date(2027, 6, 1), date(2027, 11, 1), date(2027, 12, 6)
    seasons = [planned_titles.season(day) for day in days]
    assert seasons == [f"{each} retreat" for each in ("Winter", "Spring", "Summer", "Autumn", "Winter")]
    create_retreat(year=year, begins_on=date(2027, 5, 3), ends_on=date(2027, 5, 9))

    assert sorted(each.title for each in accept(year)) == ["Весенний выезд 2", "Весенний выезд 3"]
    retreat = Retreat.objects.get(title="Весенний выезд 3")
    with override("en"):
        assert described.described(retreat).endswith("April 2027, Siberia — Spring retreat 3")
    with override("ru"):
        assert described.described(retreat).endswith("2027, Сибирь — Весенний выезд 3")
    retreat.title = "Весенний выезд на двоих"
    with override("en"):
        assert described.described(retreat).endswith("— Весенний выезд на двоих")


@pytest.mark.parametrize(("code", "zone"), [("GE", "Asia/Tbilisi"), ("FR", "Europe/Moscow")])
def test_the_clocks_follow_from_the_region_of_the_house(year: Year, code: str, zone: str) -> None:
    House.objects.update(region=code)
    assert {each.zone for each in accept(year)} == {zone}


def test_it_is_written_down_who_accepted(year: Year) -> None:
    accept(year)
    entry = ModelLogEntry.objects.get(action="retreats.accept_plan")
    assert (entry.object_id, entry.user.username) == (str(year.pk), "by-0-1")
    assert ModelLogEntry.objects.filter(action="wagtail.create").count() == 2


def test_a_plan_is_accepted_once(year: Year) -> None:
    accept(year)
    with pytest.raises(refusals.AcceptedAlready):
        accept(year)
    assert Retreat.objects.count() == 2


@pytest.mark.parametrize("number", [0, -1, 9])
def test_a_plan_that_is_not_there_is_not_accepted(year: Year, number: int) -> None:
    with pytest.raises(refusals.NoSuchPlan):
        accept(year, number)


def test_nothing_is_accepted_while_others_are_worked_out(year: Year) -> None:
    plannings.ask(year=year.pk, by=create_organiser(username="again"), today=NOW.date())
    with pytest.raises(refusals.NoSuchPlan):
        accept(year)


def take_the_house(year: Year) -> None:
    stay = plan(year).stays[-1]
    house = House.objects.get(pk=stay.house)
    create_retreat(house=house, begins_on=stay.week_on, ends_on=sunday(stay.week_on))


def take_a_colleague(year: Year) -> None:
    stay = plan(year).stays[-1]
    elsewhere = create_retreat(begins_on=stay.week_on, ends_on=sunday(stay.week_on))
    create_team_part(elsewhere, colleague=Colleague.objects.get(pk=stay.team["psychologist"]))


def suspend(year: Year) -> None:
    Certificate.objects.update(suspended_month=NOW.date().replace(day=1))


def take_beds(year: Year) -> None:
    house = House.objects.get(pk=plan(year).stays[-1].house)
    for room in house.rooms.filter(beds__lt=4):
        room.delete()


def remove_the_house(year: Year) -> None:
    by = create_organiser(username="remover")
    houses.remove(house=House.objects.get(pk=plan(year).stays[-1].house).pk, by=by)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (take_the_house, "тем временем заняли"),
        (take_a_colleague, "уже на другом выезде"),
        (suspend, "больше нет сертификата"),
        (take_beds, "нет кроватей, кроме тех"),
        (remove_the_house, "удалены"),
    ],
)
def test_what_changed_meanwhile_is_said_and_nothing_is_made(
    year: Year, happens: Callable[[Year], None], said: str
) -> None:
    happens(year)
    before = Retreat.objects.count(), TeamPart.objects.count()
    with pytest.raises(refusals.NotAsPlanned, match=said):
        accept(year)
    assert (Retreat.objects.count(), TeamPart.objects.count()) == before
    assert Planning.objects.get().accepted is None


def test_pins_of_what_was_made_go_and_those_of_others_stay(year: Year) -> None:
    stay, other = plan(year).stays[0], create_free_house(numbers=(30,))
    house = House.objects.get(pk=stay.house)
    years.pin(year=year.pk, house=house.pk, week_on=stay.week_on, is_wanted=True)
    kept = years.pin(year=year.pk, house=other.pk, week_on=week(30), is_wanted=False)
    accept(year)
    assert list(Pin.objects.all()) == [kept]


def test_after_accepting_more_is_planned_around_it(year: Year) -> None:
    accept(year)
    create_free_house(numbers=(10, 30), rooms=(4, 4))
    plannings.ask(year=year.pk, by=create_organiser(username="again"), today=NOW.date())
    making.work_next()
    assert [each.week_on for each in plan(year).stays] == [week(30)]
