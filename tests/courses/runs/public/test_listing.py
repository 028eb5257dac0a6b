"""What anybody finds of runs: those that may be joined, by region, language and form; never how many come."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from courses.runs.models import Run
from tests.courses.runs.public.visiting import RUNS, join, look, open_run, soon, text_of
from tests.factories.cms import create_home
from tests.factories.courses import create_course, create_index
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def listed(page: HttpResponse) -> list[UUID]:
    links = BeautifulSoup(page.content, "html.parser").select("ul.links a")
    return [UUID(str(link["href"]).split("/")[-2]) for link in links]


def test_only_what_is_published_to_come_and_not_by_invitation_is_listed_the_nearest_first() -> None:
    later, sooner = open_run(begins=soon(40)), open_run(begins=soon(20))
    open_run(decided=Run.Decided.PLANNED), open_run(decided=Run.Decided.CANCELLED)
    open_run(begins=timezone.now() - timedelta(hours=1))
    secret = open_run()
    Run.objects.filter(pk=secret.pk).update(joining="code", invitation=codes.lookup_id("x"))

    assert listed(look(RUNS)) == [sooner.pk, later.pk]
    assert look(f"{RUNS}{secret.pk}/").status_code == 200, "whoever was told of it finds it"


def test_the_filters_narrow_and_combine() -> None:
    tomsk, omsk = open_run(begins=soon(20), code="RU-TOM"), open_run(begins=soon(30), code="RU-OMS")
    Run.objects.filter(pk=omsk.pk).update(language="en", form="mixed")

    assert listed(look(f"{RUNS}?region=RU-TOM")) == [tomsk.pk]
    assert listed(look(f"{RUNS}?language=en&form=mixed")) == [omsk.pk]
    assert listed(look(f"{RUNS}?region=RU-TOM&language=en")) == []
    assert listed(look(f"{RUNS}?region=&language=&form=")) == [tomsk.pk, omsk.pk]


@pytest.mark.parametrize(
    "query", ["region=RU-XXX", "region=%00", "language=xx", "form=" + "z" * 5000, "region=%FF"]
)
def test_a_filter_that_does_not_exist_is_a_sentence(query: str) -> None:
    run = open_run()
    page = look(f"{RUNS}?{query}")

    assert page.status_code == 400
    assert BeautifulSoup(page.content, "html.parser").find("p", {"class": "caution"}) is not None
    assert listed(page) == [run.pk]


def test_a_region_without_runs_is_a_sentence_and_has_its_feed() -> None:
    page = look(f"{RUNS}?region=RU-OMS")

    assert page.status_code == 200
    assert "feed/RU-OMS.atom" in page.content.decode()


def test_whether_places_are_free_is_said_at_once_and_never_how_many() -> None:
    run = open_run(capacity=1)
    before = look(f"/en/runs/{run.pk}/")
    join(run)
    after = look(f"/en/runs/{run.pk}/")

    assert "there are free places" in text_of(before)
    assert "no free places, you can wait for one" in text_of(after)
    assert "no free places, you can wait for one" in text_of(look("/en/runs/"))
    assert len(BeautifulSoup(after.content, "html.parser").select(".card dd")) == 4


def test_the_course_is_named_in_the_language_of_the_reader_and_a_page_taken_down_is_not() -> None:
    course = create_course(index=create_index(home=create_home()), title="Курс о силах")
    run = open_run()
    Run.objects.update(course=course)
    assert "Курс о силах" in text_of(look(RUNS))

    course.unpublish()
    page = look(f"{RUNS}{run.pk}/")
    assert (page.status_code, "Курс о силах" in text_of(page)) == (200, False)
    course.delete()
    assert look(f"{RUNS}{run.pk}/").status_code == 200


def test_the_titles_are_neutral_and_nothing_is_set_in_the_browser() -> None:
    run = open_run()
    for address in (RUNS, f"{RUNS}{run.pk}/", f"{RUNS}{run.pk}/join/", "/ru/place/"):
        page = look(address)
        title = BeautifulSoup(page.content, "html.parser").find("title")
        assert title is not None and title.text == "Заметки"
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"


def test_a_page_costs_as_many_queries_for_three_runs_as_for_one(django_assert_num_queries: Any) -> None:
    index = create_index(home=create_home())
    courses = [create_course(index=index, slug=f"c{number}") for number in range(3)]
    for count, course in enumerate(courses, 1):
        run = open_run()
        Run.objects.filter(pk=run.pk).update(course=course)
        look(RUNS)
        with django_assert_num_queries(4):
            assert len(listed(look(RUNS))) == count


def test_a_first_visit_is_small() -> None:
    for number in range(30):
        open_run(begins=soon(30 + number))

    assert len(look(RUNS).content) < 45 * 1024
    assert len(look(f"{RUNS}{Run.objects.first().pk}/").content) < 30 * 1024  # type: ignore[union-attr]


def test_the_feed_of_a_region_has_its_runs_and_says_nothing_of_what_they_are() -> None:
    course = create_course(index=create_index(home=create_home()), title="Выгорание")
    run = open_run(sessions=3)
    Run.objects.update(course=course)
    open_run(code="RU-OMS")

    answer = look("/ru/runs/feed/RU-TOM.atom")
    read = feedparser.parse(answer.content)

    assert (read.bozo, read.version) == (False, "atom10")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = read.entries
    assert entry.id == run.pk.urn
    assert entry.link.endswith(f"/ru/runs/{run.pk}/")
    body = answer.content.decode().lower()
    assert [word for word in ("выгоран", "актив", "лгбт", "передышк") if word in body] == []
    assert look("/ru/runs/feed/RU-TOM.atom").content == answer.content


def test_an_empty_feed_is_one_and_an_unknown_region_has_none() -> None:
    read = feedparser.parse(look("/en/runs/feed/RU-TOM.atom").content)

    assert (read.bozo, read.version, read.entries) == (False, "atom10", [])
    for code in ("RU-XXX", "%00", "x" * 5000):
        assert look(f"/ru/runs/feed/{code}.atom").status_code == 404
    assert Client().post("/ru/runs/feed/RU-TOM.atom").status_code == 405
