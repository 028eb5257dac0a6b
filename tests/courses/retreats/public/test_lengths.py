"""In a round of a whole year, the pages have the one length, too."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.http import HttpResponse

from courses.retreats import opened
from courses.retreats.models import Retreat
from courses.retreats.public.pages import LENGTH
from tests.courses.retreats.public.visiting import (
    application_of,
    apply_address,
    codes_of,
    open_round,
    press,
    retreats_of,
    typed_in,
)
from tests.courses.runs.public.visiting import look

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


@pytest.mark.parametrize("retreats", [12, 13, 30, 60])
def test_every_page_has_the_one_length_however_many_retreats(retreats: int) -> None:
    round = open_round(retreats=retreats)
    for number, each in enumerate(retreats_of(round), 1):
        Retreat.objects.filter(pk=each.pk).update(title=f"Тихая неделя у реки и в лесу, {number}")
    first = look(apply_address(round))
    faulty = press(first)
    done = press(first, name="Ива", region="RU-MOW", wish1=key_of(first, retreats - 1))
    mine = application_of(codes_of(done)[0])

    change = press(mine, "change")
    pages = [first, faulty, done, mine, change, press(change, "save"), press(mine, "deleting")]

    assert [len(each.content) for each in pages] == [LENGTH] * len(pages)
    assert [each.status_code for each in pages] == [200, 400, 200, 200, 200, 200, 200]
    assert typed_in(change, "wish1") == [key_of(first, retreats - 1)]
    wished = opened.read(codes_of(done)[0]).facts.wishes
    assert wished == (str(retreats_of(round)[retreats - 1].pk),)


def key_of(page: HttpResponse, place: int) -> str:
    """What stands for a retreat in a field of the form, by its place in the list."""
    options = BeautifulSoup(page.content, "html.parser").select("select[name=wish1] option")
    return str(options[place + 1]["value"])
