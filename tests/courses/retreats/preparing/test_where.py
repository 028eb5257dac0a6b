"""Where a retreat is held: told late, to whoever said yes, and gone with the last day."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.retreats import stay_refusals, whereabouts
from courses.retreats.actions.preparing import retreat_where
from courses.retreats.models import Offer, Retreat, RetreatWhere
from courses.retreats.rules import hours
from courses.runs.rules.where import Told, Where
from tests.factories.retreats import create_application, create_offer, create_retreat, create_round

pytestmark = [pytest.mark.service, pytest.mark.django_db]

WHERE = Where("Томск", "Лесная 7", city_before=336, address_before=72)
# The midnight with which the first of March begins in Tomsk, and the one with which the seventh ends.
BEGINS, ENDS = datetime(2027, 2, 28, 17, tzinfo=UTC), datetime(2027, 3, 7, 17, tzinfo=UTC)


@pytest.fixture
def retreat() -> Retreat:
    retreat = create_retreat(round=create_round(), zone="Asia/Tomsk")
    retreat_where.set_where(retreat=retreat.pk, where=WHERE, now=BEGINS - timedelta(days=60))
    return retreat


def offer(retreat: Retreat, standing: str = Offer.Standing.ACCEPTED) -> Offer:
    return create_offer(create_application(retreat.round, wishes=[retreat]), retreat, standing=standing)


def test_a_retreat_begins_and_ends_by_its_own_clocks(retreat: Retreat) -> None:
    assert hours.begins(retreat.begins_on, retreat.zone) == BEGINS
    assert hours.ends(retreat.ends_on, retreat.zone) == ENDS


def test_city_and_address_are_told_each_at_its_hour(retreat: Retreat) -> None:
    mine = offer(retreat)
    city, address = BEGINS - timedelta(hours=336), BEGINS - timedelta(hours=72)
    minute = timedelta(minutes=1)
    assert whereabouts.whereabouts(mine, city - minute) == Told("", city, "", address)
    assert whereabouts.whereabouts(mine, city) == Told("Томск", city, "", address)
    assert whereabouts.whereabouts(mine, address - minute) == Told("Томск", city, "", address)
    assert whereabouts.whereabouts(mine, address) == Told("Томск", city, "Лесная 7", address)
    assert whereabouts.whereabouts(mine, ENDS - minute) == Told("Томск", city, "Лесная 7", address)
    assert whereabouts.whereabouts(mine, ENDS) is None


@pytest.mark.parametrize("standing", ["offered", "declined", "lapsed", "withdrawn"])
def test_nobody_else_is_told(retreat: Retreat, standing: str) -> None:
    assert whereabouts.whereabouts(offer(retreat, standing), BEGINS) is None


def test_of_a_retreat_that_is_off_nothing_is_told(retreat: Retreat) -> None:
    retreat.decided = Retreat.Decided.CANCELLED
    retreat.save()
    assert whereabouts.whereabouts(offer(retreat), BEGINS) is None
    assert retreat_where.forget_over(now=BEGINS) == 1


def test_it_goes_with_the_end_of_the_last_day_there(retreat: Retreat) -> None:
    assert retreat_where.forget_over(now=ENDS - timedelta(minutes=1)) == 0
    assert retreat_where.forget_over(now=ENDS) == 1
    with pytest.raises(stay_refusals.NotNow):
        retreat_where.set_where(retreat=retreat.pk, where=WHERE, now=ENDS)
    assert not RetreatWhere.objects.exists()


def test_what_is_too_long_for_its_box_is_refused(retreat: Retreat) -> None:
    long = Where("Томск", "🏡" * 400)
    with pytest.raises(stay_refusals.NoRoomForWhere):
        retreat_where.set_where(retreat=retreat.pk, where=long, now=BEGINS)
    assert RetreatWhere.objects.get().contents() == WHERE
