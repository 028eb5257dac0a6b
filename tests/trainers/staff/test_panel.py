"""What the first staff page says of trainers."""

from datetime import date

import pytest
from django.test import Client

from tests.factories.accounts import create_colleague
from tests.factories.trainers import (
    create_assessor,
    create_candidacy,
    create_coordinator,
    create_evidence,
    create_lead,
)
from tests.trainers.staff.looking import certified, client_of, queries, text
from trainers import glance
from trainers.actions import certificates
from trainers.models import Certificate
from trainers.staff import frame
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.service, pytest.mark.django_db]

HOME = "/staff/"


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera")


@pytest.fixture
def client(vera: User) -> Client:
    return client_of(vera)


def test_a_coordinator_sees_which_regions_have_nobody_and_whose_certificate_ends(client: Client) -> None:
    soon = certified(name="Рябина", months_left=1)
    certified(name="Клён", months_left=12)
    certified(name="Чужая", code="RU-PER", months_left=1)

    response = client.get(HOME)
    said = text(response)

    assert f"В {Region.objects.count() - 2} регионах никого нет" in said
    assert ("Рябина" in said, "Клён" in said, "Чужая" in said) == (True, False, False)
    assert f"/staff/trainers/certificates/{soon.pk}/" in response.content.decode()
    assert "/staff/trainers/coverage/" in response.content.decode()
    assert "Среди них и ваш регион" not in said


def test_ones_own_region_with_nobody_is_named(client: Client) -> None:
    certified(code="RU-PER")
    assert "Среди них и ваш регион: Томская область." in text(client.get(HOME))


def test_what_waits_is_counted_without_what_oneself_proposed(vera: User, client: Client) -> None:
    create_evidence(candidacy=create_candidacy())
    for by in (vera, create_lead()):
        certificates.propose(
            certificate=certified(), kind="suspend", reason="safety", by=by, today=frame.today()
        )

    said = text(client.get(HOME))

    assert "1 подтверждение" in said
    assert "1 предложение ждёт второго человека" in said


def test_each_role_sees_its_part() -> None:
    certified(name="Рябина", months_left=1)
    parts = {}
    for role in ("lead", "assessor", "organiser", "editor", "trainer"):
        user = create_assessor() if role == "assessor" else create_colleague(username=f"b-{role}", role=role)
        said = text(client_of(user).get(HOME))
        parts[role] = ("никого нет" in said, "Рябина" in said, "второго человека" in said)
    assert parts == {
        "lead": (True, True, True),
        "assessor": (True, False, True),
        "organiser": (True, False, False),
        "editor": (False, False, False),
        "trainer": (False, False, False),
    }


def test_the_first_page_takes_as_many_queries_for_three_certificates_as_for_one(client: Client) -> None:
    certified(months_left=1)
    alone = queries(client, HOME)
    for _ in range(2):
        certified(months_left=1)

    assert queries(client, HOME) == alone


def test_what_ends_is_split_at_the_end_of_next_month_and_cut_at_eight(vera: User) -> None:
    rows = [certified(months_left=3) for _ in range(10)]
    Certificate.objects.filter(pk__in=[each.pk for each in rows[:2]]).update(expires_month=date(2028, 4, 1))
    Certificate.objects.filter(pk__in=[each.pk for each in rows[2:]]).update(expires_month=date(2028, 5, 1))

    found = glance.ending(vera, date(2028, 3, 10))

    assert [each.pk for each in found.next_month] == sorted(each.pk for each in rows[:2])
    assert (len(found.later), found.more) == (6, 2)
