"""Rounds and retreats with everything that there can be in one, and what is left of it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.utils import timezone

from courses.retreats import drafted
from courses.retreats.models import (
    Allowance,
    AppealAnswer,
    Application,
    Bed,
    Conflict,
    Frozen,
    Lesson,
    Offer,
    ProgrammeVersion,
    Recommendation,
    Retreat,
    RetreatContact,
    RetreatWhere,
    Round,
    SealedPart,
    Slot,
    SlotPerson,
    StayForm,
)
from courses.retreats.rules import programme
from courses.retreats.rules.declared import Declared
from courses.runs.rules.where import Where
from tests.factories.accounts import create_colleague
from tests.factories.retreats import (
    create_application,
    create_house,
    create_offer,
    create_retreat,
    create_round,
    create_slot,
    create_team_part,
)
from tests.factories.trainers import create_trainer
from wellbeing.accounts.models import SealedRecord, Team
from wellbeing.outbox.models import ROOM
from wellbeing.privacy import codes, retention, server_keys
from wellbeing.privacy.actions import RULES_FILE, apply_retention

LAST = date(2027, 3, 7)
DUE = LAST + timedelta(days=14)
DAY = timedelta(days=1)
COMING = 11
# What people told, what was made of it alone, and the programme.
TOLD = {
    Allowance,
    AppealAnswer,
    Application,
    Bed,
    Conflict,
    Frozen,
    Offer,
    ProgrammeVersion,
    Recommendation,
    RetreatContact,
    RetreatWhere,
    SealedPart,
    Slot,
    SlotPerson,
    StayForm,
}


def published(**changes: Any) -> Round:
    drawn = {"decided": "published", "commitment": "0" * 64, "value": "1", "record": "{}"}
    return create_round(**(drawn | changes))


def held(round: Round, **changes: Any) -> Retreat:
    said = {"begins_on": LAST - 6 * DAY, "places": 20, "decided": "done", "house": create_house(rooms=(6, 6))}
    return create_retreat(round=round, **(said | changes))


def record() -> SealedRecord:
    team, _made = Team.objects.get_or_create(code="round-access:x")
    return SealedRecord.objects.create(team=team, box=bytes(1024))


def come(retreat: Retreat, number: int) -> None:
    """One person with everything there can be; a calendar and an address for the first three."""
    application = create_application(retreat.round, wishes=[retreat])
    SealedPart.objects.create(application=application, part="access", record=record())
    offer = create_offer(application, retreat)
    StayForm.objects.create(offer=offer, record=record(), goes_on=retreat.ends_on + 14 * DAY)
    room = retreat.house.rooms.order_by("name")[(number - 1) // 6]
    Bed.objects.create(offer=offer, retreat=retreat, room=room, number=(number - 1) % 6 + 1)
    if number <= 3:
        offer.put_calendar(codes.draw(), "Дела")
        offer.save()
        box = bytes(server_keys.box_size(ROOM))
        RetreatContact.objects.create(application=application, channel="email", box=box, is_confirmed=True)


def filled() -> Round:
    """A round with everything that there can be in one: twelve applied, eleven came."""
    round = published()
    retreat = held(round)
    for number in range(1, COMING + 1):
        come(retreat, number)
    last = create_application(round, wishes=[retreat])
    SealedPart.objects.create(application=last, part="appeal", record=record())
    boxed(AppealAnswer(application=last), "Так и есть")
    boxed(Frozen(round=round), {})
    boxed(RetreatWhere(retreat=retreat), Where("Томск", "Тихая, 3"))
    plan(retreat)
    user, trainer = create_colleague(username="olga", role="organiser"), create_trainer()
    boxed(Conflict(round=round, user=user, goes_on=DUE), Declared())
    Recommendation.objects.create(pk=uuid4(), round=round, trainer=trainer, need=2)
    Allowance.objects.create(round=round, trainer=trainer, given=1)
    Lesson.objects.create(
        retreat=retreat, heading="house", kind="worked", text="Тихо", author_name="О", written_on=LAST
    )
    return round


def plan(retreat: Retreat) -> None:
    """A slot of a programme, with somebody in it, and a version."""
    create_slot(retreat, people=[create_team_part(retreat)])
    content = programme.plain(drafted.items(retreat))
    ProgrammeVersion.objects.create(
        retreat=retreat, number=1, content=content, published_month=retreat.begins_on
    )


def boxed(row: Any, contents: Any) -> None:
    row.put(contents)
    row.save()


def left() -> set[type]:
    """Tables of retreats in which there is something."""
    return {each for each in apps.get_app_config("retreats").get_models() if each._default_manager.exists()}


def retain(today: date, *tables: str) -> None:
    """What retention does of these tables, by default all of retreats; but for writing them anew."""
    rules = [
        replace(rule, rewrite=False)
        for rule in retention.load(RULES_FILE)
        if rule.table in tables or (not tables and rule.table.startswith("retreats."))
    ]
    now = datetime.combine(today, time(12), tzinfo=timezone.get_current_timezone())
    apply_retention(now=now, rules=rules)
