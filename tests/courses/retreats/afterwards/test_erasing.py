"""Fourteen days after the end everything that people told is gone, and a receipt says how much it was."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.retreats import openings, receipts
from courses.retreats.actions.afterwards import erasing
from courses.retreats.models import (
    Allowance,
    Application,
    Bed,
    Conflict,
    ErasureReceipt,
    Frozen,
    Offer,
    ProgrammeVersion,
    Recommendation,
    Retreat,
    Round,
    Slot,
    SlotPerson,
    StayForm,
)
from courses.retreats.rules.declared import Declared
from tests.courses.retreats.afterwards.told import (
    DAY,
    DUE,
    LAST,
    TOLD,
    boxed,
    come,
    filled,
    held,
    left,
    plan,
    published,
    retain,
)
from tests.factories.accounts import create_colleague
from tests.factories.retreats import create_application, create_round
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import SealedRecord, User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

# As PostgreSQL says that a row is locked for too long.
BUSY = """
CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = 'lock_not_available'; END $$;
CREATE TRIGGER busy BEFORE INSERT ON retreats_erasurereceipt FOR EACH ROW
    WHEN (NEW.round_id = '{round}') EXECUTE FUNCTION busy();
"""


@pytest.fixture
def by() -> User:
    return create_colleague(username="vera", role="council")


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


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
    assert round.retreats.get().receipt.late
    assert round.receipt.late and round.receipt.counts["applications"] is None


def test_a_stay_that_ends_earlier_is_erased_earlier_and_its_round_with_the_last() -> None:
    round = published()
    early, late = held(round), held(round, begins_on=LAST + 20 * DAY)
    come(early, 1)
    come(late, 1)

    assert erasing.erase_over(today=DUE) == 1
    assert [each.offer.retreat for each in StayForm.objects.all()] == [late]
    assert [each.retreat for each in Bed.objects.all()] == [late]
    assert [each.retreat for each in Offer.objects.filter(calendar__isnull=False)] == [late]
    assert Application.objects.count() == 2
    assert erasing.erase_over(today=late.ends_on + 14 * DAY) == 2
    assert left() & TOLD == set()


def test_another_round_that_is_not_over_keeps_what_it_has(by: User) -> None:
    over, later = published(), published()
    first, stay = held(over), held(later, begins_on=LAST + DAY)
    for round, retreat in ((over, first), (later, stay)):
        create_application(round, wishes=[retreat])
        boxed(Conflict(round=round, user=by, goes_on=DUE), Declared())

    assert erasing.erase_over(today=DUE) == 2

    assert [each.objects.get().round for each in (Application, Conflict)] == [later, later]
    assert not ErasureReceipt.objects.filter(retreat=stay).exists()


def test_what_somebody_else_holds_is_left_to_the_next_night_and_the_others_go() -> None:
    rounds = [published(), published()]
    for round in rounds:
        held(round)
    with connection.cursor() as cursor:
        cursor.execute(BUSY.format(round=rounds[0].pk))
    assert erasing.erase_over(today=DUE) == 3
    assert not ErasureReceipt.objects.filter(round=rounds[0]).exists()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER busy ON retreats_erasurereceipt")

    assert erasing.erase_over(today=DUE) == 1


def test_receipts_of_a_round_are_its_own_and_those_of_its_stays_in_order(by: User) -> None:
    round, other = published(title="Весна"), published(title="Осень")
    for title, before in (("Вторая", 1), ("Первая", 9)):
        held(round, title=title, begins_on=LAST - (6 + before) * DAY)
    stay = held(other, title="Другая")
    Round.objects.filter(pk=other.pk).update(over_on=LAST + 99 * DAY)
    erasing.erase_over(today=DUE + DAY)

    assert [each.title for each in receipts.of_round(round)] == ["Весна", "Первая", "Вторая"]
    assert [each.title for each in receipts.of_retreat(stay)] == ["Другая"]
    assert (receipts.erased_in(round), receipts.erased_in(other)) == (date(2027, 3, 1), None)
    assert [name for name, _many in receipts.of_retreat(stay)[0].lines] == [
        "вторые анкеты",
        "кровати, за кем-то закреплённые",
        "календари по секретным адресам",
    ]


def test_what_was_closed_upon_ends_with_the_round_however_its_days_move() -> None:
    round = published()
    retreat = held(round)
    boxed(Frozen(round=round), {})
    assert Frozen.objects.get().over_on == LAST
    Retreat.objects.filter(pk=retreat.pk).update(ends_on=LAST + DAY)

    assert Frozen.objects.get().over_on == LAST + DAY


@pytest.mark.parametrize("decided", ["planned", "cancelled", "done"])
def test_a_programme_ends_with_its_retreat_however_that_ends_and_its_days_move(decided: str) -> None:
    retreat, other = held(published(), decided=decided), held(published(), begins_on=LAST)
    plan(retreat)
    plan(other)
    Retreat.objects.filter(pk=retreat.pk).update(ends_on=LAST + DAY)
    retain(DUE + DAY)
    assert (Slot.objects.count(), ProgrammeVersion.objects.count()) == (2, 2)

    retain(DUE + 2 * DAY)

    assert [each.objects.get().retreat for each in (Slot, ProgrammeVersion)] == [other, other]
    assert SlotPerson.objects.get().slot.retreat == other


def test_of_a_round_in_preparation_and_a_planned_retreat_nothing_is_said() -> None:
    held(create_round(decided="preparing", closes_at=None, draws_at=None, announced=""), decided="planned")

    assert erasing.erase_over(today=DUE) == 0
    planned = held(published(), decided="planned")

    assert erasing.erase_over(today=DUE) == 1, "of the round alone"
    assert not ErasureReceipt.objects.filter(retreat=planned).exists()


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
