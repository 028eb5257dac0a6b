"""Finding the ticket of somebody who was described by name: tickets and no more, and a trace names nobody."""

import pytest
from wagtail.models import ModelLogEntry

from courses.retreats import marks
from courses.retreats.models.choices import Part
from tests.courses.retreats.committee.sitting import (
    applicant,
    declare,
    open_round,
    post,
    seated,
    unlocked,
)
from tests.trainers.staff.looking import text
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_a_name_leads_to_the_tickets_that_have_it_and_to_nothing_else() -> None:
    round = open_round()
    lena = seated(round, Part.SAFETY)
    code = codes.draw()
    for ticket, name in (("AAAAAAAAAA", "Ива"), ("BBBBBBBBBB", "Клён  Тихий"), ("CCCCCCCCCC", "клен тихий")):
        applicant(round, ticket=ticket, name=name)
    applicant(round, ticket="DDDDDDDDDD", name="Клён Тихий", mark=marks.of(code), code=code)
    applicant(open_round(), ticket="EEEEEEEEEE", name="Клён Тихий")
    declare(round, lena, close=[marks.shown(code)])
    client = unlocked(lena)

    said = text(post(client, "look_for", round.pk, "AAAAAAAAAA", name=" КЛЁН тихий "))

    assert "Это имя у билета: BBBBBBBBBB , CCCCCCCCCC" in said
    assert "DDDDDDDDDD" not in said, "who is close is left to others"
    assert "EEEEEEEEEE" not in said, "another round"
    assert "RU-TOM" not in said
    assert "такого имени нет" in text(post(client, "look_for", round.pk, "AAAAAAAAAA", name="Кл"))
    assert "такого имени нет" in text(post(client, "look_for", round.pk, "AAAAAAAAAA", name="Ива"))


def test_that_one_looked_stays_on_record_once_a_day_and_for_whom_does_not() -> None:
    round = open_round()
    applicant(round, ticket="AAAAAAAAAA")
    client = unlocked(seated(round, Part.SAFETY))
    for name in ("Клён", "Ива", ""):
        post(client, "look_for", round.pk, "AAAAAAAAAA", name=name)

    entry = ModelLogEntry.objects.get(action="retreats.look_for")
    assert (entry.data, entry.timestamp.minute) == ({"part": "safety"}, 0)


def test_no_other_seat_looks_for_names() -> None:
    round = open_round()
    applicant(round, ticket="AAAAAAAAAA", name="Ива")
    client = unlocked(seated(round, Part.ACCESS, Part.CONTACT))

    assert post(client, "look_for", round.pk, "AAAAAAAAAA", name="Ива").status_code == 404
    assert not ModelLogEntry.objects.filter(action="retreats.look_for").exists()
