"""What anybody reads of rounds: without scripts or cookies, widely, and nothing of who applies."""

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from courses.retreats.models import Round
from courses.retreats.rules.policy import Aim, Policy
from tests.courses.runs.public.visiting import look, text_of
from tests.factories.retreats import create_application, create_retreat, create_round

pytestmark = [pytest.mark.service, pytest.mark.django_db]

RETREATS = "/ru/retreats/"
FIRST = date(2027, 3, 1)


def soon(days: int = 30) -> dict[str, object]:
    now = timezone.now()
    return {"closes_at": now + timedelta(days=days), "draws_at": now + timedelta(days=days + 2)}


def open_round(**changes: object) -> Round:
    """One that is open now, with a retreat in Siberia in March."""
    round_ = create_round(**{**soon(), **changes})
    create_retreat(round=round_, title="У реки", begins_on=FIRST, places=17)
    return round_


def published(**changes: object) -> Round:
    past = timezone.now() - timedelta(days=40)
    said = {"closes_at": past, "draws_at": past + timedelta(days=2), "decided": "published"}
    said |= {"commitment": "c0ffee" * 10 + "abcd", "value": "92,1314", "record": '{"case":{}}'}
    return open_round(**{**said, **changes})


def address(round_: Round) -> str:
    return f"{RETREATS}{round_.pk}/"


def addresses_on(url: str) -> list[str]:
    return [a["href"] for a in BeautifulSoup(look(url).content, "html.parser").select("main a")]


def test_open_rounds_are_listed_and_those_being_prepared_or_called_off_are_not() -> None:
    later, sooner = open_round(title="Позже", **soon(40)), open_round(title="Раньше", **soon(20))
    done = published(title="Прошлый")
    hidden = (
        create_round(title="Тайный", decided="preparing"),
        create_round(title="Отменён", decided="cancelled"),
    )

    listed = [each for each in addresses_on(RETREATS) if each.count("/") == 4]
    assert listed == [address(sooner), address(later), address(done)]
    said = text_of(look(RETREATS))
    assert "Приём заявок открыт" in said and not any(each.title in said for each in hidden)


def test_a_round_that_is_not_open_yet_is_not_there_and_one_called_off_says_so() -> None:
    assert look(address(create_round(decided="preparing"))).status_code == 404
    said = text_of(look(address(open_round(decided="cancelled"))))
    assert "Этот набор отменён" in said
    assert "У реки" not in said


def test_retreats_are_told_of_by_month_and_wide_region_only() -> None:
    page = look(address(open_round()))
    said = text_of(page)

    assert "Март 2027, Сибирь — У реки" in said
    for secret in ("Томск", "1 марта", "01.03", "Дом ", "17"):
        assert secret not in said, secret


def test_the_rules_stand_in_order_of_weight_in_plain_words() -> None:
    policy = Policy(aims=(Aim.NEED, Aim.SERVED), least={"RU-TOM": 2}, most_elsewhere=3, kept=1)
    round_ = open_round(policy=policy.plain(), own_word_up_to=2)
    page = BeautifulSoup(look(address(round_)).content, "html.parser")

    aims = [each.get_text() for each in page.select("main ol li b")]
    assert aims == ["Сначала те, кому нужнее всего.", "Как можно больше людей.", "Жребий."]
    said = page.get_text()
    for sentence in (
        "Томская область: не меньше 2 мест на каждом выезде, если столько попросят.",
        "Любой другой регион: не больше 3 мест на каждом выезде.",
        "На каждом выезде 1 место остаётся для тех, кто ещё не ездил, если столько попросят.",
        "Вашего слова достаточно до «Тяжело уже давно, сил осталось мало»",
        "Вы можете назвать, с кем вам нельзя встречаться. Этому человеку никто не скажет",
    ):
        assert sentence in said, sentence


