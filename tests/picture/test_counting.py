"""Counting a box: one pass by a cursor of the server, and places for all that is public, whatever came in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from tests.factories.assessments import create_draft, create_published
from tests.factories.ballots import PRIVATE, create_boxes
from wellbeing.assessments.actions import publishing
from wellbeing.ballots import contents
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.picture import counting
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.tallying import Tally
from wellbeing.privacy import team_boxes
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.service]

KEY = ("check-1", 1)


def put(box: Box, count: int, *answers: str, public: bytes = team_boxes.public_half(PRIVATE)) -> None:
    said = Contribution(*KEY, "ru", answers or ("3", "3", "3"), "RU-TOM")
    Ballot.objects.bulk_create(
        Ballot(box=box, sealed=contents.seal(said, public=public)) for _ in range(count)
    )


def watching(seen: list[str]) -> AbstractContextManager[None]:
    """Notes every statement that reads what is sealed."""

    def note(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        if '"sealed"' in str(sql):
            seen.append(str(sql))
        return execute(sql, *args)

    return connection.execute_wrapper(note)


def test_a_box_is_read_once_in_lots_and_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "LOT", 10)
    create_published()
    main, apart = create_boxes()
    put(main, 25)
    put(apart, 3)
    tally, seen, told = Tally(counting.layouts()), list[str](), list[int]()
    with watching(seen):
        assert counting.count(main, tally, private=PRIVATE, look=told.append) == 25

    assert (len(seen), told) == (1, [10, 20])
    assert sum(tally.rows(KEY)[Part.COUNTRY_BANDS]) == 25


def test_what_fits_nothing_is_read_and_left_out() -> None:
    create_published()
    main, _apart = create_boxes()
    put(main, 4)
    put(main, 2, "9", "9", "9")
    put(main, 2, "1")
    put(main, 2, public=team_boxes.public_half(bytes(range(1, 33))))
    tally = Tally(counting.layouts())

    assert counting.count(main, tally, private=PRIVATE, look=lambda _number: None) == 10
    assert sum(tally.rows(KEY)[Part.COUNTRY_BANDS]) == 4


def test_whoever_looks_may_stop_it() -> None:
    class Enough(Exception):
        pass

    def stop(_number: int) -> None:
        raise Enough

    create_published()
    main, _apart = create_boxes()
    put(main, counting.LOT)
    with pytest.raises(Enough):
        counting.count(main, Tally(counting.layouts()), private=PRIVATE, look=stop)

    assert Ballot.objects.count() == counting.LOT


def test_every_version_that_was_published_has_its_places_and_every_region() -> None:
    first = create_published()
    create_published(slug="check-2")
    create_draft(slug="check-3")
    publishing.withdraw(version=first)
    found = counting.layouts()

    assert [each.key for each in found] == [("check-1", 1), ("check-2", 1)]
    assert {each.places for each in found} == {
        (*Region.objects.values_list("code", flat=True), ""),
    }
    assert len(found[0].places) > 80
