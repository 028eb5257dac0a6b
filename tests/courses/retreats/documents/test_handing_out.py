"""Who is handed which paper of a retreat, and what stays on record of it."""

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.retreats.actions.preparing import stay_forms
from courses.retreats.documents import briefing
from courses.retreats.models import Bed, Offer, Retreat
from courses.retreats.rules.stay import Stay
from tests.courses.retreats.documents.test_papers import words
from tests.courses.retreats.offers.test_pages import FORM, press, text
from tests.courses.retreats.offers.test_staff_pages import holder
from tests.courses.retreats.planning.looking import create_organiser
from tests.factories.accounts import unlock
from tests.factories.retreats import (
    create_application,
    create_offer,
    create_retreat,
    create_retreat_colleague,
    create_round,
    create_team_part,
)
from tests.trainers.staff.looking import client_of
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def coming(retreat: Retreat, **facts: object) -> tuple[str, Offer]:
    code = codes.draw()
    application = create_application(retreat.round, wishes=[retreat], code=code, **facts)
    return code, create_offer(application, retreat)


def printed() -> int:
    return ModelLogEntry.objects.filter(action="retreats.print_names").count()


def paper(client: Client, retreat: Retreat, name: str) -> str:
    answer = client.get(reverse("retreats_staff:paper", args=[retreat.pk, name, "ru"]))
    assert answer.headers["Content-Type"] == "application/pdf"
    return words(answer.content)


def test_cards_name_who_sleeps_where_and_the_house_sheet_leaves_no_trace() -> None:
    retreat = create_retreat(round=create_round())
    (_, lis), (_, left) = coming(retreat, name="Лис"), coming(retreat, name="Барсук")
    room = retreat.house.rooms.first()
    Bed.objects.create(offer=lis, retreat=retreat, room=room, number=1)
    Bed.objects.create(offer=left, retreat=retreat, room=room, number=2)
    Offer.objects.filter(pk=left.pk).update(standing=Offer.Standing.WITHDRAWN)
    client = client_of(create_organiser("olga"))
    assert "Гости: 1" in paper(client, retreat, "house")
    assert printed() == 0
    cards = paper(client, retreat, "cards")
    assert "Лис" in cards
    assert "Барсук" not in cards
    assert printed() == 1
    missing = client.get(reverse("retreats_staff:paper", args=[retreat.pk, "programme", "ru"]), follow=True)
    assert "печатать пока нечего" in missing.content.decode()


@pytest.mark.parametrize(("language", "leads"), [("ru", "Ведёт"), ("en", "Leads")])
def test_whom_to_turn_to_first_stands_first(language: str, leads: str) -> None:
    retreat = create_retreat(round=create_round())
    for name, role in (("Арина", "lead"), ("Яна", "organiser")):
        create_team_part(retreat, colleague=create_retreat_colleague(name=name), role=role)
    said = words(briefing.pdf(retreat, language))
    assert said.index("Яна") < said.index("Арина")
    assert leads.lower() in said.lower()


def test_what_was_said_about_food_is_opened_by_the_team_alone_and_names_nobody() -> None:
    retreat = create_retreat(round=create_round(), begins_on=timezone.localdate() + timedelta(days=40))
    client = client_of(holder(retreat))
    code, _offer = coming(retreat, name="Лис")
    stay_forms.send(code=code, stay=Stay(diet="Без орехов", medication="Тироксин"), now=timezone.now())
    address = reverse("retreats_staff:paper_food", args=[retreat.pk, "ru"])
    assert client.get(address)["Location"].startswith(reverse("accounts:unlock"))
    unlock(client)
    said = words(client.get(address).content)
    assert "Без орехов" in said
    assert "Лис" not in said
    assert "Тироксин" not in said
    assert ModelLogEntry.objects.filter(action="retreats.read_stay_forms").count() == 1
    other = client_of(create_organiser("olga")).get(address)
    assert other.headers["Content-Type"].startswith("text/html")


def test_a_stay_is_confirmed_from_the_last_day_on() -> None:
    today = timezone.localdate()
    retreat = create_retreat(round=create_round(), begins_on=today - timedelta(days=8), zone="Europe/Moscow")
    code, _offer = coming(retreat)
    assert "Справка о том" in text(press(code))
    assert press(code, "paper", **{"paper-name": ""}).status_code == HTTPStatus.BAD_REQUEST
    typed = {"code": code, "do": "paper", "paper-name": "Женя", "paper-language": "ru"}
    made = Client().post("/ru/application/", urlencode(typed), content_type=FORM)
    assert "Женя" in words(made.content)
    Retreat.objects.filter(pk=retreat.pk).update(ends_on=today + timedelta(days=2))
    assert "Справка о том" not in text(press(code))
    assert press(code, "paper", **{"paper-name": "Женя"}).status_code == HTTPStatus.CONFLICT
