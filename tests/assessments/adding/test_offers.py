"""Whether a result offers to be added costs a query a minute at most, and a result needs none of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from cms import generation
from tests.assessments.adding.wishing import open_boxes
from tests.assessments.requests import shipped_for_a_module, shipped_version, take, text_of
from tests.factories.assessments import create_published
from tests.factories.ballots import CLOSES, NEXT, QUARTER, create_boxes
from wellbeing.assessments.adding import offers
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.ballots.actions import boxes

pytestmark = [pytest.mark.django_db, pytest.mark.service]

OFFER = "В общую картину"


@pytest.fixture(scope="module", autouse=True)
def _shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shipped_for_a_module(django_db_blocker):
        yield


@pytest.fixture
def week() -> InstrumentVersion:
    return shipped_version("week")


def a_minute_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process saw lies further back than it looks away."""
    looked_at, *seen = offers._seen
    monkeypatch.setattr(offers, "_seen", (looked_at - offers.LOOK_EVERY, *seen))


def test_a_result_asks_the_database_nothing_while_boxes_are_open(
    week: InstrumentVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    open_boxes()
    take(week, "32104")

    with django_assert_num_queries(0):
        assert OFFER in text_of(take(week, "01234"))


def test_each_minute_it_looks_with_one_query(
    week: InstrumentVersion,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take(week, "32104")
    open_boxes()
    assert OFFER not in text_of(take(week, "32104"))
    a_minute_passes(monkeypatch)

    with django_assert_num_queries(1) as asked:
        assert OFFER in text_of(take(week, "32104"))
    assert '"ballots_box"' in asked.captured_queries[0]["sql"]
    with django_assert_num_queries(0):
        assert OFFER in text_of(take(week, "32104"))


def test_what_editors_publish_and_the_next_day_end_what_was_seen() -> None:
    assert not offers.are_open(QUARTER)
    create_boxes()
    generation.bump()
    assert [offers.are_open(day) for day in (QUARTER, CLOSES, NEXT, CLOSES)] == [True, True, False, True]


def test_boxes_that_are_destroyed_are_offered_for_a_minute_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    main, _apart = create_boxes()
    assert offers.are_open(QUARTER)
    boxes.destroy(box=main.pk)
    a_minute_passes(monkeypatch)

    assert not offers.are_open(QUARTER)


def test_a_result_is_shown_while_the_database_is_away(week: InstrumentVersion) -> None:
    open_boxes()
    generation.bump()
    take(week, "32104")
    offers._seen = (0.0, None, "", False)

    def away(execute: Callable[..., Any], *words: Any) -> Any:
        raise OperationalError

    with connection.execute_wrapper(away):
        page = text_of(take(week, "32104"))
    assert "Что получилось" in page
    assert OFFER not in page


def test_a_result_has_one_length_whether_it_can_be_added_or_not(week: InstrumentVersion) -> None:
    closed = take(week, "32104")
    open_boxes()
    generation.bump()
    lengths = {len(take(week, line).content) for line in ("32104", "-----", "44400", "0-0-0")}

    assert lengths == {len(closed.content)}


@pytest.mark.parametrize(("slug", "count"), [("month", 22), ("week", 5)])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_with_the_offer_a_result_of_ours_stays_light(slug: str, count: int, language: str) -> None:
    open_boxes()
    version = shipped_version(slug)
    pages = [take(version, place * count, language=language).content for place in "01234-"]

    assert {len(page) for page in pages} == {len(pages[0])}
    assert len(pages[0]) <= 30 * 1024


def test_a_pulse_offers_nothing(week: InstrumentVersion) -> None:
    """Whoever answers for a group came for that; the template is the same."""
    open_boxes()
    shown = week
    from_memory = offers.catalogue.version(shown.code, "ru")
    assert from_memory
    results = from_memory.plan.score(from_memory.sheet.codes("32104"))

    assert OFFER not in from_memory.result.render(results, "32104").decode()


def test_what_has_no_room_in_a_ballot_is_not_offered(week: InstrumentVersion) -> None:
    open_boxes()
    shown = offers.catalogue.version(week.code, "ru")
    assert shown
    assert offers.form_for(shown, now=timezone.now())
    wide = replace(shown, result=replace(shown.result, offer=()))

    assert not offers.is_taken(wide)
    assert offers.form_for(wide, now=timezone.now()) == ""
    assert OFFER not in wide.result.render(wide.plan.score({}), "-----").decode()


def test_what_has_room_is_offered() -> None:
    open_boxes()
    create_published(slug="check-more", count=40)
    generation.bump()
    offered = offers.catalogue.current("check-more", "ru")

    assert offered
    assert len(offers.form_for(offered, now=timezone.now())) == 94


def test_of_today_alone(week: InstrumentVersion) -> None:
    """The boxes of another quarter are none of today."""
    create_boxes(quarter=date(2020, 1, 1))

    assert OFFER not in text_of(take(week, "32104"))
