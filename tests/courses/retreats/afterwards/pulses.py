"""Retreats whose people answer their pulse, and days that pass."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from courses.retreats.actions.afterwards import pulse
from courses.retreats.models import Offer, Retreat
from tests.factories.retreats import create_application, create_offer, create_retreat, create_round
from wellbeing.cohorts.actions import freezing
from wellbeing.cohorts.models import Wave
from wellbeing.privacy import codes


def create_begun(**given: Any) -> Retreat:
    """A retreat in a published round that begins today by the clocks of the server, with its waves."""
    round = create_round(decided="published", commitment="c" * 64, value="1", record="{}")
    today = timezone.localdate()
    said = {"round": round, "begins_on": today, "zone": "Europe/Moscow", "places": 20}
    retreat = create_retreat(**(said | given))
    pulse.follow(retreat=retreat)
    return retreat


def come(retreat: Retreat, count: int = 1, *, standing: str = Offer.Standing.ACCEPTED) -> list[str]:
    """The application codes of so many who have this answer to their offer."""
    drawn = [codes.draw() for _ in range(count)]
    for code in drawn:
        create_offer(
            create_application(retreat.round, wishes=[retreat], code=code), retreat, standing=standing
        )
    return drawn


def pass_days(number: int) -> None:
    """Everything lies so many days earlier; what closed meanwhile is frozen by the night."""
    back = timedelta(days=number)
    Retreat.objects.update(begins_on=F("begins_on") - back, ends_on=F("ends_on") - back)
    Wave.objects.update(opens_on=F("opens_on") - back, closes_on=F("closes_on") - back)
    freezing.freeze_closed(today=timezone.localdate())
