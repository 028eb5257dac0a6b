"""Yes, no, silence and giving up; and who has the place then."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from courses.retreats import opened, refusals
from courses.retreats.actions.offers import answers, filling, offering
from courses.retreats.models import Application, Bed, Offer, Retreat
from tests.courses.retreats.offers.rounds import Published, counted, later, next_by_the_rules, publish
from tests.factories.retreats import NOW

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NEEDS = [{"need": 3}, {"need": 2}, {"need": 1}, {"need": 0}]


def fill(published: Published, hours: float = 1) -> int:
    return filling.fill(round=published.round.pk, now=later(hours))


def test_publishing_offers_the_places_until_an_hour_by_day() -> None:
    published = publish(people=NEEDS)
    assert published.standings() == ["offered", "offered", "", ""]
    assert {each.answer_by for each in Offer.objects.all()} == {NOW + timedelta(hours=72)}
    assert counted(published) == [(2, 2)]


def test_a_yes_is_said_once_however_often_it_is_pressed() -> None:
    published = publish(people=NEEDS)
    for _ in range(2):
        answers.accept(code=published.codes[0], now=later(1))
    assert published.standings() == ["accepted", "offered", "", ""]
    assert counted(published) == [(2, 2)]


def test_after_a_no_the_next_by_the_order_is_offered_the_place() -> None:
    published = publish(people=NEEDS)
    for _ in range(2):
        answers.decline(code=published.codes[0], now=later(1))
    assert counted(published) == [(1, 1)]
    assert fill(published) == 1
    assert published.standings() == ["declined", "offered", "offered", ""]
    assert counted(published) == [(2, 2)]


def test_silence_is_a_no() -> None:
    published = publish(people=NEEDS)
    answers.accept(code=published.codes[1], now=later(1))
    assert answers.lapse(now=later(71)) == 0
    assert answers.lapse(now=later(72)) == 1
    fill(published, 72)
    assert published.standings() == ["lapsed", "accepted", "offered", ""]
    with pytest.raises(refusals.NothingOffered):
        answers.accept(code=published.codes[0], now=later(73))


def test_a_yes_comes_too_late_at_the_hour_even_before_the_offer_was_ended() -> None:
    published = publish(people=NEEDS)
    with pytest.raises(refusals.NothingOffered):
        answers.accept(code=published.codes[0], now=later(72))
    assert published.standings()[0] == "offered"


def test_a_place_can_be_given_up_until_the_retreat_begins() -> None:
    published = publish(people=NEEDS)
    for code in published.codes[:2]:
        answers.accept(code=code, now=later(1))
    room = published.retreats[0].house.rooms.all()[0]
    offer = Offer.objects.get(application=opened.find(published.codes[0]))
    Bed.objects.create(offer=offer, retreat=published.retreats[0], room=room, number=1)
    begins = offering.begins(published.retreats[0])
    answers.give_up(code=published.codes[0], now=begins - timedelta(hours=48))
    with pytest.raises(refusals.NoPlaceToGiveUp):
        answers.give_up(code=published.codes[1], now=begins)
    assert published.standings() == ["withdrawn", "accepted", "", ""]
    assert not Bed.objects.exists()


def test_whoever_deletes_their_application_frees_the_place() -> None:
    published = publish(people=NEEDS)
    Application.objects.get(pk=opened.find(published.codes[0]).pk).delete()
    assert counted(published) == [(1, 1)]
    assert fill(published) == 1
    assert published.standings() == ["", "offered", "offered", ""]


def test_whoever_said_no_is_not_asked_again_nor_is_anybody_when_all_were() -> None:
    published = publish(people=NEEDS[:3])
    for code in published.codes[:2]:
        answers.decline(code=code, now=later(1))
    assert fill(published) == 1
    assert fill(published) == 0
    assert published.standings() == ["declined", "declined", "offered"]


def test_who_is_bound_to_somebody_who_said_no_is_passed() -> None:
    published = publish(people=[*NEEDS[:3], {"need": 0, "bound": 2}, {"need": 0}])
    answers.decline(code=published.codes[0], now=later(1))
    fill(published)
    assert published.standings() == ["declined", "offered", "", "", "offered"]


def test_who_must_not_meet_somebody_there_is_passed() -> None:
    published = publish(people=[*NEEDS[:2], {"need": 1, "apart": 1}, {"need": 0}])
    answers.decline(code=published.codes[0], now=later(1))
    fill(published)
    assert published.standings() == ["declined", "offered", "", "offered"]


@pytest.mark.parametrize(
    ("change", "up"),
    [
        ({"decided": Retreat.Decided.CANCELLED}, 0),
        ({"places": 1}, 0),
        ({"places": 2}, 1),
        ({"begins_on": (NOW + timedelta(days=1)).date(), "ends_on": (NOW + timedelta(days=3)).date()}, 0),
        ({"begins_on": (NOW + timedelta(days=2)).date(), "ends_on": (NOW + timedelta(days=3)).date()}, 1),
    ],
)
def test_nothing_is_offered_where_nobody_can_go_any_more(change: dict[str, object], up: int) -> None:
    published = publish(people=NEEDS)
    answers.decline(code=published.codes[0], now=later(1))
    Retreat.objects.update(**change)
    assert fill(published, 8) == up


def test_an_offer_near_the_beginning_ends_before_it() -> None:
    published = publish(people=NEEDS)
    answers.decline(code=published.codes[0], now=later(1))
    begins = offering.begins(published.retreats[0])
    assert filling.fill(round=published.round.pk, now=begins - timedelta(hours=20)) == 1
    offer = Offer.objects.get(application=opened.find(published.codes[2]))
    assert offer.answer_by == begins - timedelta(hours=2)


def test_nobody_says_yes_to_a_retreat_that_was_called_off() -> None:
    published = publish(people=NEEDS)
    Retreat.objects.update(decided=Retreat.Decided.CANCELLED)
    with pytest.raises(refusals.NothingOffered):
        answers.accept(code=published.codes[0], now=later(1))


@pytest.mark.parametrize("press", [answers.accept, answers.decline, answers.give_up])
def test_whoever_has_no_offer_is_told_so(press: Callable[..., None]) -> None:
    published = publish(people=NEEDS)
    with pytest.raises(refusals.Refused):
        press(code=published.codes[3], now=later(1))
    with pytest.raises(refusals.NoSuchApplication):
        press(code="k" * 20, now=later(1))


def test_of_two_retreats_the_free_place_goes_where_it_is_free() -> None:
    published = publish(places=(1, 2), people=[{"need": n} for n in (3, 2, 1, 0, 0)])
    answers.decline(code=published.codes[0], now=later(1))
    assert next_by_the_rules(published) != {}
    assert fill(published) == 1
    assert (counted(published), next_by_the_rules(published)) == ([(1, 1), (2, 2)], {})
