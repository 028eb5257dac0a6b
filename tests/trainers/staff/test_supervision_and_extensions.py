"""Supervision logged by whoever gave it; certificates of a region extended and taken back."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import create_colleague
from tests.factories.trainers import (
    create_coordinator,
    create_lead,
    create_supervision,
    create_trainer,
    region,
)
from tests.trainers.staff.looking import HERE, certified, client_of, queries, text
from trainers.models import Certificate, Extension, Supervision
from trainers.rules import months
from trainers.staff import frame

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LOG = f"{HERE}supervision/new/"
LOGGED = f"{HERE}supervision/"
EXTENSIONS = f"{HERE}extensions/"
EXTEND = f"{HERE}extensions/new/"
WISH = {"region": "RU-TOM", "months_more": "3", "reason": "emergency"}


@pytest.fixture
def client() -> Client:
    return client_of(create_coordinator(username="vera"))


def test_a_supervisor_logs_month_minutes_and_form(client: Client) -> None:
    trainer = create_trainer(name="Рябина")
    assert f'value="{trainer.pk}" selected' in client.get(f"{LOG}?trainer={trainer.pk}").content.decode()
    month = f"{frame.today():%Y-%m}"

    client.post(LOG, {"trainer": trainer.pk, "month": month, "minutes": "90", "form": "group"})

    row = Supervision.objects.get()
    assert (row.trainer, row.minutes, row.form, row.logged_by_name) == (trainer, 90, "group", "vera")
    assert row.month == months.of(frame.today())
    assert "1 ч 30 мин" in text(client.get(LOGGED))


def test_what_cannot_be_logged_stays_in_the_form_with_a_sentence(client: Client) -> None:
    trainer = create_trainer()
    typed = {"trainer": trainer.pk, "month": "2099-01", "minutes": "90", "form": "group"}

    assert "2099-01" in client.post(LOG, typed).content.decode()
    for changed in (
        {"minutes": "5"},
        {"minutes": "9999"},
        {"form": "x"},
        {"trainer": uuid4()},
        {"month": "?"},
    ):
        assert client.post(LOG, typed | changed).status_code == 200
    stranger = create_trainer(code="RU-PER")
    assert client.post(LOG, typed | {"trainer": stranger.pk}).status_code == 200
    assert client.get(f"{LOG}?trainer=nonsense").status_code == 200
    assert client.post(LOG, {}).status_code == 200
    assert Supervision.objects.count() == 0


def test_a_certified_trainer_logs_for_others_of_the_region_and_sees_what_they_logged() -> None:
    tanya = create_colleague(username="tanya", role="trainer", region=region())
    certified(user=tanya, name="Таня")
    other = create_trainer(name="Рябина")
    client = client_of(tanya)
    month = f"{frame.today():%Y-%m}"

    client.post(LOG, {"trainer": other.pk, "month": month, "minutes": "60", "form": "single"})

    assert Supervision.objects.filter(trainer=other, logged_by=tanya).count() == 1
    said = text(client.get(LOGGED))
    assert ("Рябина" in said, "Таня" in said) == (True, False)
    assert "Таня" not in client.get(LOG).content.decode().partition("<select")[2].partition("</select>")[0]


def test_the_list_takes_as_many_queries_for_three_as_for_one(client: Client) -> None:
    create_supervision(create_trainer())
    alone = queries(client, LOGGED)
    for _ in range(2):
        create_supervision(create_trainer())

    assert queries(client, LOGGED) == alone


def test_an_extension_is_looked_at_first_then_made_and_taken_back(client: Client) -> None:
    here, there = certified(name="Рябина", months_left=2), certified(name="Чужая", code="RU-PER")
    end = here.valid_through

    looked = client.post(EXTEND, WISH)
    said = text(looked)
    assert "1 сертификат закончится позже" in said
    assert f"{end:%m.%Y} {months.later(end, 3):%m.%Y}" in said
    assert "Чужая" not in said
    assert (Extension.objects.count(), Certificate.objects.get(pk=here.pk).valid_through) == (0, end)

    client.post(EXTEND, WISH | {"confirm": "yes"})
    assert Certificate.objects.get(pk=here.pk).valid_through == months.later(end, 3)
    assert Certificate.objects.get(pk=there.pk).extended_months == 0
    assert "vera" in text(client.get(EXTENSIONS))
    assert "уже экстренно продлевал" in text(client.post(EXTEND, WISH | {"confirm": "yes"}))

    address = reverse("trainers:take_back", args=[Extension.objects.get().pk])
    assert client.get(address).status_code == 200
    client.post(address)
    assert Certificate.objects.get(pk=here.pk).valid_through == end
    assert client.post(address).status_code == 200
    assert "отмена: vera" in text(client.get(EXTENSIONS))


def test_only_the_network_extends_all_regions(client: Client) -> None:
    certified(months_left=2)
    certified(code="RU-PER", months_left=2)
    everywhere = WISH | {"region": "", "confirm": "yes"}

    assert client.post(EXTEND, everywhere).status_code == 200
    assert client.post(EXTEND, everywhere | {"region": "RU-PER"}).status_code == 200
    assert Extension.objects.count() == 0
    client_of(create_lead()).post(EXTEND, everywhere)

    assert Extension.objects.get().region is None
    assert set(Certificate.objects.values_list("extended_months", flat=True)) == {3}
    assert "все регионы" not in text(client.get(EXTENSIONS))


def test_what_an_extension_needs_is_asked_on_the_page(client: Client) -> None:
    assert "нет сертификатов" in text(client.post(EXTEND, WISH)).lower()
    for changed in ({"months_more": "0"}, {"months_more": "25"}, {"reason": "other"}, {"reason": "x"}):
        response = client.post(EXTEND, WISH | changed | {"confirm": "yes"})
        assert response.status_code == 200
    assert client.post(EXTEND, {}).status_code == 200
    assert Extension.objects.count() == 0
