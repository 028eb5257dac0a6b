"""What an application code opens once places are shared out."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from courses.retreats import frozen, opened, reasons_in_words
from courses.retreats.actions.committee import teams
from courses.retreats.actions.offers import answers
from courses.retreats.actions.preparing import stay_forms
from courses.retreats.models import Offer, Retreat, Round, SealedPart, StayForm
from courses.retreats.models.choices import Part
from courses.retreats.public.pages import LENGTH
from courses.retreats.rules.stay import ROOM, Stay
from tests.courses.retreats.offers.rounds import Published, publish
from tests.factories.accounts import create_colleague, create_key_pair, create_unlocked
from tests.factories.retreats import create_retreat_colleague, create_team_part
from wellbeing.accounts.models import SealedRecord, User
from wellbeing.privacy import team_boxes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

FORM = "application/x-www-form-urlencoded"
NEEDS = [{"need": 3}, {"need": 2}, {"need": 1}, {"need": 0}]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def press(code: str, do: str = "open", language: str = "ru", **typed: str) -> HttpResponse:
    body = urlencode({"code": code, "do": do, **typed})
    answer: Any = Client().post(f"/{language}/application/", body, content_type=FORM)
    assert len(answer.content) == LENGTH
    return answer


def text(answer: HttpResponse) -> str:
    main = BeautifulSoup(answer.content, "html.parser").find("main")
    return re.sub(r"\s+", " ", main.get_text(" "))


def buttons(answer: HttpResponse) -> set[str]:
    soup = BeautifulSoup(answer.content, "html.parser")
    return {each["value"] for each in soup.find("main").find_all("button", {"name": "do"})}


def round_today(**more: Any) -> Published:
    return publish(now=timezone.now(), people=NEEDS, **more)


def holder(retreat: Retreat) -> User:
    """Somebody in the team of a retreat, with keys."""
    user = create_colleague(username="nina", role="organiser")
    create_team_part(retreat, colleague=create_retreat_colleague(user=user))
    create_key_pair(user=user)
    teams.follow(teams.team_of(retreat), by=None)
    return user


def test_an_offer_says_where_and_when_it_is_and_until_when_to_answer() -> None:
    published = round_today()
    answer = press(published.codes[0])
    until = Offer.objects.get(application=opened.find(published.codes[0])).answer_by
    assert until is not None
    local = until.astimezone(ZoneInfo("Europe/Moscow"))
    retreat = published.retreats[0]
    assert retreat.title in text(answer)
    assert f"{retreat.begins_on.day} " in text(answer)
    assert f"{local:%H:%M}" in text(answer)
    assert {"accept", "declining"} <= buttons(answer)


def test_yes_then_giving_the_place_up_with_a_page_in_between() -> None:
    published = round_today()
    code = published.codes[0]
    assert "declining" in buttons(press(code, "accept"))
    assert buttons(press(code, "declining")) == {"give_up", "open"}
    assert published.standings()[0] == "accepted"
    press(code, "give_up")
    assert published.standings()[0] == "withdrawn"
    assert not {"accept", "declining"} & buttons(press(code))


def test_no_with_a_page_in_between_and_a_second_press_that_changes_nothing() -> None:
    published = round_today()
    code = published.codes[0]
    assert buttons(press(code, "declining")) == {"decline", "open"}
    for _ in range(2):
        assert press(code, "decline").status_code == 200
    assert published.standings()[0] == "declined"
    assert press(code, "accept").status_code == 409


@pytest.mark.parametrize("do", ["accept", "declining", "decline", "give_up", "stay", "appeal"])
def test_before_anything_is_published_nothing_of_it_is_there(do: str) -> None:
    published = round_today()
    Offer.objects.all().delete()
    Round.objects.update(decided=Round.Decided.SHARED, appeals_end_on=None)
    answer = press(published.codes[0], do, **{"stay-travel": "Поезд", "appeal-why": "Почему"})
    assert answer.status_code == 409
    assert not {"accept", "declining", "stay", "appeal"} & buttons(answer)
    assert not SealedRecord.objects.exists()


def test_whoever_has_none_reads_at_which_line_of_the_order() -> None:
    published = round_today()
    whys = reasons_of(published, 2)
    assert [(each.line, each.lines, each.sentence) for each in whys] == [
        (2, 8, reasons_in_words.LINES["need"])
    ]
    with translation.override("ru"):
        assert str(whys[0].sentence) in text(press(published.codes[2]))
    with translation.override("en"):
        assert str(whys[0].sentence) in text(press(published.codes[2], language="en"))


def test_whoever_falls_by_whom_they_must_not_meet_reads_what_others_read_too() -> None:
    apart = publish(now=timezone.now(), places=(2,), people=[{"need": 3}, {"need": 1, "apart": 0}])
    rooms = publish(now=timezone.now(), places=(1,), people=[{"need": 3}, {"need": 1}])
    fallen = [each for each in (*_raw(apart), *_raw(rooms)) if each.rule]
    for each in fallen:
        said = reasons_in_words._rule(each.rule, opened.read(apart.codes[1]).facts)
        assert said == reasons_in_words.ALL_TOGETHER
    page = text(press(apart.codes[1]))
    assert "apart" not in page
    assert "не должны встречаться" not in page


def test_the_sentence_about_rooms_is_for_those_who_asked_for_something() -> None:
    facts = opened.read(round_today().codes[0]).facts
    special = opened.read(publish(now=timezone.now(), people=[{"alone": True}]).codes[0]).facts
    for rule in ("apart", "bound", "places", "rooms", "limits"):
        assert reasons_in_words._rule(rule, facts) == reasons_in_words.ALL_TOGETHER
    assert reasons_in_words._rule("rooms", special) == reasons_in_words.RULES["rooms"]
    assert reasons_in_words._rule("apart", special) == reasons_in_words.ALL_TOGETHER
    assert reasons_in_words._rule("most", facts) == reasons_in_words.RULES["most"]


def test_the_second_form_is_sealed_to_the_team_of_the_retreat_alone() -> None:
    published = round_today()
    user = holder(published.retreats[0])
    code = published.codes[0]
    assert press(code, "stay", **{"stay-travel": "Поезд в 9"}).status_code == 409
    press(code, "accept")
    for travel in ("Поезд в 9", "Автобус"):
        press(code, "stay", **{"stay-travel": travel, "stay-medication": "Утром таблетка"})
    row = StayForm.objects.select_related("record__team").get()
    assert row.record.team == teams.team_of(published.retreats[0])
    assert team_boxes.room_of(bytes(row.record.box)) == ROOM
    assert row.goes_on == published.retreats[0].ends_on + timedelta(14)
    came = stay_forms.read(
        retreat=published.retreats[0], key=create_unlocked(user=user), today=timezone.localdate()
    )
    assert [each.stay for each in came] == [Stay(travel="Автобус", medication="Утром таблетка")]
    assert "Автобус" not in text(press(code))


def test_an_empty_second_form_and_one_that_nobody_reads_leave_what_was_typed() -> None:
    published = round_today()
    code = published.codes[0]
    press(code, "accept")
    refused = press(code, "stay", **{"stay-travel": "Поезд в 9"})
    assert (refused.status_code, "Поезд в 9" in refused.content.decode()) == (409, True)
    holder(published.retreats[0])
    assert press(code, "stay").status_code == 400
    long = press(code, "stay", **{"stay-more": "я" * 501})
    assert (long.status_code, "я" * 501 in long.content.decode()) == (400, True)
    assert not StayForm.objects.exists()


def test_giving_up_takes_the_second_form_with_it() -> None:
    published = round_today()
    holder(published.retreats[0])
    code = published.codes[0]
    press(code, "accept")
    press(code, "stay", **{"stay-travel": "Поезд"})
    answers.give_up(code=code, now=timezone.now())
    assert not SealedRecord.objects.exists()


def test_an_appeal_is_sealed_to_the_council_and_its_answer_read_on_the_page() -> None:
    published = round_today()
    code = published.codes[2]
    assert press(code, "appeal", **{"appeal-why": "Забыли про меня"}).status_code == 409
    council = create_colleague(username="olga", role="council")
    create_key_pair(user=council)
    teams.follow(teams.team_for(published.round, Part.APPEAL), by=None)
    assert press(code, "appeal").status_code == 400
    for _ in range(2):
        assert press(code, "appeal", **{"appeal-why": "Забыли про меня"}).status_code == 200
    part = SealedPart.objects.select_related("record__team").get()
    assert (part.part, part.record.team) == ("appeal", teams.team_for(published.round, Part.APPEAL))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM retreats_sealedpart")
        assert cursor.fetchone() == (1,)


def test_appeals_end_two_weeks_after_publishing() -> None:
    published = round_today()
    Round.objects.update(appeals_end_on=timezone.localdate() - timedelta(days=1))
    answer = press(published.codes[2], "appeal", **{"appeal-why": "Забыли про меня"})
    assert answer.status_code == 409
    assert "appeal" not in buttons(answer)


def reasons_of(published: Published, person: int) -> list[reasons_in_words.Why]:
    facts = opened.read(published.codes[person]).facts
    return reasons_in_words.why(frozen.closed_case(published.round), facts)


def _raw(published: Published) -> list[Any]:
    return [each for said in frozen.closed_case(published.round).reasons.values() for each in said]
