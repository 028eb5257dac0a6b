"""In a round of a whole year, the pages have the one length, too."""

import pytest

from courses.retreats.public.pages import LENGTH
from tests.courses.retreats.public.visiting import (
    application_of,
    applied,
    apply_address,
    codes_of,
    open_round,
    press,
)
from tests.courses.runs.public.visiting import look

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_with_twelve_retreats_every_page_has_the_one_length() -> None:
    round = open_round(retreats=12)
    done = applied(round)
    mine = application_of(codes_of(done)[0])

    pages = [look(apply_address(round)), done, mine, press(mine, "change"), press(mine, "deleting")]

    assert [len(each.content) for each in pages] == [LENGTH] * len(pages)
