"""The demo's coordinator has an address, and by day or night a note for it can be looked at."""

from datetime import UTC, datetime

import pytest

from tests.factories.accounts import create_coordinator
from wellbeing.accounts.models import User
from wellbeing.outbox.actions import noting
from wellbeing.outbox.actions.seeding import seed_own_address
from wellbeing.outbox.letters import Letter
from wellbeing.outbox.models import Due, OwnAddress
from wellbeing.outbox.notes import letters

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera")


@pytest.mark.parametrize("hour", range(24))
def test_whenever_the_demo_is_made_a_note_to_its_colleague_may_go_at_once(vera: User, hour: int) -> None:
    now = datetime(2026, 11, 27, hour, 59, tzinfo=UTC)
    seed_own_address(username="vera", now=now)
    assert (OwnAddress.objects.get(user=vera).is_confirmed, Due.objects.count()) == (True, 0)
    line = OwnAddress.objects.get(user=vera).pk

    noting.note(source="test", lines={line: vera.pk}, now=now, chance=lambda: 0.0)

    letter = letters.notes_to({line: vera.pk})[line]
    assert isinstance(letter, Letter)
    assert (letter.address, letter.times.allows(now)) == ("vera@example.org", True)
    assert (Due.objects.get().due_at - now).total_seconds() == 1
