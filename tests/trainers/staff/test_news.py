"""What is told stands on the first page and on one's own path, with or without an address."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import sign_in
from tests.factories.outbox import create_own_address
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_pathway,
    create_trainer,
)
from tests.trainers.staff.walking import PATH, read
from trainers.actions import reminding
from trainers.models import Candidacy, Certificate, Reminder
from trainers.rules import months
from trainers.staff import frame
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def tell() -> None:
    reminding.remind(now=timezone.now(), chance=lambda: 0.5)


def test_what_is_told_stands_on_the_first_page_and_on_the_path_until_it_was_seen(
    visit: Client, user: User, candidacy: Candidacy
) -> None:
    create_certificate(candidacy=candidacy, today=frame.today())
    end = months.later(months.of(frame.today()), 1)
    Certificate.objects.update(expires_month=end)
    tell()

    for page in ("/staff/", PATH):
        shown = read(visit.get(page))
        assert ("Группа восстановления, Томская область" in shown, "/staff/trainers/news/seen/" in shown) == (
            True,
            True,
        )
        assert "/staff/account/messages/" in shown
    create_own_address(user=user)
    assert visit.get("/staff/").content.count(b"/staff/account/messages/") == 0

    assert visit.post("/staff/trainers/news/seen/").headers["Location"] == "/staff/"
    assert "/staff/trainers/news/seen/" not in read(visit.get("/staff/"))
    tell()
    assert "/staff/trainers/news/seen/" not in read(visit.get("/staff/"))


def test_a_coordinator_is_told_of_the_own_region_and_led_to_the_person(client: Client) -> None:
    coordinator = create_coordinator()
    here = create_certificate(candidacy=create_candidacy(trainer=create_trainer(name="Здешняя")))
    version = create_pathway()
    far = create_candidacy(trainer=create_trainer(name="Дальняя", code="RU-PER"), version=version)
    there = create_certificate(candidacy=far, code="RU-PER")
    tell()
    Reminder.objects.create(
        recipient=coordinator,
        certificate=there,
        occasion="certified",
        about_month=date(2026, 11, 1),
        made_month=date(2026, 11, 1),
    )
    sign_in(client, coordinator)

    page = read(client.get("/staff/"))

    assert f'href="/staff/trainers/people/{here.candidacy.trainer.pk}/"' in page
    assert ("Здешняя" in page, "Дальняя" in page) == (True, False)


def test_what_is_no_longer_so_is_not_told(visit: Client, candidacy: Candidacy) -> None:
    create_certificate(candidacy=candidacy, today=frame.today())
    Certificate.objects.update(expires_month=months.later(months.of(frame.today()), 1))
    tell()
    Certificate.objects.update(revoked_month=months.of(frame.today()))

    assert "/staff/trainers/news/seen/" not in read(visit.get("/staff/"))
