"""Colleagues who move people at the same moment."""

from collections.abc import Iterator

import pytest
from wagtail.models import ModelLogEntry

from courses.retreats.actions.preparing import beds
from courses.retreats.models import Bed
from tests.courses.retreats.planning.looking import create_organiser
from tests.courses.retreats.preparing.test_beds import coming, room
from tests.courses.runs.test_races import at_once
from tests.factories.retreats import FIRST_DAY

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(
        transaction=True, available_apps=["courses.retreats", "trainers", "wellbeing.accounts"]
    ),
]


@pytest.fixture(autouse=True)
def _no_traces() -> Iterator[None]:
    """The history lies in an app that is not emptied."""
    yield
    ModelLogEntry.objects.all().delete()


def test_the_last_bed_of_a_room_is_given_once() -> None:
    by = create_organiser("olga")
    retreat, offers = coming({}, {}, {})
    single = room(retreat, 3)
    acts = [
        lambda offer=offer: beds.move(
            retreat=retreat.pk, offer=offer.pk, room=single, why="", by=by, today=FIRST_DAY
        )
        for offer in offers
    ]
    said = at_once(acts, threads=3)
    assert sorted(said) == ["CannotBe", "CannotBe", "done"]
    assert Bed.objects.count() == 1


def test_two_who_ask_for_a_proposal_at_once_give_every_person_one_bed() -> None:
    by = create_organiser("olga")
    retreat, offers = coming({}, {}, {}, {})
    acts = [lambda: beds.propose(retreat=retreat.pk, by=by, today=FIRST_DAY) for _number in range(3)]
    assert at_once(acts, threads=3) == ["done"] * 3
    assert Bed.objects.count() == len(offers)
