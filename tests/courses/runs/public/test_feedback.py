"""Saying what a run was like: once from each place, sealed, and tied to nobody."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.http import HttpResponse

from courses.runs.actions import teams
from courses.runs.models import Feedback, FeedbackTag, Party, Run
from courses.runs.public.pages import LENGTH
from courses.runs.rules.feedback import Said, unpack
from tests.courses.runs.public.afterwards import end_last, run_over
from tests.courses.runs.public.visiting import PLACE, buttons_of, place_of, press, send, text_of
from tests.factories.accounts import create_key_pair, create_unlocked
from tests.factories.runs import engage
from tests.factories.trainers import create_coordinator, create_trainer
from wellbeing.accounts import sealed
from wellbeing.accounts.models import SealedRecord, TeamMember, User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ANSWERS = {"feedback-useful": "partly", "feedback-safe": "", "feedback-pace": "slow"}
TEXT = "Дятел стучал слишком тихо"


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def member_of(run: Run) -> User:
    """A coordinator of the run's region with keys, in its team."""
    user = create_coordinator()
    create_key_pair(user=user)
    teams.follow(run=run, by=None)
    assert TeamMember.objects.filter(user=user, team=teams.team_of(run)).exists()
    return user


def over(*names: str, **given: Any) -> tuple[Run, list[str], User]:
    run, found = run_over(*(names or ("Ива",)), **given)
    return run, found, member_of(run)


def say(page: HttpResponse, text: str = TEXT, **answers: str) -> HttpResponse:
    return press(page, "feedback", **{**ANSWERS, "feedback-text": text, **answers})


def said_of(run: Run, user: User) -> list[Said]:
    records = SealedRecord.objects.filter(pk__in=Feedback.objects.filter(run=run).values("record"))
    opened = sealed.open_records(records=records, key=create_unlocked(user=user))
    return [unpack(content) for content in opened.values()]


def test_what_is_said_is_sealed_to_the_team_and_the_page_says_thanks() -> None:
    run, (code,), user = over()
    page = place_of(code)
    answer = say(page)

    assert "не меньше пяти человек" in text_of(page) and "не меньше десяти" in text_of(page)
    assert answer.status_code == 200
    assert "Спасибо. Отзыв запечатан" in text_of(answer)
    assert "feedback" not in buttons_of(answer)
    assert said_of(run, user) == [Said(("partly", "", "slow"), TEXT)]
    assert {len(each.content) for each in (page, answer)} == {LENGTH}


def test_a_place_says_something_once_from_two_tabs_too() -> None:
    run, (code, other), user = over("Ива", "Клён")
    first, second = place_of(code), place_of(code)
    say(first)
    answer = say(second, "Второе")

    assert answer.status_code == 409
    assert "Отзыв уже есть" in text_of(answer)
    assert [each.text for each in said_of(run, user)] == [TEXT]
    assert say(place_of(other), "Другое").status_code == 200
    assert FeedbackTag.objects.count() == 2


def test_nothing_leads_from_what_was_said_to_a_place() -> None:
    run, (code,), _user = over()
    say(place_of(code))
    (row,), (tag,) = Feedback.objects.values(), FeedbackTag.objects.values()
    plain = codes.read(code)
    known = {codes.lookup_id(plain).bytes, codes.sealing_key(plain)[:16], codes.lookup_id(code).bytes}

    assert set(row) == {"id", "run_id", "record_id", "over_on"}
    assert set(tag) == {"id", "run_id", "tag", "over_on"}
    assert bytes(tag["tag"]) == codes.feedback_tag(plain)
    assert not known & {bytes(tag["tag"]), tag["id"].bytes, row["id"].bytes, row["record_id"].bytes}
    assert row["over_on"] == tag["over_on"] == Run.objects.get(pk=run.pk).over_on


def test_boxes_have_one_size_whatever_was_said() -> None:
    _run, (code, other), _user = over("Ива", "Клён")
    say(place_of(code), "")
    say(place_of(other), "Ж" * 1000)

    assert len({len(bytes(each.box)) for each in SealedRecord.objects.all()}) == 1


def test_it_moves_with_the_run() -> None:
    run, (code,), _user = over()
    say(place_of(code))
    end_last(run, ago=timedelta(days=3))

    run.refresh_from_db()
    assert set(Feedback.objects.values_list("over_on", flat=True)) == {run.over_on}
    assert set(FeedbackTag.objects.values_list("over_on", flat=True)) == {run.over_on}


