"""What somebody tries who has power over a round, and what is left of it in the database."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models.expressions import RawSQL

from courses.retreats import frozen, refusals
from courses.retreats.actions.applying import contacts
from courses.retreats.actions.preparing import retreat_steps
from courses.retreats.actions.rounds import calling_off
from courses.retreats.actions.sharing import closing, committing, drawing, publishing, trying
from courses.retreats.actions.sharing.drawing import Read
from courses.retreats.models import (
    Allowance,
    Conflict,
    Frozen,
    Offer,
    ReadValue,
    Recommendation,
    Retreat,
    Round,
    TurnedAway,
)
from courses.retreats.public import rounds_reading
from courses.retreats.rules.policy import Rule
from tests.courses.retreats.sharing.rounds import (
    CLOSED_AT,
    DRAWN_AT,
    DRAWS_AT,
    SAID,
    VALUE,
    WHY,
    again,
    closed_round,
    committed_round,
    council,
    everybody_declares,
    only_retreat,
    opened_round,
    organiser,
    published_round,
    shared_round,
)
from tests.courses.retreats.sharing.test_committing import TWO_OF_ONE, has_applied
from tests.courses.retreats.sharing.test_trying import KEPT, PEOPLE
from tests.factories.retreats import NOW, create_application, create_retreat, create_round
from tests.factories.trainers import create_trainer
from wellbeing.accounts.models import User
from wellbeing.outbox.actions import scheduling
from wellbeing.outbox.models import Due
from wellbeing.outbox.notes.contents import Contents
from wellbeing.outbox.servers import Sender
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def olga() -> User:
    return organiser()


def test_who_says_nothing_of_having_applied_lets_go_of_no_rule_and_sees_no_counts_nor_pairs(
    olga: User,
) -> None:
    contradicting, counted, done = (
        closed_round(policy=TWO_OF_ONE),
        closed_round(people=PEOPLE, policy=KEPT),
        published_round(by=olga),
    )
    Conflict.objects.all().delete()

    for act in (
        lambda: committing.let_go(round=contradicting.pk, clause=(Rule.LEAST, "A r1"), by=olga),
        lambda: trying.begin(round=counted.pk, change="kept:", by=olga),
        lambda: publishing.auditors_file(round=done.pk, by=olga),
    ):
        with pytest.raises(refusals.DeclareFirst):
            act()

    assert again(contradicting).policy["let_go"] == []
    everybody_declares()
    committing.let_go(round=contradicting.pk, clause=(Rule.LEAST, "A r1"), by=olga)


@pytest.mark.parametrize("why", ["left", "applied", "no council"])
def test_what_somebody_read_who_may_read_no_more_makes_no_value(olga: User, why: str) -> None:
    round, nina, petr = committed_round(by=olga), council("nina"), council("petr")
    drawing.read(round=round.pk, value=VALUE, by=nina, now=DRAWN_AT)
    if why == "applied":
        has_applied(nina, round)
    elif why == "left":
        User.objects.filter(pk=nina.pk).update(is_active=False)
    else:
        nina.groups.clear()

    assert drawing.read(round=round.pk, value=VALUE, by=petr, now=DRAWN_AT) is Read.FIRST
    assert (again(round).decided, ReadValue.objects.count()) == ("committed", 2)
    assert drawing.read(round=round.pk, value=VALUE, by=council("anna"), now=DRAWN_AT) is Read.AGREED


def test_nobody_puts_the_hour_off_until_there_is_no_time_left_to_answer(olga: User) -> None:
    round = closed_round()
    first = datetime.combine(only_retreat(round).begins_on, time(), DRAWS_AT.tzinfo)
    late = first - timedelta(hours=round.answer_hours)

    with pytest.raises(refusals.NoTimeToAnswer):
        committing.postpone(round=round.pk, draws_at=late, by=olga, now=CLOSED_AT, **SAID)

    assert again(round).draws_at == DRAWS_AT
    sooner = late - timedelta(days=2)
    committing.postpone(round=round.pk, draws_at=sooner, by=olga, now=CLOSED_AT, **SAID)


def test_whom_no_place_could_be_offered_any_more_got_nothing_either(olga: User) -> None:
    round = shared_round(by=olga)
    Retreat.objects.filter(round=round).update(decided=Retreat.Decided.CANCELLED)

    publishing.publish(round=round.pk, by=olga, now=DRAWN_AT)

    tags = {codes.turned_away_tag(pk) for pk in round.applications.values_list("pk", flat=True)}
    assert set(TurnedAway.objects.values_list("pk", flat=True)) == tags


@pytest.mark.parametrize(("has_begun", "tags"), [("", 6), ("has begun", 4)])
def test_whose_retreat_is_called_off_before_it_began_got_nothing_either(
    olga: User, has_begun: str, tags: int
) -> None:
    round = published_round(by=olga)
    retreat = only_retreat(round)
    assert TurnedAway.objects.count() == 4
    began = datetime.combine(retreat.begins_on, time(12), NOW.tzinfo)

    retreat_steps.cancel(retreat=retreat.pk, by=olga, now=began if has_begun else DRAWN_AT)

    assert TurnedAway.objects.count() == tags
    assert set(TurnedAway.objects.values_list("years", flat=True)) == {1}


def test_rows_of_offers_do_not_lie_in_the_order_of_the_published_tickets(olga: User) -> None:
    published_round(by=olga, people=[{} for _ in range(12)], places=12)

    as_they_lie = Offer.objects.order_by(RawSQL("retreats_offer.ctid", ()))
    lie = list(as_they_lie.values_list("pk", flat=True))

    assert len(lie) == 12
    assert lie == sorted(lie)


def test_a_round_that_is_called_off_keeps_nobodys_recommendation(olga: User) -> None:
    round, trainer = opened_round(), create_trainer()
    Recommendation.objects.create(pk=codes.lookup_id(codes.draw()), round=round, trainer=trainer, need=3)
    Allowance.objects.create(round=round, trainer=trainer, given=1)

    calling_off.cancel(round=round.pk, reason=WHY, by=olga, now=NOW)

    assert (Recommendation.objects.count(), Allowance.objects.count()) == (0, 0)


def test_a_round_that_never_opened_stays_unknown_when_it_is_called_off(olga: User) -> None:
    never, once = create_round(decided=Round.Decided.PREPARING), create_round()
    for each in (never, once):
        create_retreat(round=each)
        calling_off.cancel(round=each.pk, reason=WHY, by=olga, now=NOW)

    assert [rounds_reading.one(each.pk, NOW) is not None for each in (never, once)] == [False, True]


def test_what_was_tried_before_the_round_was_frozen_anew_is_shown_no_more(olga: User) -> None:
    round = closed_round(people=PEOPLE, policy=KEPT)
    trying.begin(round=round.pk, change="kept:", by=olga)
    before = frozen.closed_case(round)
    assert trying.seen(round, before, "kept:") is not None

    closing.renew(round=round.pk, by=olga, now=CLOSED_AT)

    assert trying.seen(again(round), frozen.closed_case(round), "kept:") is None


def test_everybody_who_applied_is_told_that_the_round_is_called_off(olga: User, settings: Any) -> None:
    cache.clear()
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    settings.EMAIL_FROM = Sender("notes@example.org", "Notes")
    round, address = opened_round(people=[]), Contents("vera@example.org", "note", 0, language="ru")
    code = codes.draw()
    create_application(round, wishes=[only_retreat(round)], code=code)
    row = contacts.give(code=code, channel="email", contents=address, now=NOW)
    contacts.confirm(code=code, number=row.contents().code)
    scheduling.cancel(ids=[row.line])

    calling_off.cancel(round=round.pk, reason=WHY, by=olga, now=NOW)
    calling_off.cancel(round=round.pk, reason=WHY, by=olga, now=NOW)

    assert Due.objects.count() == 1


def test_once_it_is_over_who_must_not_meet_is_known_to_no_auditor_any_more(olga: User) -> None:
    round = published_round(by=olga)
    Frozen.objects.all().delete()

    with pytest.raises(refusals.NotAsItStands):
        publishing.auditors_file(round=round.pk, by=olga)
