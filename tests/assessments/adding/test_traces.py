"""What adding shows to whoever counts bytes, and what it leaves behind: nothing that was added."""

import io
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from pytest_django import DjangoDbBlocker

from tests.assessments.adding.wishing import open_boxes, press, read_form
from tests.assessments.requests import shipped_for_a_module, shipped_version, take
from wellbeing.assessments.adding import pages
from wellbeing.ballots.models import Ballot, Box
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.service]

EVERY_CHECK = [(slug, language) for slug in ("month", "week") for language in ("ru", "en")]


@pytest.fixture(scope="module", autouse=True)
def _shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shipped_for_a_module(django_db_blocker):
        yield


def sizes(answers: list[HttpResponse]) -> set[int]:
    return {len(each.content) for each in answers}


@pytest.mark.parametrize(("slug", "language"), EVERY_CHECK)
def test_all_answers_have_one_length(slug: str, language: str) -> None:
    """Whatever was answered and whichever region was chosen, added or refused."""
    regions = ["", *Region.objects.values_list("code", flat=True)]
    open_boxes()
    version = shipped_version(slug)
    count = 22 if slug == "month" else 5
    used, early = read_form(), read_form(ago=timedelta(seconds=1))
    lines = [place * count for place in "04-"]
    fields: list[dict[str, str]] = [
        {"region": "GE"},
        {"form": used},
        {"form": used},
        {"form": early, "region": "RU-SPE"},
        {"ok": "", "region": "RU-YAN"},
        {"form": '"&<>' * 50, "ok": ""},
        {"form": "nonsense"},
        {"do": "place", "region": "RU-TOM"},
    ]
    answers = [press(version, line, language=language, **each) for line in lines for each in fields]
    added = [press(version, lines[1], language=language, region=region) for region in regions[::5]]
    asked = [press(version, lines[1], language=language, region=region, ok="") for region in regions[::5]]
    odd = press(version, lines[0], language=language, region="RU-XXX")

    assert sizes([*answers, *added, *asked, odd]) == {pages.LENGTH}
    assert {each.status_code for each in answers} == {200}
    assert all(not each.cookies for each in answers)


def test_what_says_thank_you_is_the_same_for_everybody() -> None:
    open_boxes()
    week = shipped_version("week")
    first, *others = [
        press(week, line, region=region).content
        for line, region in (("32104", ""), ("-----", "RU-TOM"), ("44444", "GE"))
    ]

    assert others == [first, first]
    assert Ballot.objects.count() == 3


def test_nothing_that_was_added_or_refused_is_in_the_log_or_in_redis(lines: io.StringIO) -> None:
    open_boxes()
    week, form, early = shipped_version("week"), read_form(), read_form(ago=timedelta(seconds=1))
    take(week, "31042")
    for each in (form, form, early, "canary-form"):
        press(week, "31042", region="RU-TOM", form=each)
    press(week, "31042", region="canary-region")
    press(week, "31042", region="RU-TOM", ok="")
    assert Ballot.objects.count() == 1

    client = cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]
    redis = b"".join(
        key + (client.get(key) or b"") for key in client.keys("*") if client.type(key) == b"string"
    )
    places = [lines.getvalue().encode(), redis]
    canaries = ["31042", "RU-TOM", "canary-form", "canary-region", form[20:60], early[20:60]]
    spelled = [
        each
        for canary in canaries
        for each in (canary.encode(), canary.encode().hex().encode(), b64encode(canary.encode())[:-4])
    ]

    assert [each for each in spelled if any(each in place for place in places)] == []
    assert b"ballot-form" in redis


def test_rows_hold_a_ballot_and_nothing_beside_it() -> None:
    open_boxes()
    press(shipped_version("week"), "31042", region="RU-TOM")
    ballot = Ballot.objects.get()

    assert set(Ballot.objects.values().get()) == {"id", "box_id", "sealed"}
    assert b"RU-TOM" not in bytes(ballot.sealed)
    assert list(Box.objects.filter(is_apart=False).values_list("id", flat=True)) == [ballot.box_id]
