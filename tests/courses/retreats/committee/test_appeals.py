"""Appeals as the council reads and answers them, and the list of what was opened."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.retreats import traces
from courses.retreats.actions.committee import appeals
from courses.retreats.models import AppealAnswer
from courses.retreats.models.choices import Part
from tests.courses.retreats.committee.sitting import (
    TODAY,
    WRITTEN,
    applicant,
    council,
    declare,
    open_round,
    organiser,
    post,
    record,
    seated,
    unlocked,
)
from tests.factories.retreats import create_retreat
from tests.trainers.staff.looking import client_of, queries, text

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_the_council_reads_an_appeal_and_its_answer_is_for_the_page_of_that_application() -> None:
    round = open_round()
    client = unlocked(council(round))
    one, other = applicant(round, ticket="AAAAAAAAAA"), applicant(round, ticket="BBBBBBBBBB")
    assert WRITTEN[Part.APPEAL] in client.get(record(round, Part.APPEAL, "AAAAAAAAAA")).text

    post(client, "answer_appeal", round.pk, "AAAAAAAAAA", text="Вы правы, мы проверим")

    assert (appeals.answered(one), appeals.answered(other)) == ("Вы правы, мы проверим", "")
    assert "Вы правы, мы проверим" in client.get(record(round, Part.APPEAL, "AAAAAAAAAA")).text
    entry = ModelLogEntry.objects.get(action="retreats.answer_appeal")
    assert entry.data == {"part": "appeal", "ticket": "AAAAAAAAAA"}
    one.delete()
    assert not AppealAnswer.objects.exists()


def test_answers_are_sealed_in_one_size_and_an_empty_one_takes_it_back() -> None:
    round = open_round()
    client = unlocked(council(round))
    for ticket, said in (("AAAAAAAAAA", "Да"), ("BBBBBBBBBB", "Я" * 600)):
        applicant(round, ticket=ticket)
        post(client, "answer_appeal", round.pk, ticket, text=said)

    boxes = [bytes(each.box) for each in AppealAnswer.objects.all()]
    assert len(boxes) == 2
    assert len({len(box) for box in boxes}) == 1
    assert not any("Да".encode() in box for box in boxes)
    post(client, "answer_appeal", round.pk, "AAAAAAAAAA", text=" ")
    assert AppealAnswer.objects.count() == 1


def test_a_long_answer_is_refused_and_still_stands() -> None:
    round = open_round()
    client = unlocked(council(round))
    applicant(round, ticket="AAAAAAAAAA")

    page = post(client, "answer_appeal", round.pk, "AAAAAAAAAA", text="Я" * 601)

    assert (page.status_code, "Я" * 601 in page.text) == (422, True)
    assert not AppealAnswer.objects.exists()


def test_a_member_of_the_council_who_applied_answers_nothing() -> None:
    round = open_round()
    rada = council(round)
    applicant(round, ticket="AAAAAAAAAA")
    declare(round, rada, applied=True)

    assert post(unlocked(rada), "answer_appeal", round.pk, "AAAAAAAAAA", text="Да").status_code == 403
    assert not AppealAnswer.objects.exists()


def test_the_council_sees_who_opened_what_by_round() -> None:
    spring, summer = open_round(title="Весна"), open_round(title="Лето")
    lena, vera = seated(spring, Part.ACCESS), seated(summer, Part.SAFETY, username="vera")
    applicant(spring, ticket="AAAAAAAAAA"), applicant(summer, ticket="BBBBBBBBBB")
    unlocked(lena).get(record(spring, Part.ACCESS, "AAAAAAAAAA"))
    unlocked(vera).get(record(summer, Part.SAFETY, "BBBBBBBBBB"))
    client, address = unlocked(council(spring)), reverse("retreats_staff:openings")

    every, one = text(client.get(address)), text(client.get(address, {"round": str(spring.pk)}))

    assert all(each in every for each in ("lena", "vera", "AAAAAAAAAA", "BBBBBBBBBB"))
    assert "lena Открыто: что им нужно AAAAAAAAAA Весна" in one
    assert "BBBBBBBBBB" not in one
    assert client.get(address, {"round": "нет", "part": "нет"}).status_code == 200


def test_the_second_forms_of_its_retreats_are_in_that_list() -> None:
    spring, summer = open_round(), open_round()
    here, there = create_retreat(round=spring, title="У реки"), create_retreat(round=summer, title="В лесу")
    for retreat in (here, there):
        traces.note(retreat, "retreats.read_stay_forms", organiser(), on=TODAY)
    client, address = unlocked(council(spring)), reverse("retreats_staff:openings")

    said = text(client.get(address, {"round": str(spring.pk)}))

    assert ("У реки" in said, "В лесу" in said) == (True, False)
    assert "В лесу" in text(client.get(address))


def test_nobody_but_the_council_sees_that_list() -> None:
    for user in (organiser(), seated(open_round(), Part.ACCESS)):
        assert client_of(user).get(reverse("retreats_staff:openings")).status_code == 302


def test_the_list_of_openings_costs_the_same_for_one_and_for_three() -> None:
    round = open_round()
    client, lena = unlocked(council(round)), unlocked(seated(round, Part.ACCESS))
    for ticket in ("AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC"):
        applicant(round, ticket=ticket)
    address = reverse("retreats_staff:openings")
    lena.get(record(round, Part.ACCESS, "AAAAAAAAAA"))
    one = queries(client, address)
    for ticket in ("BBBBBBBBBB", "CCCCCCCCCC"):
        lena.get(record(round, Part.ACCESS, ticket))

    assert queries(client, address) == one
