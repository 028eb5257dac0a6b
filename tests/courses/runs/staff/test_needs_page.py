"""The notes of a run as its team reads them, and what everybody else sees instead."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.runs.actions import enrolling, teams
from courses.runs.models import Run
from courses.runs.rules.for_team import ForTeam
from tests.factories.accounts import create_key_pair, unlock
from tests.factories.runs import create_holder, create_run
from tests.factories.trainers import create_coordinator, create_lead
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def run() -> Run:
    return create_run(begins=timezone.now() + timedelta(days=30), capacity=9)


@pytest.fixture
def lena(run: Run) -> User:
    return create_holder(run)


@pytest.fixture
def unlocked(lena: User) -> Client:
    client = client_of(lena)
    unlock(client)
    return client


def enrol(run: Run, name: str, needs: str = "", contact: str = "") -> None:
    note = ForTeam(needs, contact) or None
    enrolling.enrol(run=run.pk, names=[name], code=codes.draw(), now=timezone.now(), note=note)


def address(run: Run, name: str = "needs") -> str:
    return reverse(f"runs_staff:{name}", args=[run.pk])


def test_who_holds_the_run_reads_needs_and_contacts_by_working_name(
    unlocked: Client, run: Run, lena: User
) -> None:
    enrol(run, "Ива", "Пандус", "Через Клён")
    enrol(run, "Клён", "<b>Тихий</b> угол")
    page = unlocked.get(address(run))

    said = text(page)
    assert "Ива Нужно, чтобы участвовать Пандус Как связаться Через Клён" in said
    assert "Клён Нужно, чтобы участвовать <b>Тихий</b> угол" in said
    assert "no-store" in page.headers["Cache-Control"]
    assert ModelLogEntry.objects.filter(action="runs.read_notes", user=lena).count() == 1
    again = text(unlocked.get(address(run)))
    assert "Кто открывал записки" in again
    assert again.count(f"{lena}, ") == 1, "each day once"


def test_with_locked_keys_one_is_led_to_unlock_and_back(lena: User, run: Run) -> None:
    enrol(run, "Ива", "Пандус")
    page = client_of(lena).get(address(run))

    assert page.headers["Location"] == f"/staff/keys/unlock/?next={address(run).replace('/', '%2F')}"
    assert not ModelLogEntry.objects.filter(action="runs.read_notes").exists()


def test_without_keys_there_is_the_way_to_make_them(run: Run) -> None:
    create_holder(run)
    zoya = create_holder(run, username="zoya", keys=False)
    enrol(run, "Ива", "Пандус")
    client = client_of(zoya)

    page = client.get(address(run))
    assert "пока у вас нет ключей" in text(page)
    assert 'href="/staff/keys/"' in page.text
    create_key_pair(user=zoya)
    waits = client.get(address(run))
    assert "Вы ждёте, чтобы кто-то из команды" in text(waits)
    for each in (page, waits):
        assert "Пандус" not in each.text


def test_who_coordinates_the_network_sees_that_it_is_not_for_them(run: Run, lena: User) -> None:
    enrol(run, "Ива", "Пандус")
    lead = create_lead()
    create_key_pair(user=lead)

    page = client_of(lead).get(address(run))

    assert "Вас нет в команде этого потока" in text(page)
    assert "Пандус" not in page.text


def test_who_coordinates_another_region_finds_nothing(run: Run, lena: User) -> None:
    enrol(run, "Ива", "Пандус")

    assert client_of(create_coordinator(code="RU-PER")).get(address(run)).status_code == 404


def test_the_run_page_tells_how_many_notes_and_no_more(unlocked: Client, run: Run) -> None:
    assert "Никто не оставил записки" in text(unlocked.get(address(run, "run")))
    enrol(run, "Ива", "Пандус")
    enrol(run, "Клён", "", "Через Иву")
    enrol(run, "Липа")

    page = unlocked.get(address(run, "run"))
    assert "2 человека оставили записку" in text(page)
    assert address(run) in page.text
    assert "Пандус" not in page.text


def test_the_pages_cost_the_same_with_one_note_and_with_three(unlocked: Client, run: Run) -> None:
    enrol(run, "Ива", "Пандус")
    one = [queries(unlocked, address(run, name)) for name in ("needs", "run")]
    enrol(run, "Клён", "Лифт")
    enrol(run, "Липа", "Субтитры")

    assert [queries(unlocked, address(run, name)) for name in ("needs", "run")] == one


def test_somebody_who_is_taken_off_is_out_with_keys_still_open(unlocked: Client, run: Run) -> None:
    enrol(run, "Ива", "Пандус")
    assert "Пандус" in text(unlocked.get(address(run)))

    run.leadings.all().delete()
    teams.follow(run=run, by=None)

    assert unlocked.get(address(run)).status_code == 404


def test_where_nothing_was_left_the_page_says_so(unlocked: Client, run: Run) -> None:
    assert "Читать здесь нечего" in text(unlocked.get(address(run)))
    assert not ModelLogEntry.objects.filter(action="runs.read_notes").exists()
