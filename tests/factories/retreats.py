"""Houses, rounds, retreats, and people who apply."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from courses.retreats.models import (
    Application,
    Colleague,
    House,
    HouseRoom,
    Offer,
    Retreat,
    Round,
    Slot,
    SlotPerson,
    TeamPart,
)
from courses.retreats.rules.facts import Facts
from courses.retreats.rules.policy import Policy
from tests.factories.trainers import region
from wellbeing.privacy import codes

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
FIRST_DAY = date(2027, 3, 1)
_numbers = count(1)


def create_house(*, rooms: Sequence[int] = (2, 2, 1), code: str = "RU-TOM") -> House:
    """A house with rooms of so many beds."""
    house = House.objects.create(name=f"Дом {next(_numbers)}", region=region(code), price=100_000)
    house.reaches.set([region(code)])
    for number, beds in enumerate(rooms, start=1):
        HouseRoom.objects.create(house=house, name=f"Комната {number}", beds=beds)
    return house


def create_round(**changes: Any) -> Round:
    """A round that is open for a month, unless changes say otherwise."""
    said: dict[str, Any] = {
        "title": f"Набор {next(_numbers)}",
        "decided": Round.Decided.OPEN,
        "policy": Policy().plain(),
        "closes_at": NOW + timedelta(days=30),
        "announced": "Курс доллара Банка России на день жребия, все цифры подряд",
        "draws_at": NOW + timedelta(days=32),
    }
    return Round.objects.create(**{**said, **changes})


def create_retreat(**changes: Any) -> Retreat:
    """A published retreat of six days with four places; without a round unless one is given."""
    begins_on = changes.get("begins_on", FIRST_DAY)
    said: dict[str, Any] = {
        "title": f"Выезд {next(_numbers)}",
        "house": changes.get("house") or create_house(),
        "region": region(),
        "begins_on": begins_on,
        "ends_on": begins_on + timedelta(days=6),
        "places": 4,
        "decided": Retreat.Decided.PUBLISHED,
    }
    return Retreat.objects.create(**{**said, **changes})


def create_team_part(retreat: Retreat, *, colleague: Colleague | None = None, role: str = "lead") -> TeamPart:
    """A colleague in the team of a retreat."""
    return TeamPart.objects.create(
        retreat=retreat,
        colleague=colleague or create_retreat_colleague(roles=[role]),
        role=role,
        begins_on=retreat.begins_on,
        ends_on=retreat.ends_on,
    )


def create_retreat_colleague(**changes: Any) -> Colleague:
    return Colleague.objects.create(
        **{"name": f"Коллега {next(_numbers)}", "roles": ["lead", "co_trainer"], **changes}
    )


def create_application(
    round: Round, *, wishes: Sequence[Retreat], code: str = "", **changes: Any
) -> Application:
    """An application whose code leads to it; facts as `changes` say."""
    code = code or codes.draw()
    number = next(_numbers)
    said: dict[str, Any] = {
        "ticket": f"T{number:09}",
        "name": f"Имя {number}",
        "region": "RU-TOM",
        "mark": uuid4().hex,
        "wishes": tuple(str(each.pk) for each in wishes),
    }
    application = Application(
        pk=codes.lookup_id(code), round=round, goes_on=max(each.ends_on for each in wishes) + timedelta(14)
    )
    application.put(Facts(**{**said, **changes}))
    application.save(force_insert=True)
    return application


def create_offer(
    application: Application, retreat: Retreat, *, standing: str = Offer.Standing.ACCEPTED
) -> Offer:
    """An offer; one that waits for an answer has three days."""
    until = NOW + timedelta(days=3) if standing == Offer.Standing.OFFERED else None
    return Offer.objects.create(application=application, retreat=retreat, standing=standing, answer_by=until)


def create_slot(retreat: Retreat, *, people: Sequence[TeamPart] = (), **changes: Any) -> Slot:
    """A session on the second day from nine to ten in the morning, held by these."""
    said = {"title": f"Круг {next(_numbers)}", "day": 2, "begins": 540, "ends": 600, **changes}
    slot = Slot.objects.create(retreat=retreat, **said)
    for part in people:
        SlotPerson.objects.create(slot=slot, part=part, day=slot.day, begins=slot.begins, ends=slot.ends)
    return slot
