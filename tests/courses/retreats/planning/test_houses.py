"""Houses in the admin: one page for everything, faults beside what they are about, nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from courses.retreats.models import Bed, House, HouseRoom, HouseWeek
from tests.courses.retreats.planning.looking import at, organiser_client, rows
from tests.factories.retreats import (
    create_application,
    create_house,
    create_offer,
    create_retreat,
    create_round,
)
from tests.trainers.staff.looking import queries, text

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ROOM = {"row": "", "name": "Комната 1", "beds": "3", "features": ["quiet", "dark"]}
WEEKS = "01.03.2027 – 28.03.2027\n07.06.2027 – 13.06.2027"
SPACE = {"row": "", "name": "Зал", "seats": "20"}


def typed(*rooms: dict[str, Any], there: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Дом у реки",
        "region": "RU-TOM",
        "reaches": ["RU-TOM", "RU-PER"],
        "price": "120000",
        "weeks": "01.03.2027 – 28.03.2027\n07.06.2027",
        **rows("rooms", *(rooms or (ROOM,)), there=there),
        **rows("spaces", SPACE),
        **changes,
    }


@pytest.fixture
def client() -> Client:
    return organiser_client()


def weeks(house: House) -> list[date]:
    return list(house.weeks.values_list("week_on", flat=True))


def test_a_house_is_made_with_rooms_spaces_and_weeks(client: Client) -> None:
    answer = client.post(at("new_house"), typed())
    house = House.objects.get()
    assert answer.headers["Location"] == at("house", house.pk)
    assert (house.name, house.region_id, house.price) == ("Дом у реки", "RU-TOM", 120_000)
    assert set(house.reaches.values_list("pk", flat=True)) == {"RU-TOM", "RU-PER"}
    assert list(house.rooms.values_list("name", "beds", "features")) == [("Комната 1", 3, ["quiet", "dark"])]
    assert list(house.spaces.values_list("name", "seats")) == [("Зал", 20)]
    assert weeks(house) == [date(2027, 3, each) for each in (1, 8, 15, 22)] + [date(2027, 6, 7)]


def test_what_stands_in_the_form_is_saved_as_it_was(client: Client) -> None:
    client.post(at("new_house"), typed())
    house = House.objects.get()
    before = weeks(house)
    page = client.get(at("house", house.pk)).content.decode()
    assert WEEKS in page

    room = house.rooms.get()
    sent = typed(
        {**ROOM, "row": str(room.pk)}, there=1, weeks="01.03.2027 – 28.03.2027\n07.06.2027 – 13.06.2027"
    )
    client.post(
        at("house", house.pk), sent | rows("spaces", {**SPACE, "row": str(house.spaces.get().pk)}, there=1)
    )
    assert (weeks(house), house.rooms.get().pk, house.spaces.count()) == (before, room.pk, 1)


def test_rooms_change_their_names_with_each_other_and_go(client: Client) -> None:
    house = create_house(rooms=(2, 3, 1))
    one, two, three = house.rooms.all()
    sent = typed(
        {"row": str(one.pk), "name": two.name, "beds": "2"},
        {"row": str(two.pk), "name": one.name, "beds": "4"},
        {"row": str(three.pk), "name": three.name, "beds": "1", "DELETE": "on"},
        there=3,
    )
    client.post(at("house", house.pk), sent)
    assert set(house.rooms.values_list("pk", "name", "beds")) == {
        (one.pk, two.name, 2),
        (two.pk, one.name, 4),
    }


def test_a_room_in_which_somebody_sleeps_stays(client: Client) -> None:
    house = create_house(rooms=(2,))
    retreat = create_retreat(house=house, round=create_round())
    offer = create_offer(create_application(retreat.round, wishes=[retreat]), retreat)
    Bed.objects.create(offer=offer, retreat=retreat, room=house.rooms.get(), number=2)
    room = house.rooms.get()
    for row in (
        {"row": str(room.pk), "name": room.name, "beds": "1"},
        {"row": str(room.pk), "name": room.name, "beds": "2", "DELETE": "on"},
    ):
        sent = typed(row, {"row": "", "name": "Новая", "beds": "2"}, there=1)
        assert "занята на выезде" in text(client.post(at("house", house.pk), sent))
        assert list(HouseRoom.objects.values_list("name", "beds")) == [(room.name, 2)]
        assert House.objects.get().name == house.name


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"weeks": "32.03.2027"}, "Строка 1, «32.03.2027»"),
        ({"weeks": "01.03.2027 – 07.03.2027\nв мае"}, "Строка 2, «в мае»"),
        ({"weeks": "28.03.2027 – 01.03.2027"}, "Кончается раньше, чем начинается"),
        ({"weeks": "02.03.2027 – 06.03.2027"}, "нет ни одной целой недели"),
        ({"weeks": "01.03.2027 – 28.03.2027 и ещё"}, "больше, чем дни"),
        ({"price": "-1"}, "0"),
        ({"name": ""}, "Требуется заполнить это поле"),
        ({"rooms-0-beds": "0"}, "1"),
        ({"rooms-0-beds": ""}, "Заполните"),
        ({"rooms-0-name": ""}, "хотя бы одну комнату"),
    ],
)
def test_faults_are_said_and_what_was_typed_stays(client: Client, changes: dict[str, str], said: str) -> None:
    answer = client.post(at("new_house"), typed(**changes))
    assert said in text(answer)
    page = answer.content.decode()
    assert "120000" in page or changes.get("price")
    assert "Зал" in page
    assert not House.objects.exists()


def test_two_of_one_name_are_refused_beside_the_name(client: Client) -> None:
    client.post(at("new_house"), typed())
    assert "Такое название уже есть" in text(client.post(at("new_house"), typed()))
    assert "одинаково" in text(client.post(at("new_house"), typed({**ROOM}, {**ROOM}, name="Другой дом")))
    assert House.objects.count() == 1


def test_one_more_room_keeps_everything_and_saves_nothing(client: Client) -> None:
    answer = client.post(at("new_house"), typed(more="rooms", name=""))
    page = answer.content.decode()
    assert 'name="rooms-1-name"' in page
    assert "Комната 1" in page
    assert "Требуется заполнить" not in page
    assert not House.objects.exists()


def test_broken_management_forms_are_no_fault_of_the_server(client: Client) -> None:
    for sent in ({}, {"more": "rooms"}, {"more": "x"}, typed() | {"rooms-TOTAL_FORMS": "x"}):
        assert client.post(at("new_house"), sent).status_code == 200
    assert not House.objects.exists()


def test_a_house_is_taken_out_unless_it_held_something(client: Client) -> None:
    free, held = create_house(), create_house()
    create_retreat(house=held)
    assert "Комнаты" in text(client.get(at("remove_house", free.pk)))
    client.post(at("remove_house", free.pk))
    client.post(at("remove_house", held.pk))
    assert list(House.objects.all()) == [held]


def test_the_list_asks_as_often_for_three_as_for_one(client: Client) -> None:
    HouseWeek.objects.create(house=create_house(), week_on=date(2027, 3, 1))
    few = queries(client, at("houses"))
    create_house(), create_house()
    assert queries(client, at("houses")) == few