def test_the_limits_of_teams_are_not_told() -> None:
    round_ = open_round()
    round_.retreats.update(limits={"sober": 3})
    assert "трезв" not in text_of(look(address(round_)))


def test_when_it_closes_is_said_by_its_clocks_and_by_utc_and_what_decides_the_lot() -> None:
    at = timezone.now().replace(year=2031, month=5, day=1, hour=12, minute=30)
    round_ = open_round(
        closes_at=at, draws_at=at + timedelta(days=1), zone="Asia/Omsk", announced="Курс\nдоллара"
    )
    said = text_of(look(address(round_)))

    assert "1 мая 2031, 18:30 (Омск, UTC+6). По UTC: 1 мая, 12:30." in said
    assert "2 мая 2031, 18:30 (Омск, UTC+6)" in said
    assert "Курс доллара" in said
    assert f"{address(round_)}apply/" in addresses_on(address(round_))


def test_after_the_hour_nobody_is_asked_to_apply_though_nothing_closed_it_yet() -> None:
    round_ = open_round(closes_at=timezone.now() - timedelta(seconds=1), draws_at=timezone.now())
    assert f"{address(round_)}apply/" not in addresses_on(address(round_))
    assert "Приём заявок закончен" in text_of(look(address(round_)))


def test_what_was_let_go_of_before_the_commitment_is_said() -> None:
    round_ = open_round()
    retreat = round_.retreats.get()
    policy = Policy(least={"RU-TOM": 9}, let_go=frozenset({("least", str(retreat.pk), "RU-TOM")}))
    Round.objects.filter(pk=round_.pk).update(decided="cancelled")  # its rules were others
    other = create_round(policy=policy.plain(), decided="closed", **soon())
    retreat.round = other
    retreat.save()

    assert "«У реки»: наименьшее число мест для региона Томская область" in text_of(look(address(other)))
    assert "отступили" not in text_of(look(address(published())))


def test_commitment_value_and_record_stand_there_once_they_are_published() -> None:
    before, after = text_of(look(address(open_round()))), text_of(look(address(published())))

    assert before.count("Пока нет.") == 3
    assert "c0ffee" in after and "92,1314" in after and "Пока нет." not in after
    assert "replay_allocation record.json" in before


def test_the_record_is_handed_out_byte_for_byte_and_only_when_it_is_published() -> None:
    done = published(record=json.dumps({"case": "ё"}, ensure_ascii=False))
    answer = look(f"/retreats/{done.pk}/record.json")

    assert answer.content.decode() == '{"case": "ё"}'
    assert answer.headers["Content-Type"] == "application/json"
    assert not answer.cookies
    shared = published(decided="shared")
    assert look(f"/retreats/{shared.pk}/record.json").status_code == 404
    assert f"/retreats/{shared.pk}/record.json" not in addresses_on(address(shared))
    assert Client().post(f"/retreats/{done.pk}/record.json").status_code == 405


def test_nothing_of_those_who_apply_is_told_not_even_how_many() -> None:
    round_ = open_round()
    empty = look(address(round_)).content
    for _number in range(3):
        create_application(round_, wishes=[round_.retreats.get()], name="Ива")
    assert look(address(round_)).content == empty


def test_the_pages_have_neutral_titles_no_script_no_cookie_and_are_kept_nowhere() -> None:
    for url in (RETREATS, address(open_round()), address(published()), "/en/retreats/"):
        page = look(url)
        soup = BeautifulSoup(page.content, "html.parser")
        assert page.status_code == 200
        assert soup.title is not None and soup.title.text in ("Заметки", "Notes")
        assert not soup.find("script") and not page.cookies
        assert page.headers["Cache-Control"] == "no-store"
        assert len(page.content) < 45 * 1024


def test_the_list_costs_as_many_queries_for_three_rounds_as_for_one(
    django_assert_num_queries: object,
) -> None:
    for _number in range(3):
        open_round()
        look(RETREATS)
        with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture
            look(RETREATS)
