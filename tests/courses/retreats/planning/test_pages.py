"""Pages of planning: colleagues, years, what is wanted, plans with their progress, pins, accepting."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from courses.retreats.actions.planning import plannings
from courses.retreats.models import Colleague, Pin, Planning, Retreat, Year
from courses.retreats.planning import making, stored
from courses.retreats.planning.making import WHAT
from tests.courses.retreats.planning.looking import at, create_organiser, organiser_client, rows
from tests.factories.accounts import create_colleague
from tests.factories.planning import create_certified, create_free_house, create_team, create_year, week
from tests.factories.retreats import NOW, create_application, create_retreat, create_round
from tests.trainers.staff.looking import queries, text
from wellbeing.documents import alive

pytestmark = [pytest.mark.service, pytest.mark.django_db]

YEAR = {"year": "2027", "money": "900000", "most": "5", "rest": "2"}


@pytest.fixture(autouse=True)
def _no_old_life() -> None:
    cache.clear()


@pytest.fixture
def client() -> Client:
    return organiser_client()


@pytest.fixture
def year() -> Year:
    create_free_house(numbers=(10,)), create_free_house(numbers=(14,), rooms=(3, 3))
    create_team()
    return create_year(wanted={"RU-TOM": 14, "RU-PER": 2})


@pytest.fixture
def planned(year: Year) -> Year:
    plannings.ask(year=year.pk, by=create_organiser("asker"), today=NOW.date())
    making.work_next()
    return year


def plan(year: Year) -> stored.Stored:
    return stored.read(Planning.objects.get(year=year).plans[0])


def test_a_colleague_is_made_changed_and_taken_out(client: Client) -> None:
    trainer, user = create_certified(), create_colleague(username="holder", role="trainer")
    typed: dict[str, Any] = {
        "name": "Вера",
        "roles": ["lead", "organiser"],
        "most": "3",
        "trainer": str(trainer.pk),
        "user": str(user.pk),
        "weeks": "01.03.2027 – 14.03.2027",
    }
    client.post(at("new_colleague"), typed)
    vera = Colleague.objects.get()
    assert (vera.name, vera.roles, vera.most) == ("Вера", ["lead", "organiser"], 3)
    assert (vera.trainer, vera.user) == (trainer, user)
    assert [each.week_on for each in vera.weeks.all()] == [date(2027, 3, 1), date(2027, 3, 8)]
    assert "действует в 2 из 2 недель" in text(client.get(at("colleague", vera.pk)))

    refused = client.post(at("new_colleague"), typed | {"name": "Вторая"})
    assert Colleague.objects.count() == 1
    assert "Вторая" in refused.content.decode()
    assert "Такое название уже есть" in text(
        client.post(at("new_colleague"), typed | {"trainer": "", "user": ""})
    )
    client.post(at("colleague", vera.pk), typed | {"weeks": "32.01.2027"})
    assert vera.weeks.count() == 2

    client.post(at("colleague", vera.pk), typed | {"weeks": "", "trainer": ""})
    assert vera.weeks.count() == 0
    client.post(at("remove_colleague", vera.pk))
    assert not Colleague.objects.exists()


def test_who_is_in_a_team_is_not_taken_out(client: Client) -> None:
    (lead, *_others) = create_team()
    retreat = create_retreat()
    retreat.team_parts.create(
        colleague=lead, role="lead", begins_on=retreat.begins_on, ends_on=retreat.ends_on
    )
    client.post(at("remove_colleague", lead.pk))
    assert Colleague.objects.filter(pk=lead.pk).exists()
    assert "Сначала уберите из команды" in text(client.get(at("colleague", lead.pk)))


def test_a_year_is_made_with_closed_weeks_and_shown(client: Client) -> None:
    closed = "01.05.2027 – 10.05.2027 праздники\n24.12.2027 – 10.01.2028 годовщина"
    client.post(at("new_year"), YEAR | {"closed": closed})
    year = Year.objects.get()
    assert (year.year, year.money, year.most, year.rest) == (2027, 900_000, 5, 2)
    assert [(each.week_on, each.reason) for each in year.closed_weeks.all()] == [
        (date(2027, 4, 26), "праздники"),
        (date(2027, 5, 3), "праздники"),
        (date(2027, 5, 10), "праздники"),
        (date(2027, 12, 20), "годовщина"),
        (date(2027, 12, 27), "годовщина"),
    ]
    assert "26 апреля – 16 мая 2027: праздники" in text(client.get(at("year", year.pk)))
    page = client.get(at("edit_year", year.pk)).content.decode()
    assert "26.04.2027 – 16.05.2027 праздники\n20.12.2027 – 02.01.2028 годовщина" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"closed": "01.05.2027"}, "напишите, почему"),
        ({"closed": "01.05.2028 праздник"}, "не относятся к 2027 году"),
        ({"year": "1999"}, "2020"),
        ({"most": "0"}, "1"),
        ({"rest": ""}, "Требуется заполнить"),
    ],
)
def test_a_wrong_year_is_said_and_stays_typed(client: Client, changes: dict[str, str], said: str) -> None:
    answer = client.post(at("new_year"), YEAR | {"closed": ""} | changes)
    assert said in text(answer)
    assert "900000" in answer.content.decode()
    assert not Year.objects.exists()


def test_another_number_of_a_year_forgets_pins_and_plans(client: Client, planned: Year) -> None:
    house = plan(planned).stays[0].house
    client.post(at("pin", planned.pk), {"house": house, "week_on": week(10).isoformat(), "do": "pin"})
    client.post(at("edit_year", planned.pk), YEAR | {"closed": "", "year": "2028"})
    assert (Year.objects.get().year, Pin.objects.count(), Planning.objects.count()) == (2028, 0, 0)


def test_a_year_whose_retreats_are_made_keeps_its_number(client: Client, planned: Year) -> None:
    client.post(at("accept_plan", planned.pk, 1))
    refused = client.post(at("edit_year", planned.pk), YEAR | {"closed": "", "year": "2028"})
    assert "сам год поменять нельзя" in text(refused)
    assert Year.objects.get().year == 2027


def test_a_year_is_there_once(client: Client) -> None:
    create_year()
    assert "Такой год уже есть" in text(client.post(at("new_year"), YEAR))


def test_places_wanted_are_written_down_by_region(client: Client, year: Year) -> None:
    there = [{"row": str(each.pk), "region": each.region_id, "places": "7"} for each in year.wanted.all()]
    sent = rows(
        "wanted", *there, {"row": "", "region": "RU-IRK", "places": "3"}, {"row": "", "region": ""}, there=2
    )
    sent["wanted-0-DELETE"] = "on"
    client.post(at("wanted", year.pk), sent)
    kept = there[1]["region"]
    assert dict(year.wanted.values_list("region", "places")) == {kept: 7, "RU-IRK": 3}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"region": "RU-TOM", "places": ""}, "Заполните"),
        ({"region": "RU-TOM", "places": "0"}, "1"),
        ({"region": "", "places": "4", "row": "5d0aa2c4-6f0b-4a8c-9a9f-3a4a2ec0e3b1"}, "Заполните"),
        ({"region": "RU-PER", "places": "4"}, "в двух строках"),
    ],
)
def test_wrong_wishes_are_said(client: Client, year: Year, row: dict[str, str], said: str) -> None:
    before = dict(year.wanted.values_list("region", "places"))
    sent = rows("wanted", {"row": "", "region": "RU-PER", "places": "9"}, {"row": ""} | row)
    assert said in text(client.post(at("wanted", year.pk), sent))
    assert dict(year.wanted.values_list("region", "places")) == before


def test_wishes_are_proposed_and_not_saved(client: Client, year: Year) -> None:
    last = create_round(decided="closed")
    retreat = create_retreat(round=last)
    for _number in range(12):
        create_application(last, wishes=[retreat], region="RU-IRK")
    for _number in range(9):
        create_application(last, wishes=[retreat], region="RU-NVS")
    answer = client.get(at("wanted", year.pk), {"propose": "1"})
    assert "Иркутская область: заявок не меньше 10" in text(answer)
    assert "Новосибирская область:" not in text(answer)
    assert 'value="10"' in answer.content.decode()
    assert year.wanted.count() == 2


def test_asking_leads_to_the_plans_and_one_more_row_saves_nothing(client: Client, year: Year) -> None:
    assert client.post(at("ask_plans", year.pk)).headers["Location"] == at("plans", year.pk)
    assert Planning.objects.get().status == "queued"
    sent = rows("wanted", {"row": "", "region": "RU-PER", "places": ""}) | {"more": "1"}
    answer = client.post(at("wanted", year.pk), sent)
    assert 'name="wanted-1-region"' in answer.content.decode()
    assert "Заполните" not in text(answer)


def test_nothing_to_plan_is_said_on_the_page_of_the_year(client: Client) -> None:
    year = create_year(wanted={})
    assert "Планировать пока нечего" in text(client.post(at("ask_plans", year.pk), follow=True))
    assert client.get(at("plans", year.pk)).status_code == 404


def test_progress_is_shown_and_looked_at_again(client: Client, year: Year) -> None:
    plannings.ask(year=year.pk, by=create_organiser("asker"), today=NOW.date())
    row = Planning.objects.get()
    Planning.objects.update(status="running", claim=year.pk, found=7, bound=14)
    assert "остановился" in text(client.get(at("plans", year.pk)))
    alive.say(WHAT, row.pk)
    answer = client.get(at("plans", year.pk))
    assert "мест 7; больше 14 не может быть" in text(answer)
    assert '<meta http-equiv="refresh"' in answer.content.decode()

    stopping = text(client.post(at("stop_plans", year.pk), follow=True))
    assert "Останавливается" in stopping
    assert Planning.objects.get().has_to_stop


def test_plans_say_what_they_serve_and_what_they_leave_out(client: Client, planned: Year) -> None:
    answer = client.get(at("plans", planned.pk))
    said = text(answer)
    assert "Томская область: 11 из 14" in said
    assert "Пермский край: Из этого региона не добраться ни до одного дома." in said
    assert "11 из нужных 16" in said
    assert "доказано" in said
    assert 'http-equiv="refresh"' not in answer.content.decode()
    for name in Colleague.objects.values_list("name", flat=True):
        assert name in said


def test_a_stay_is_pinned_forbidden_and_let_free(client: Client, planned: Year) -> None:
    stay = plan(planned).stays[0]
    sent = {"house": stay.house, "week_on": stay.week_on.isoformat(), "do": "forbid"}
    assert "ни в одном плане" in text(client.post(at("pin", planned.pk), sent, follow=True))
    plannings.ask(year=planned.pk, by=create_organiser("again"), today=NOW.date())
    making.work_next()
    assert stay.week_on not in {each.week_on for each in plan(planned).stays}

    client.post(at("pin", planned.pk), sent | {"do": "pin"})
    pin = Pin.objects.get()
    assert pin.is_wanted
    client.post(at("unpin", planned.pk, pin.pk))
    assert not Pin.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"house": "x"}, {"house": "5d0aa2c4-6f0b-4a8c-9a9f-3a4a2ec0e3b1"}])
def test_a_pin_of_nothing_is_refused(client: Client, planned: Year, sent: dict[str, str]) -> None:
    whole = {"week_on": "2027-03-08", "do": "pin"} | sent
    assert client.post(at("pin", planned.pk), whole, follow=True).status_code == 200
    assert not Pin.objects.exists()


@pytest.mark.parametrize("day", ["2027-03-09", "2026-03-09", "2028-03-06"])
def test_a_pin_on_no_monday_of_the_year_is_refused(client: Client, planned: Year, day: str) -> None:
    house = plan(planned).stays[0].house
    sent = {"house": house, "week_on": day, "do": "pin"}
    assert client.post(at("pin", planned.pk), sent, follow=True).status_code == 200
    assert not Pin.objects.exists()


def test_a_plan_is_looked_at_accepted_and_not_again(client: Client, planned: Year) -> None:
    address = at("accept_plan", planned.pk, 1)
    assert "Создать эти выезды" in text(client.get(address))
    assert "Созданы 2 выезда с командами." in text(client.post(address, follow=True))
    assert "Один из этих планов уже принят" in text(client.post(address, follow=True))
    assert Retreat.objects.count() == 2
    assert "План 1 принят" in text(client.get(address, follow=True))
    assert "Весенний выезд" in text(client.get(at("year", planned.pk)))


def test_pages_ask_as_often_for_much_as_for_little(client: Client, planned: Year) -> None:
    names = {
        "years": (),
        "year": (planned.pk,),
        "plans": (planned.pk,),
        "wanted": (planned.pk,),
        "colleagues": (),
    }
    few = {name: queries(client, at(name, *args)) for name, args in names.items()}
    create_free_house(numbers=(30, 40)), create_team(), create_team()
    Year.objects.create(year=2030), Year.objects.create(year=2031)
    for code in ("RU-IRK", "RU-NVS"):
        planned.wanted.create(region_id=code, places=2)
    for number in (30, 40):
        planned.pins.create(house_id=plan(planned).stays[0].house, week_on=week(number), is_wanted=False)
    planned.closed_weeks.create(week_on=week(30), reason="Праздник")
    assert {name: queries(client, at(name, *args)) for name, args in names.items()} == few
