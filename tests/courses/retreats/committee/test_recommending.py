"""Codes of recommendation: who gives them, how many, and that nothing leads from them to anybody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.retreats.actions.applying import applying
from courses.retreats.actions.committee import care, recommending
from courses.retreats.models import Allowance, Recommendation, Round
from courses.retreats.models.committee import MOST_GIVEN
from courses.retreats.refusals import NoneLeft, NotAsItStands, NotCertified
from tests.courses.retreats.committee.sitting import open_round, post
from tests.factories.accounts import create_colleague
from tests.factories.retreats import create_retreat
from tests.factories.trainers import create_candidacy, create_certificate, create_trainer
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ADDRESS = "/staff/retreats/recommend/"


def trainer(username: str = "lena", *, certified: bool = True) -> User:
    user = create_colleague(username=username, role="trainer")
    who = create_trainer(user=user)
    if certified:
        create_certificate(candidacy=create_candidacy(trainer=who))
    return user


def give(round: Round, by: User, *, need: int = 2, code: str = "") -> str:
    code = code or codes.draw()
    return recommending.give(round=round.pk, need=need, code=code, by=by, now=timezone.now())


def test_a_trainer_with_a_certificate_gets_a_code_that_is_shown_once() -> None:
    round, lena = open_round(title="Весна"), trainer()
    client, code = client_of(lena), codes.draw()

    page = post(client, "recommend", round=round.pk, need=3, code=code)

    assert codes.show(code) in text(page)
    assert "no-store" in page.headers["Cache-Control"]
    row = Recommendation.objects.get()
    assert (row.pk, row.need, row.round, row.trainer) == (codes.lookup_id(code), 3, round, lena.trainer)
    again = client.get(ADDRESS)
    assert codes.show(code) not in again.text
    assert "Весна: осталось 11 кодов" in text(again)


def test_pressed_twice_it_is_one_code() -> None:
    round, client, code = open_round(), client_of(trainer()), codes.draw()
    for _press in range(2):
        assert codes.show(code) in post(client, "recommend", round=round.pk, need=1, code=code).text
    assert (Recommendation.objects.count(), Allowance.objects.get().given) == (1, 1)


def test_without_a_certificate_nobody_recommends() -> None:
    round, vera = open_round(), trainer("vera", certified=False)
    client = client_of(vera)

    assert "с действующим сертификатом" in text(client.get(ADDRESS))
    assert post(client, "recommend", round=round.pk, need=1, code=codes.draw()).status_code == 200
    with pytest.raises(NotCertified):
        give(round, vera)
    assert not Recommendation.objects.exists()


def test_a_round_that_is_not_open_takes_none() -> None:
    lena = trainer()
    late = open_round(closes_at=timezone.now() - timedelta(minutes=1))
    for round in (late, open_round(decided="preparing")):
        with pytest.raises(NotAsItStands):
            give(round, lena)
    client = client_of(lena)
    assert post(client, "recommend", round=late.pk, need=1, code=codes.draw()).status_code == 200
    assert post(client, "recommend", round="нет", need="7", code="").status_code == 200
    assert not Recommendation.objects.exists()


def test_a_number_each_for_a_round_however_many_are_used() -> None:
    round, other, lena, vera = open_round(), open_round(), trainer(), trainer("vera")
    given = [give(round, lena) for _code in range(MOST_GIVEN)]
    create_retreat(round=round)
    said = applying.Said(
        name="Ива",
        region="RU-TOM",
        wishes=(str(round.retreats.get().pk),),
        recommendation=given[0],
    )
    applied = applying.apply(round=round.pk, said=said, once=codes.draw(), now=timezone.now())

    with pytest.raises(NoneLeft):
        give(round, lena)
    assert Recommendation.objects.count() == MOST_GIVEN - 1
    assert applied.code
    give(other, lena), give(round, vera)


@pytest.mark.parametrize("used", [0, 2, 3])
def test_unused_ones_end_all_at_once_and_the_page_tells_nothing_of_use(used: int) -> None:
    round, lena, vera = open_round(title="Весна"), trainer(), trainer("vera")
    for _code in range(3):
        give(round, lena)
    give(round, vera)
    for row in Recommendation.objects.filter(trainer=lena.trainer)[:used]:
        row.delete()  # as using it does

    page = client_of(lena).post(f"{ADDRESS}{round.pk}/take-back/", follow=True)

    assert "Те из ваших кодов, которыми никто не воспользовался, больше не действуют" in text(page)
    assert "Весна: осталось 9 кодов" in text(page)
    assert Recommendation.objects.get().trainer == vera.trainer
    assert Allowance.objects.get(trainer=lena.trainer).given == 3


@pytest.mark.parametrize("rows", [0, 1])
def test_the_form_sent_again_does_not_tell_whether_its_code_was_used(rows: int) -> None:
    round, lena, code = open_round(title="Весна"), trainer(), codes.draw()
    client = client_of(lena)
    post(client, "recommend", round=round.pk, need=2, code=code)
    if not rows:
        Recommendation.objects.all().delete()

    assert codes.show(code) in text(post(client, "recommend", round=round.pk, need=2, code=code))
    assert "Весна: осталось 11 кодов" in text(client.get(ADDRESS))
    assert Recommendation.objects.count() == rows


def test_postgresql_refuses_one_too_many() -> None:
    give(round := open_round(), lena := trainer())
    with pytest.raises(IntegrityError), transaction.atomic():
        Allowance.objects.filter(round=round, trainer=lena.trainer).update(given=MOST_GIVEN + 1)


def test_what_nobody_can_use_any_more_goes_at_night() -> None:
    gone, stays, lena = open_round(), open_round(), trainer()
    give(gone, lena), give(stays, lena)
    Round.objects.filter(pk=gone.pk).update(decided="cancelled")

    care.look_after(today=timezone.localdate())

    assert [each.round for each in Recommendation.objects.all()] == [stays]
    assert [each.round for each in Allowance.objects.all()] == [stays]


def test_who_may_not_recommend_is_led_back() -> None:
    assert client_of(create_colleague(username="olga", role="organiser")).get(ADDRESS).status_code == 302
