"""The trainers of the demo stand in every state, whenever it is made."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from trainers import reading
from trainers.actions import seeding
from trainers.models import Candidacy, Certificate, Evidence, Proposal, Trainer
from trainers.rules import months
from trainers.rules.standing import State, WayBack
from wellbeing.accounts import actions
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

DAYS = [date(2026, 11, 27), date(2027, 1, 1), date(2027, 3, 31), date(2028, 2, 29), date(2027, 8, 30)]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def today(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[date]:
    """The demo once for each day: every step of it is a step that people take."""
    with django_db_blocker.unblock(), transaction.atomic():
        actions.seed_staff()
        seeding.seed_trainers(today=request.param)
        yield request.param
        transaction.set_rollback(True)


def test_twelve_people_over_eight_regions_in_every_state(today: date) -> None:
    found = reading.stands(Candidacy.objects.all(), today)
    states = Counter((each.state, each.standing.way) for each in found)

    assert Trainer.objects.count() == 12
    assert len({each.home_region_id for each in Trainer.objects.all()}) == 8
    assert states == {
        (State.IN_TRAINING, WayBack.AWARD): 3,
        (State.CERTIFIED, None): 4,
        (State.RENEWAL_DUE, WayBack.RENEWAL): 1,
        (State.IN_GRACE, WayBack.RENEWAL): 1,
        (State.LAPSED, WayBack.REACTIVATION): 1,
        (State.LAPSED, WayBack.AWARD): 1,
        (State.SUSPENDED, WayBack.DECISION): 1,
        (State.REVOKED, WayBack.DECISION): 1,
    }
    assert Evidence.objects.filter(status="again").count() == 1
    assert [each.region_id for each in Proposal.objects.filter(outcome="open")] == ["RU-TOM"]


def test_in_the_region_of_the_demo_coordinator_one_certificate_ends_next_month(today: date) -> None:
    region = User.objects.get(username="coordinator").region_id
    next_month = months.later(months.of(today), 1)

    ending = Certificate.objects.filter(region=region, expires_month=next_month)

    assert [each.candidacy.trainer.name for each in ending] == ["Тренерка Тихая"]


def test_the_demo_trainer_sees_a_path_with_something_missing(today: date) -> None:
    user = User.objects.get(username="trainer")

    (stand,) = reading.stands(Candidacy.objects.filter(trainer__user=user), today)

    assert [(each.requirement.key, each.has) for each in stand.missing] == [
        ("trainers-course", 0),
        ("co-facilitated", 1),
        ("observed", 0),
        ("supervision", 120),
        ("reflection", 0),
        ("safety", 0),
    ]