def test_an_answer_without_words_and_words_without_an_answer_will_do() -> None:
    run, (code, other), user = over("Ива", "Клён")
    none = dict.fromkeys(ANSWERS, "")

    assert say(place_of(code), "").status_code == 200
    assert say(place_of(other), " \r\nДа\r\nнет\x00 ", **none).status_code == 200
    assert sorted(each.text for each in said_of(run, user)) == ["", "Да\nнет"]


def test_nothing_at_all_is_a_sentence_and_the_place_may_still_speak() -> None:
    _run, (code,), _user = over()
    answer = say(place_of(code), " \n\x00", **dict.fromkeys(ANSWERS, ""))

    assert answer.status_code == 400
    assert "Ничего не отправлено" in text_of(answer)
    assert FeedbackTag.objects.count() == 0
    assert say(answer).status_code == 200


@pytest.mark.parametrize("text", ["я" * 1001, "<b>&\"'" * 500, "я" * 5000])
def test_what_is_too_long_is_a_sentence_with_everything_still_there(text: str) -> None:
    _run, (code,), _user = over()
    answer = say(place_of(code), text)
    soup = BeautifulSoup(answer.content, "html.parser")

    assert answer.status_code == 400
    assert "Не больше 1000 знаков" in text_of(answer)
    assert soup.find("textarea").text.strip() == text  # type: ignore[union-attr]
    checked = {each["name"]: each["value"] for each in soup.find_all("input", checked=True)}
    assert {name: checked[name] for name in ANSWERS} == ANSWERS
    assert FeedbackTag.objects.count() == 0


@pytest.mark.parametrize("typed", ["maybe", "\x00", "yes'--", "1"])
@pytest.mark.parametrize("question", list(ANSWERS))
def test_an_answer_that_is_none_is_a_sentence(question: str, typed: str) -> None:
    _run, (code,), _user = over()
    answer = say(place_of(code), **{question: typed})

    assert answer.status_code == 400
    assert Feedback.objects.count() == FeedbackTag.objects.count() == 0


@pytest.mark.parametrize("ago", [timedelta(hours=-1), timedelta(days=14)])
def test_before_the_end_and_after_two_weeks_nothing_is_asked_nor_taken(ago: timedelta) -> None:
    _run, (code,), _user = over(ago=ago)

    assert "feedback" not in buttons_of(place_of(code))
    assert send(PLACE, {"code": code, "do": "feedback", "feedback-text": TEXT}).status_code == 409
    assert Feedback.objects.count() == FeedbackTag.objects.count() == 0


def test_just_before_two_weeks_are_over_it_is_taken() -> None:
    run, (code,), user = over(ago=timedelta(days=14) - timedelta(minutes=5))
    Run.objects.update(decided=Run.Decided.DONE)

    assert say(place_of(code)).status_code == 200
    assert len(said_of(run, user)) == 1


def test_who_waited_and_whose_run_is_off_are_not_asked() -> None:
    _run, (code, other), _user = over("Ива", "Клён")
    Party.objects.filter(places=codes.lookup_id(codes.read(code))).update(standing=Party.Standing.WAITING)

    def taken(code: str) -> tuple[bool, int]:
        answer = send(PLACE, {"code": code, "do": "feedback", "feedback-text": TEXT})
        return "feedback" in buttons_of(place_of(code)), answer.status_code

    assert taken(code) == (False, 409)
    Run.objects.update(decided=Run.Decided.CANCELLED)
    assert taken(other) == (False, 409)
    assert FeedbackTag.objects.count() == 0


def test_while_nobody_has_keys_nothing_is_asked_and_nothing_spent() -> None:
    run, (code,) = run_over("Ива")
    engage(run, trainer=create_trainer())

    assert "feedback" not in buttons_of(place_of(code))
    assert send(PLACE, {"code": code, "do": "feedback", "feedback-text": TEXT}).status_code == 409
    assert FeedbackTag.objects.count() == 0


def test_who_left_in_another_tab_reads_that() -> None:
    _run, (code,), _user = over()
    page = place_of(code)
    press(press(page, "leaving"), "leave")

    assert 'role="alert"' in say(page).content.decode()
    assert Feedback.objects.count() == 0
