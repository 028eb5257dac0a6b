"""What the committee changes of an application, until the round is committed."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.retreats import frozen
from courses.retreats.actions.committee import correcting
from courses.retreats.actions.sharing import closing
from courses.retreats.models import Application, Round
from courses.retreats.models.choices import Part
from courses.retreats.refusals import NotAsItStands, TooManyKeptApart
from courses.retreats.rules.case import pair
from tests.courses.retreats.committee.sitting import (
    applicant,
    open_round,
    post,
    record,
    seated,
    unlocked,
)
from tests.factories.retreats import NOW
from tests.trainers.staff.looking import text

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def facts(application: Application):
    application.refresh_from_db()
    return application.facts()


def test_what_is_needed_of_a_room_is_put_right_and_the_rest_stays() -> None:
    round = open_round()
    client = unlocked(seated(round, Part.ACCESS))
    one = applicant(round, ticket="AAAAAAAAAA", features=("quiet",), own_need=2, name="Ива")

    page = post(
        client,
        "correct",
        round.pk,
        "AAAAAAAAAA",
        features=["step_free", "low_bed"],
        helps=["at_night"],
        alone="on",
    )

    assert page.headers["Location"] == record(round, Part.ACCESS, "AAAAAAAAAA")
    found = facts(one)
    assert (found.features, found.helps, found.alone) == (("low_bed", "step_free"), ("at_night",), True)
    assert (found.own_need, found.name) == (2, "Ива")
    entry = ModelLogEntry.objects.get(action="retreats.correct")
    assert (entry.data, entry.timestamp.minute) == ({"part": "access", "ticket": "AAAAAAAAAA"}, 0)


def test_a_word_that_is_none_is_refused_on_the_page_with_what_was_chosen() -> None:
    round = open_round()
    client = unlocked(seated(round, Part.ACCESS))
    one = applicant(round, ticket="AAAAAAAAAA")

    page = post(client, "correct", round.pk, "AAAAAAAAAA", features=["quiet", "sauna"])

    assert page.status_code == 422
    assert 'value="quiet"' in page.text
    assert facts(one).features == ()


def test_two_are_kept_apart_on_both_sides_and_it_can_be_undone_from_either() -> None:
    round = open_round()
    client = unlocked(seated(round, Part.SAFETY))
    one, two = applicant(round, ticket="AAAAAAAAAA"), applicant(round, ticket="BBBBBBBBBB")
    before = ModelLogEntry.objects.count()

    post(client, "keep_apart", round.pk, "AAAAAAAAAA", other=" bbbbb bbbbb")

    assert (facts(one).kept_apart, facts(two).kept_apart) == ((facts(two).mark,), (facts(one).mark,))
    assert ModelLogEntry.objects.count() == before, "a history of it would tell that somebody is avoided"
    for mine, other in (("AAAAAAAAAA", "BBBBBBBBBB"), ("BBBBBBBBBB", "AAAAAAAAAA")):
        assert f"{other} по решению комиссии" in text(client.get(record(round, Part.SAFETY, mine)))

    post(client, "let_meet", round.pk, "BBBBBBBBBB", "AAAAAAAAAA")

    assert (facts(one).kept_apart, facts(two).kept_apart) == ((), ())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("AAAAAAAAAA", "той же самой"),
        ("ZZZZZZZZZZ", "с таким билетом"),
        ("", "Введите билет"),
        ("<b>", "с таким билетом"),
    ],
)
def test_a_ticket_that_cannot_be_is_said_and_still_stands(typed: str, said: str) -> None:
    round = open_round()
    client = unlocked(seated(round, Part.SAFETY))
    one = applicant(round, ticket="AAAAAAAAAA")

    page = post(client, "keep_apart", round.pk, "AAAAAAAAAA", other=typed)

    assert page.status_code == 422
    assert said in page.text
    assert facts(one).kept_apart == ()


def test_other_seats_change_nothing() -> None:
    round = open_round()
    one = applicant(round, ticket="AAAAAAAAAA")
    applicant(round, ticket="BBBBBBBBBB")
    access = unlocked(seated(round, Part.ACCESS))
    safety = unlocked(seated(round, Part.SAFETY, username="vera"))

    assert post(access, "keep_apart", round.pk, "AAAAAAAAAA", other="BBBBBBBBBB").status_code == 404
    assert post(safety, "correct", round.pk, "AAAAAAAAAA", alone="on").status_code == 404
    assert (facts(one).kept_apart, facts(one).alone) == ((), False)


def test_what_is_changed_after_closing_is_in_the_case_and_after_the_commitment_nothing_changes() -> None:
    round = open_round(closes_at=NOW)
    lena = seated(round, Part.SAFETY, Part.ACCESS)
    applicant(round, ticket="AAAAAAAAAA"), applicant(round, ticket="BBBBBBBBBB")
    closing.close(round=round.pk, now=NOW + closing.GRACE)
    round.refresh_from_db()
    assert frozen.closed_case(round).case.apart == frozenset()

    correcting.keep_apart(round=round, ticket="AAAAAAAAAA", other="BBBBBBBBBB", by=lena, now=NOW)
    correcting.correct(round=round, ticket="AAAAAAAAAA", features=(), helps=(), alone=True, by=lena, now=NOW)

    case = frozen.closed_case(round).case
    assert case.apart == frozenset([pair("AAAAAAAAAA", "BBBBBBBBBB")])
    assert [each.ticket for each in case.applicants if each.alone] == ["AAAAAAAAAA"]
    Round.objects.filter(pk=round.pk).update(decided="committed", commitment="0" * 64)
    for change in (correcting.keep_apart, correcting.let_meet):
        with pytest.raises(NotAsItStands):
            change(round=round, ticket="AAAAAAAAAA", other="BBBBBBBBBB", by=lena, now=NOW)


def test_more_than_a_box_holds_is_refused_whole() -> None:
    round = open_round()
    lena = seated(round, Part.SAFETY)
    one = applicant(round, ticket="AAAAAAAAAA", name="Я" * 40)
    kept = 0
    with pytest.raises(TooManyKeptApart):
        for _other in range(80):
            other = applicant(round)
            correcting.keep_apart(
                round=round, ticket="AAAAAAAAAA", other=facts(other).ticket, by=lena, now=NOW
            )
            kept += 1
    assert (len(facts(one).kept_apart), facts(other).kept_apart) == (kept, ())
    assert kept > 8


def test_the_page_of_whoever_is_committed_offers_no_change() -> None:
    round = open_round()
    client = unlocked(seated(round, Part.ACCESS, Part.SAFETY))
    applicant(round, ticket="AAAAAAAAAA")
    Round.objects.filter(pk=round.pk).update(decided="committed", commitment="0" * 64)

    for part in (Part.ACCESS, Part.SAFETY):
        page = client.get(record(round, part, "AAAAAAAAAA"))
        assert "уже зафиксирован" in text(page)
        assert reverse("retreats_staff:correct", args=[round.pk, "AAAAAAAAAA"]) not in page.text
    assert post(client, "correct", round.pk, "AAAAAAAAAA", alone="on").status_code == 403
