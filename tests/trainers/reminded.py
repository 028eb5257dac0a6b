"""A certificate whose end comes, the beat of a day, and what was told."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from tests.factories.accounts import create_colleague
from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_certificate,
    create_trainer,
)
from tests.outbox.letterbox import Carrier
from trainers.actions import reminding
from trainers.models import Certificate, Reminder
from wellbeing.accounts.models import User
from wellbeing.outbox import delivery
from wellbeing.outbox.claiming import claim_due
from wellbeing.outbox.models import Due

# A certificate issued on TODAY is valid through this day; renewal opens 90 days before the next one.
END = date(2028, 11, 30)
OPENS = date(2028, 9, 2)


def half() -> float:
    return 0.5


def remind(day: date) -> list[Reminder]:
    """What the beat of a day tells."""
    return reminding.remind(now=datetime(day.year, day.month, day.day, 6, 23, tzinfo=UTC), chance=half)


def told(user: User) -> list[tuple[str, date]]:
    rows = Reminder.objects.filter(recipient=user).order_by("about_month", "occasion")
    return list(rows.values_list("occasion", "about_month"))


def create_held(*, name: str = "lena", code: str = "RU-TOM") -> tuple[Certificate, User]:
    """A certificate whose first state is told already, and its trainer's account."""
    user = create_colleague(username=name, role="trainer")
    trainer = create_trainer(name=name, user=user, code=code)
    certificate = create_certificate(candidacy=create_candidacy(trainer=trainer), code=code)
    User.objects.exclude(pk=user.pk).update(is_active=False)
    remind(TODAY)
    Reminder.objects.all().delete()
    Due.objects.all().delete()
    return certificate, user


def carry(carrier: Carrier, day: date) -> None:
    """Hand over whatever is due through the day after."""
    claim, late = uuid4(), datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=2)
    ids = claim_due(channel="email", claim=claim, now=late, until=late, most=100)
    delivery.deliver(channel="email", claim=claim, ids=ids, carrier=carrier)
