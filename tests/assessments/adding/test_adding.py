"""Adding a result to the picture: what lies in the box, what is refused, and that nothing is lost by it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from cms import generation
from tests.assessments.adding.wishing import form_in, in_the_box, open_boxes, press, read_form
from tests.assessments.requests import TODAY, send, shipped_for_a_module, shipped_version, take, text_of
from wellbeing.assessments.actions import drafts, publishing
from wellbeing.assessments.adding import pages
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.service]

THANKS, ALREADY = "Спасибо, ответы добавлены", "Этот результат уже в картине"
TOO_SOON = "Это быстрее, чем читают результат, поэтому пока ничего не добавлено."
SENTENCES = {
    "unticked": "Галочка не стоит, поэтому ничего не добавлено.",
    "region": "Такого региона в списке нет.",
    "stale": "Страница была открыта больше трёх часов",
    "no box": "Сейчас ничего добавить не получается.",
}


@pytest.fixture(scope="module", autouse=True)
def _shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shipped_for_a_module(django_db_blocker):
        yield


@pytest.fixture
def week() -> InstrumentVersion:
    return shipped_version("week")


def contribution(*answers: str | None, region: str = "", language: str = "ru") -> Contribution:
    return Contribution("week", 1, language, answers, region)


def assert_all_is_there(response: HttpResponse, *, said: str, line: str, region: str, tick: bool) -> None:
    """The sentence, the answers, the region, the tick, and a button to press again."""
    page = text_of(response)
    assert f'<p class="notice" role="alert">{said}' in page
    assert re.findall(r'name="a" value="([^"]*)"', page) == [line]
    assert re.findall(r'<option value="([^"]*)" selected>', page) == ([region.ljust(6)] if region else [])
    assert ('name="ok" value="1" checked' in page) is tick
    assert page.count('name="do" value="picture"') == 1
    assert page.count('name="do" value="result"') == 1
    assert len(response.content) == pages.LENGTH


def test_the_result_offers_a_box_that_is_empty(week: InstrumentVersion) -> None:
    open_boxes()
    page = text_of(take(week, "32104"))

    offer = page[page.index("<h2>В общую картину</h2>") :]
    assert '<input type="checkbox" name="ok" value="1">' in offer
    assert re.findall(r'name="do" value="(\w+)"', offer) == ["place", "picture"]
    assert re.findall(r'name="a" value="(.*?)"', offer) == ["32104"]
    assert len(form_in(offer)) == 94
    assert page.index('class="way-to-help"') < page.index("В общую картину")


def test_answers_lie_in_the_box_with_a_region_or_without(week: InstrumentVersion) -> None:
    open_boxes()
    for line, region in (("32104", " " * 6), ("4-0-1", "RU-TOM"), ("-----", "GE    ")):
        assert THANKS in text_of(press(week, line, region=region))
    assert "Thank you, your answers are added" in text_of(press(week, "00000", language="en"))

    assert sorted(in_the_box(), key=repr) == sorted(
        [
            contribution("3", "2", "1", "0", "4"),
            contribution("4", None, "0", None, "1", region="RU-TOM"),
            contribution(None, None, None, None, None, region="GE"),
            contribution("0", "0", "0", "0", "0", language="en"),
        ],
        key=repr,
    )


def test_the_regions_stand_on_a_page_of_their_own_with_the_tick_as_it_was(week: InstrumentVersion) -> None:
    open_boxes()
    form = read_form()
    page = text_of(press(week, "32104", do="place", form=form))

    codes = re.findall(r'<option value="([^"]*)"', page)
    assert [code.strip() for code in codes] == ["", *Region.objects.values_list("code", flat=True)]
    assert {len(code) for code in codes} == {6}
    assert (form_in(page), 'value="1" checked' in page) == (form, True)
    assert "notice" not in page.partition("</style>")[2]
    assert 'value="1" checked' not in text_of(press(week, "32104", do="place", ok=""))
    assert Ballot.objects.count() == 0


def test_pressing_too_soon_says_how_long_and_the_same_form_is_good_then(week: InstrumentVersion) -> None:
    open_boxes()
    form = read_form(ago=timedelta(seconds=5))
    response = press(week, "3-104", region="RU-TOM", form=form)

    assert_all_is_there(response, said=TOO_SOON, line="3-104", region="RU-TOM", tick=True)
    seconds = re.search(r"через (\d+) секунд", text_of(response))
    assert seconds
    assert 8 <= int(seconds[1]) <= 10
    assert form_in(text_of(response)) == form
    assert Ballot.objects.count() == 0


def test_an_old_form_and_one_that_is_none_are_replaced_by_a_new_one(week: InstrumentVersion) -> None:
    open_boxes()
    for form in (read_form(ago=timedelta(hours=3, seconds=5)), "nonsense", "я" * 6000, "\0", '"><b>'):
        response = press(week, "32104", region="RU-TOM", form=form)
        assert_all_is_there(response, said=SENTENCES["stale"], line="32104", region="RU-TOM", tick=True)
        new = form_in(text_of(response))
        assert len(new) == 94
        assert TOO_SOON in text_of(press(week, "32104", form=new))
    missing = send("/ru/check/week/", {"v": week.code, "a": "32104", "ok": "1", "do": "picture"})
    assert_all_is_there(missing, said=SENTENCES["stale"], line="32104", region="", tick=True)
    assert Ballot.objects.count() == 0


def test_pressing_twice_and_reloading_add_once(week: InstrumentVersion) -> None:
    open_boxes()
    form = read_form()
    first, second, third = (
        press(week, line, region=region, form=form)
        for line, region in (("32104", "RU-TOM"), ("32104", "RU-TOM"), ("00000", ""))
    )

    assert [THANKS in text_of(first), ALREADY in text_of(second), ALREADY in text_of(third)] == [True] * 3
    assert {len(each.content) for each in (first, second, third)} == {pages.LENGTH}
    assert in_the_box() == [contribution("3", "2", "1", "0", "4", region="RU-TOM")]


def test_without_the_tick_nothing_is_added(week: InstrumentVersion) -> None:
    open_boxes()
    for ok in ("", "0", "no"):
        form = read_form()
        response = press(week, "32104", region="RU-TOM", ok=ok, form=form)
        assert_all_is_there(response, said=SENTENCES["unticked"], line="32104", region="RU-TOM", tick=False)
        assert form_in(text_of(response)) == form
    assert Ballot.objects.count() == 0
    assert THANKS in text_of(press(week, "32104", form=form))


@pytest.mark.parametrize("region", ["RU-XXX", "ru-tom", "Томская область", "\0", "x" * 20_000, "RU"])
def test_a_region_that_is_none_is_refused_and_the_form_stays_good(
    week: InstrumentVersion, region: str
) -> None:
    open_boxes()
    form = read_form()
    response = press(week, "32104", region=region, form=form)

    assert response.status_code == 400
    assert_all_is_there(response, said=SENTENCES["region"], line="32104", region="", tick=True)
    assert form_in(text_of(response)) == form
    assert THANKS in text_of(press(week, "32104", region="RU-TOM", form=form))


def test_when_no_box_is_open_the_form_waits_for_one(week: InstrumentVersion) -> None:
    form = read_form()
    response = press(week, "32104", region="RU-TOM", form=form)

    assert_all_is_there(response, said=SENTENCES["no box"], line="32104", region="RU-TOM", tick=True)
    assert form_in(text_of(response)) == form
    open_boxes()
    assert THANKS in text_of(press(week, "32104", form=form))


def test_when_redis_is_away_nothing_is_added_and_nothing_breaks(week: InstrumentVersion) -> None:
    open_boxes()
    form = read_form()
    away = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    with override_settings(CACHES=away):
        response = press(week, "32104", region="RU-TOM", form=form)

    assert_all_is_there(response, said=SENTENCES["no box"], line="32104", region="RU-TOM", tick=True)
    assert Ballot.objects.count() == 0
    assert THANKS in text_of(press(week, "32104", form=form))


def test_without_a_key_of_the_server_nothing_is_offered_and_nothing_breaks(week: InstrumentVersion) -> None:
    open_boxes()
    form = read_form()
    with override_settings(SEAL_KEYS=()):
        generation.bump()
        assert "В общую картину" not in text_of(take(week, "32104"))
        response = press(week, "32104", form=form)

    assert (response.status_code, len(response.content)) == (200, pages.LENGTH)
    assert Ballot.objects.count() == 0


def test_only_the_version_that_the_list_shows_is_added(week: InstrumentVersion) -> None:
    open_boxes()
    newer = publishing.publish(version=drafts.new_draft_from(version=week), by="vera", today=TODAY)
    generation.bump()

    assert "В общую картину" not in text_of(take(week, "32104"))
    assert "В общую картину" in text_of(take(newer, "32104"))
    for do in ("picture", "place"):
        refused = press(week, "32104", do=do)
        assert "Этот результат добавить нельзя" in text_of(refused)
        assert 'name="a" value="32104"' in text_of(refused)
        assert len(refused.content) == pages.LENGTH
    publishing.withdraw(version=newer)
    generation.bump()
    assert "Этот результат добавить нельзя" in text_of(press(newer, "32104"))
    assert press(drafts.new_draft_from(version=week), "32104").status_code == 404
    assert Ballot.objects.count() == 0


def test_a_line_that_is_none_brings_the_questions_back(week: InstrumentVersion) -> None:
    open_boxes()
    for do in ("picture", "place"):
        assert press(week, "99999", do=do).status_code == 400
    assert Ballot.objects.count() == 0


def test_beyond_the_rate_the_answer_is_the_same(week: InstrumentVersion) -> None:
    """Whoever fills the box does not learn when it goes on in the one apart."""
    open_boxes()
    with override_settings(BALLOTS={"hour": 1}):
        pages_shown = [press(week, "32104").content for _ in range(3)]

    assert len(set(pages_shown)) == 1
    assert [box.ballots.count() for box in Box.objects.all()] == [1, 2]
