"""Fourteen days after the end everything that people told is gone, and a receipt says how much it was."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.retreats import openings
from courses.retreats.actions.afterwards import erasing
from courses.retreats.models import (
    Allowance,
    AppealAnswer,
    Application,
    Bed,
    Conflict,
    ErasureReceipt,
    Frozen,
    Lesson,
    Offer,
    Recommendation,
    Retreat,
    RetreatContact,
    RetreatWhere,
    Round,
    SealedPart,
    StayForm,
)
from courses.retreats.rules.declared import Declared
from courses.runs.rules.where import Where
from tests.factories.accounts import create_colleague
from tests.factories.retreats import (
    create_application,
    create_house,
    create_offer,
    create_retreat,
    create_round,
)
from tests.factories.trainers import create_trainer
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import SealedRecord, Team
from wellbeing.outbox.models import ROOM
from wellbeing.privacy import codes, retention, server_keys
from wellbeing.privacy.actions import RULES_FILE, apply_retention

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LAST = date(2027, 3, 7)
DUE = LAST + timedelta(days=14)
DAY = timedelta(days=1)
COMING = 11
# What people told, or what was made of it alone.
TOLD = {
    Allowance,
    AppealAnswer,
    Application,
    Bed,
    Conflict,
    Frozen,
    Offer,
    Recommendation,
    RetreatContact,
    RetreatWhere,
    SealedPart,
    StayForm,
}


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


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
    user, trainer = create_colleague(username="olga", role="organiser"), create_trainer()
    boxed(Conflict(round=round, user=user, goes_on=DUE), Declared())
    Recommendation.objects.create(pk=uuid4(), round=round, trainer=trainer, need=2)
    Allowance.objects.create(round=round, trainer=trainer, given=1)
    Lesson.objects.create(
        retreat=retreat, heading="house", kind="worked", text="Тихо", author_name="О", written_on=LAST
    )
    return round


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


def test_everything_that_people_told_goes_on_its_day_and_the_receipts_count_what_was_there() -> None:
    round = filled()
    before = left()
    assert before >= TOLD
    assert erasing.erase_over(today=DUE - DAY) == 0
    assert left() == before

    assert erasing.erase_over(today=DUE) == 2

    assert left() == before - TOLD | {ErasureReceipt}
    assert SealedRecord.objects.count() == 0, "the boxes went with what led to them"
    own, stay = round.receipt, round.retreats.get().receipt
    assert own.counts == {"applications": 12, "sealed": 12, "addresses": None}
    assert stay.counts == {"second_forms": 11, "beds": 11, "calendars": None}
    assert {(each.month, each.late) for each in (own, stay)} == {(date(2027, 3, 1), False)}


def test_twice_writes_nothing_more() -> None:
    filled()
    erasing.erase_over(today=DUE)
    rows = set(ErasureReceipt.objects.values_list("pk", "month"))

    assert erasing.erase_over(today=DUE + 40 * DAY) == 0
    assert set(ErasureReceipt.objects.values_list("pk", "month")) == rows


def test_what_ends_halfway_leaves_everything_as_it_was() -> None:
    filled()
    before = left()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE retreats_erasurereceipt ADD CONSTRAINT never CHECK (round_id IS NULL)")
    with pytest.raises(IntegrityError, match="never"):
        erasing.erase_over(today=DUE)
    assert (left(), Application.objects.count(), Bed.objects.count()) == (before, 12, 11)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE retreats_erasurereceipt DROP CONSTRAINT never")

    assert erasing.erase_over(today=DUE) == 2


def test_retention_does_the_same_a_day_later_and_a_late_receipt_says_so() -> None:
    round = filled()
    retain(DUE)
    assert (Application.objects.count(), Frozen.objects.count(), StayForm.objects.count()) == (12, 1, 11)
    retain(DUE + DAY)
    assert left() & TOLD == {Recommendation, Allowance}, "these go when applications are closed"

    assert erasing.erase_over(today=DUE + DAY) == 2
    assert round.receipt.late and round.receipt.counts["applications"] is None


def test_a_stay_that_ends_earlier_is_erased_earlier_and_its_round_with_the_last() -> None:
    round = published()
    early, late = held(round), held(round, begins_on=LAST + 20 * DAY)
    come(early, 1)
    come(late, 1)

    assert erasing.erase_over(today=DUE) == 1
    assert [each.offer.retreat for each in StayForm.objects.all()] == [late]
    assert Application.objects.count() == 2
    assert erasing.erase_over(today=late.ends_on + 14 * DAY) == 2
    assert left() & TOLD == set()


def test_what_was_closed_upon_ends_with_the_round_however_its_days_move() -> None:
    round = published()
    retreat = held(round)
    boxed(Frozen(round=round), {})
    assert Frozen.objects.get().over_on == LAST
    Retreat.objects.filter(pk=retreat.pk).update(ends_on=LAST + DAY)

    assert Frozen.objects.get().over_on == LAST + DAY


def test_of_a_round_in_preparation_and_a_planned_retreat_nothing_is_said() -> None:
    held(create_round(decided="preparing", closes_at=None, draws_at=None, announced=""), decided="planned")

    assert erasing.erase_over(today=DUE) == 0


def test_a_round_that_was_called_off_goes_too() -> None:
    round = published()
    come(held(round), 1)
    Retreat.objects.update(round=None)
    Round.objects.update(decided="cancelled", over_on=LAST)
    erasing.erase_over(today=DUE)

    assert (Application.objects.count(), round.receipt.counts["applications"]) == (0, None)


def test_the_history_names_tickets_for_a_quarter_of_a_year() -> None:
    round, by = filled(), create_colleague(username="vera", role="organiser")
    openings.note(round=round, part="access", ticket="T000000001", by=by, today=LAST)
    names = ModelLogEntry.objects.filter(data__ticket="T000000001")
    retain(LAST + 89 * DAY, "wagtailcore.ModelLogEntry")
    assert names.exists()
    retain(LAST + 92 * DAY, "wagtailcore.ModelLogEntry")

    assert not names.exists()


SEES = {"organiser": True, "council": True, "editor": False, "trainer": False}


@pytest.mark.parametrize("role", SEES)
def test_organisers_and_the_council_read_the_receipt_and_print_it(role: str) -> None:
    round = filled()
    client = client_of(create_colleague(username=f"a-{role}", role=role))
    paper = reverse("retreats_staff:receipt", args=[round.pk])
    assert client.get(paper).status_code == (404 if SEES[role] else 302), "nothing was erased yet"
    erasing.erase_over(today=DUE)

    found, page = client.get(paper), client.get(reverse("retreats_staff:round", args=[round.pk]))
    assert (found.status_code, page.status_code) == ((200, 200) if SEES[role] else (302, 302))
    if SEES[role]:
        assert found.content.startswith(b"%PDF")
        said = text(page)
        assert "заявки: 12" in said and "вторые анкеты: 11" in said
        assert "адреса для сообщений: меньше десяти" in said


def test_the_public_page_says_that_everything_went() -> None:
    round = filled()
    address = f"/ru/retreats/{round.pk}/"
    gone = "Март 2027: всё, что люди написали для этого набора, удалено"
    assert gone not in Client().get(address).content.decode()
    erasing.erase_over(today=DUE)
    cache.clear()  # pages are remembered for minutes

    said = " ".join(Client().get(address).content.decode().split())
    assert gone in said
    english = Client().get(f"/en/retreats/{round.pk}/").content.decode()
    assert "March 2027: everything that people wrote for this round is deleted" in english
