"""An address belongs to whoever reads the number sent to it; it is sealed, and gone with the place."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from courses.runs import refusals, source
from courses.runs.actions import contacts, enrolling, telling
from courses.runs.models import Contact, Run
from tests.factories.outbox import create_contents
from tests.factories.runs import NOW, create_contact, create_run
from wellbeing.outbox.models import MOST_GUESSES, Due
from wellbeing.outbox.notes.throttles import MOST_A_DAY
from wellbeing.outbox.servers import Sender
from wellbeing.privacy import codes
from wellbeing.privacy.actions import apply_retention

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _mail_is_offered(settings: Any) -> None:
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    settings.EMAIL_FROM = Sender("notes@example.org", "Notes")


def enrol(run: Run | None = None) -> str:
    run = run or create_run()
    return enrolling.enrol(run=run.pk, names=["Ива"], code=codes.draw(), now=NOW).codes[0]


def give(code: str, address: str = "one@example.org") -> Contact:
    contents = create_contents(address=address)
    return contacts.give(code=code, channel="email", contents=contents, now=NOW)


def test_a_number_and_nothing_else_goes_to_an_address_first() -> None:
    run = create_run()
    code = enrol(run)

    row = give(code)
    told = telling.tell_all(run=run.pk, now=NOW)

    [due] = Due.objects.all()
    [(_, letter)] = source.open_letters([due.pk], NOW)
    number = row.contents().code
    assert letter is not None
    assert (told, letter.address, letter.text, len(number)) == (0, "one@example.org", number, 8)
    assert due.due_at == NOW.replace(minute=0)


def test_the_number_confirms_it_however_it_is_typed() -> None:
    code = enrol()
    number = give(code).contents().code

    contacts.confirm(code=codes.show(code).lower(), number=f" {number[:4]}-{number[4:]} ")

    row = Contact.objects.get()
    assert (row.is_confirmed, row.vanishes_on, row.contents().code) == (True, None, "")
    contacts.confirm(code=code, number="pressed twice")
    assert Contact.objects.get().is_confirmed is True


def test_the_fifth_wrong_number_removes_it() -> None:
    code = enrol()
    give(code)
    for left in range(MOST_GUESSES - 1, -1, -1):
        with pytest.raises(refusals.WrongNumber):
            contacts.confirm(code=code, number="no number")
        assert Contact.objects.count() == min(left, 1)
    assert Due.objects.count() == 0


def test_an_address_that_nobody_confirms_is_gone_after_two_days() -> None:
    kept = create_contact(code=enrol(), address="kept@example.org")
    give(enrol())

    apply_retention(now=NOW + timedelta(days=1))
    assert Contact.objects.count() == 2
    apply_retention(now=NOW + timedelta(days=2))
    assert list(Contact.objects.all()) == [kept]


def test_other_words_keep_the_address_and_another_address_is_confirmed_anew() -> None:
    code = enrol()
    row = create_contact(code=code, address="one@example.org")

    same = contacts.give(
        code=code,
        channel="email",
        contents=create_contents(address="one@example.org", note="plants"),
        now=NOW,
    )
    assert (same.pk, same.is_confirmed, same.contents().note) == (row.pk, True, "plants")

    other = give(code, "other@example.org")
    assert list(Contact.objects.values_list("pk", "is_confirmed")) == [(other.pk, False)]
    assert other.pk != row.pk


def test_removing_it_forgets_what_waits_to_go_there() -> None:
    code = enrol()
    give(code)

    contacts.remove(code=code)
    contacts.remove(code=code)

    assert (Contact.objects.count(), Due.objects.count()) == (0, 0)


def test_without_a_key_nothing_is_stored(settings: Any) -> None:
    code = enrol()
    settings.SEAL_KEYS = []

    with pytest.raises(refusals.NothingKept) as refused:
        give(code)

    assert str(refused.value)
    assert (Contact.objects.count(), Due.objects.count()) == (0, 0)


def test_a_code_that_opens_nothing_changes_nothing() -> None:
    create_contact(code=enrol(), address="one@example.org")

    for act in (give, lambda code: contacts.remove(code=code)):
        with pytest.raises(refusals.NoSuchPlace):
            act(codes.draw())
    with pytest.raises(refusals.NoSuchPlace):
        contacts.confirm(code=codes.draw(), number="1")

    assert Contact.objects.get().contents().address == "one@example.org"


def test_only_so_many_numbers_a_day_are_sent_for_a_place() -> None:
    code = enrol()
    for count in range(MOST_A_DAY):
        give(code, f"{count}@example.org")

    with pytest.raises(refusals.TooManyNumbers):
        give(code, "one-more@example.org")

    assert Contact.objects.get().contents().address == f"{MOST_A_DAY - 1}@example.org"


def test_many_places_do_not_fill_one_mailbox_and_are_not_told_so() -> None:
    run = create_run()
    for count in range(MOST_A_DAY):
        give(enrol(run), f"some.body+{count}@example.org")
    assert Due.objects.count() == MOST_A_DAY

    row = give(enrol(run), "somebody@example.org")

    assert (row.is_confirmed, Due.objects.count()) == (False, MOST_A_DAY)


def test_every_box_has_the_same_size_and_no_row_has_a_time() -> None:
    create_contact(code=enrol(), address="a@b.example")
    create_contact(code=enrol(), address=f"{'n' * 60}@{'long.' * 20}example.org", language="en")

    sizes = {len(bytes(row.box)) for row in Contact.objects.all()}
    kinds = {field.get_internal_type() for field in Contact._meta.get_fields()}

    assert len(sizes) == 1
    assert kinds & {"DateTimeField", "TimeField"} == set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM runs_contact AS row WHERE row::text LIKE '%@%'")
        assert cursor.fetchone() == (0,)
