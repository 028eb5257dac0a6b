"""Sending a form again, codes that count once, and forms that come too late."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses.retreats import opened
from courses.retreats.actions.applying import applying
from courses.retreats.models import Application, Recommendation, TurnedAway
from courses.retreats.rules.facts import Facts
from tests.courses.retreats.public.visiting import (
    alert_of,
    applied,
    apply_address,
    codes_of,
    filled,
    look,
    open_round,
    press,
    retreats_of,
    send,
    typed_in,
)
from tests.courses.runs.public.visiting import text_of
from tests.factories.retreats import create_round
from tests.factories.trainers import create_trainer
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

FRIEND = codes.show(codes.mark(codes.draw()))


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def facts_of(code: str) -> Facts:
    return opened.read(code).facts


def test_the_same_form_twice_gives_the_same_codes_and_is_one_application() -> None:
    round = open_round()
    page = look(apply_address(round))

    once, again = press(page, **filled(round)), press(page, **filled(round, name="Другая"))

    assert codes_of(once) == codes_of(again)
    assert "Эту форму уже отправляли" in text_of(again)
    assert [each.facts().name for each in Application.objects.all()] == ["Ива"]


def test_a_recommendation_counts_once_and_a_wrong_one_is_a_sentence() -> None:
    round, code = open_round(), codes.draw()
    Recommendation.objects.create(pk=codes.lookup_id(code), round=round, trainer=create_trainer(), need=3)

    wrong = applied(round, recommendation="НЕТ ТАКОГО", words="Спасибо")
    right, _mark = codes_of(applied(round, own_need="1", recommendation=codes.show(code).lower()))
    again = applied(round, recommendation=code)

    assert (wrong.status_code, again.status_code) == (400, 400)
    assert "Этой рекомендации в этом наборе нет" in alert_of(wrong)
    assert (typed_in(wrong, "recommendation"), typed_in(wrong, "words")) == (["НЕТ ТАКОГО"], ["Спасибо"])
    assert (facts_of(right).own_need, facts_of(right).recommended) == (1, 3)
    assert (Recommendation.objects.count(), Application.objects.count()) == (0, 1)


def test_a_recommendation_for_another_round_does_not_count_here_and_stays() -> None:
    round, code = open_round(), codes.draw()
    Recommendation.objects.create(
        pk=codes.lookup_id(code), round=create_round(), trainer=create_trainer(), need=3
    )

    assert applied(round, recommendation=code).status_code == 400
    assert Recommendation.objects.count() == 1


def test_who_got_nothing_last_time_says_so_once_by_their_code() -> None:
    round, code = open_round(), codes.draw()
    tag = codes.turned_away_tag(codes.lookup_id(code))
    TurnedAway.objects.create(pk=tag, years=2, goes_on=timezone.now().date())

    new, _mark = codes_of(applied(round, earlier=codes.show(code)))
    again = applied(round, earlier=codes.show(code))

    assert (facts_of(new).turned_away, TurnedAway.objects.count()) == (2, 0)
    assert (again.status_code, Application.objects.count()) == (400, 1)
    assert "С этим кодом нет заявки" in alert_of(again)


def test_a_refused_form_uses_up_no_code() -> None:
    round, code = open_round(), codes.draw()
    Recommendation.objects.create(pk=codes.lookup_id(code), round=round, trainer=create_trainer(), need=3)

    refused = applied(round, recommendation=code, earlier="НЕТ")

    assert (refused.status_code, Recommendation.objects.count()) == (400, 1)


def test_after_the_closing_hour_everything_typed_stands_beside_the_hour_in_the_zone_of_the_round() -> None:
    round = open_round(closes_at=datetime(2026, 11, 20, 17, 30, tzinfo=UTC), zone="Asia/Vladivostok")
    typed = filled(round, once=codes.draw(), words="Спасибо", kind1="together", mark1=FRIEND)

    late, seen = send(apply_address(round), typed), look(apply_address(round))

    assert late.status_code == 409
    assert "Заявки закрылись 21 ноября 2026, 03:30 (Владивосток, UTC+10)" in alert_of(late)
    assert (typed_in(late, "words"), typed_in(late, "mark1")) == (["Спасибо"], [FRIEND])
    assert (seen.status_code, typed_in(seen, "name"), Application.objects.count()) == (200, [], 0)
    assert "21 ноября 2026, 03:30" in text_of(seen)


def test_a_form_sent_in_time_says_the_same_when_it_is_sent_again_too_late() -> None:
    hour = timezone.now() - timedelta(hours=1)
    round, once = open_round(closes_at=hour), codes.draw()
    wish = str(retreats_of(round)[0].pk)
    said = applying.Said(name="Ива", region="RU-MOW", wishes=(wish,))
    sent = applying.apply(round=round.pk, said=said, once=once, now=hour - timedelta(seconds=1))

    again = send(apply_address(round), {"once": once})

    assert codes_of(again)[0] == codes.show(sent.code)


@pytest.mark.parametrize(("decided", "expected"), [("preparing", (404, 404)), ("cancelled", (409, 200))])
def test_a_round_that_takes_no_applications_takes_none(decided: str, expected: tuple[int, int]) -> None:
    round = open_round(decided=decided)

    sent = send(apply_address(round), filled(round, once=codes.draw()))
    seen = look(apply_address(round))

    assert (sent.status_code, seen.status_code) == expected
    assert Application.objects.count() == 0
