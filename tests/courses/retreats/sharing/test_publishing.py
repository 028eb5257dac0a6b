"""Publishing: the record, the offers and the tags at once, once, and nothing of it when anything fails."""

import json

import pytest

from courses.retreats import frozen, refusals
from courses.retreats.actions.offers import filling, offering
from courses.retreats.actions.sharing import publishing
from courses.retreats.models import Offer, Retreat, Round, TurnedAway
from courses.retreats.rules import record
from courses.retreats.rules.policy import Policy
from tests.courses.retreats.sharing.rounds import (
    DRAWN_AT,
    VALUE,
    again,
    closed_round,
    drawn_round,
    only_retreat,
    organiser,
    published_round,
    shared_round,
    tickets,
    traces,
)
from tests.courses.retreats.sharing.test_committing import has_applied
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def olga() -> User:
    return organiser()


def test_whoever_has_a_place_is_offered_it_and_whoever_has_none_is_remembered(olga: User) -> None:
    round = shared_round(by=olga, people=[{"turned_away": n} for n in range(4)])
    places, people = frozen.closed_case(round).places(), tickets(round)

    publishing.publish(round=round.pk, by=olga, now=DRAWN_AT)

    offers = {each.application_id: each for each in Offer.objects.all()}
    assert {pk: each.retreat_id for pk, each in offers.items()} == {
        people[ticket].pk: retreat for ticket, retreat in places.items()
    }
    assert {each.standing for each in offers.values()} == {"offered"}
    assert only_retreat(round).taken == len(places) == 2
    assert dict(TurnedAway.objects.values_list("pk", "years")) == {
        codes.turned_away_tag(each.pk): each.facts().turned_away + 1
        for ticket, each in people.items()
        if ticket not in places
    }
    assert {each.goes_on.year for each in TurnedAway.objects.all()} == {2028}
    assert traces(round)[-1] == ("olga", "retreats.publish_result")


def test_time_to_answer_ends_at_a_whole_hour_by_day(olga: User) -> None:
    published_round(by=olga, answer_hours=24)

    until = Offer.objects.values_list("answer_by", flat=True)[0]
    # Drawn at 15:05 in Moscow.
    assert until.isoformat() == "2026-12-01T13:00:00+00:00"


def test_the_record_gives_the_same_result_and_is_what_was_committed_to(olga: User) -> None:
    people = [{"ticket": f"T{n}", "mark": f"m{n}"} for n in range(8)]
    people[0]["ties"] = (("apart", "m1"),)
    round = published_round(by=olga, people=people, places=3, policy=Policy(least={"RU-TOM": 1}))

    raw = json.loads(round.record)
    found = record.replay(round.record, seconds=60)
    assert (found.is_same, found.is_as_committed, found.faults) == (True, True, [])
    assert (raw["value"], raw["commitment"]) == (VALUE, round.commitment)
    assert ["T0", "T1"] in raw["case"]["apart"]
    assert len(raw["case"]["apart"]) > 1, "it stands among decoys"
    assert all(word not in round.record for word in ("RU-TOM", str(only_retreat(round).pk)))


def test_an_auditor_gets_what_is_real_once_it_is_published(olga: User) -> None:
    people = [{"ticket": f"T{n}", "mark": f"m{n}"} for n in range(8)]
    people[0]["ties"] = (("apart", "m1"),)
    round = shared_round(by=olga, people=people, places=3)
    with pytest.raises(refusals.NotAsItStands):
        publishing.auditors_file(round=round.pk, by=olga)
    publishing.publish(round=round.pk, by=olga, now=DRAWN_AT)

    second = publishing.auditors_file(round=round.pk, by=olga)

    assert json.loads(second)["apart"] == [["T0", "T1"]]
    audited = record.audit(again(round).record, second, seconds=60)
    assert (audited.does_seal_fit, audited.is_same) == (True, True)
    assert traces(round)[-1] == ("olga", "retreats.fetch_audit")


def test_pressed_twice_it_is_done_once(olga: User) -> None:
    round = published_round(by=olga)
    before = (again(round).record, set(Offer.objects.values_list("pk", flat=True)), traces(round))

    publishing.publish(round=round.pk, by=organiser("oleg"), now=DRAWN_AT)

    assert (again(round).record, set(Offer.objects.values_list("pk", flat=True)), traces(round)) == before


def test_tickets_whose_application_is_gone_get_neither_offer_nor_tag(olga: User) -> None:
    round = shared_round(by=olga)
    places, people = frozen.closed_case(round).places(), tickets(round)
    with_place, without = min(places), min(people.keys() - places.keys())
    for ticket in (with_place, without):
        people[ticket].delete()

    publishing.publish(round=round.pk, by=olga, now=DRAWN_AT)

    assert (Offer.objects.count(), only_retreat(round).taken, TurnedAway.objects.count()) == (1, 1, 3)
    assert with_place in again(round).record


def test_who_moves_up_was_not_turned_away_after_all(olga: User) -> None:
    round = published_round(by=olga)
    Offer.objects.filter(pk=Offer.objects.values("pk")[:1]).update(standing="declined", answer_by=None)

    assert filling.fill(round=round.pk, now=DRAWN_AT) == 1

    offered = {codes.turned_away_tag(pk) for pk in Offer.objects.values_list("application", flat=True)}
    assert (len(offered), TurnedAway.objects.count()) == (3, 3)
    assert not TurnedAway.objects.filter(pk__in=offered).exists()


def test_nothing_is_published_before_its_turn(olga: User) -> None:
    for round in (closed_round(), drawn_round(by=olga)):
        with pytest.raises(refusals.NotAsItStands):
            publishing.publish(round=round.pk, by=olga, now=DRAWN_AT)
        assert again(round).record == ""
        assert traces(round)[-1] == ("olga", "retreats.refused_step")


def test_whoever_applied_themselves_publishes_nothing(olga: User) -> None:
    round = shared_round(by=olga)
    has_applied(olga, round)

    with pytest.raises(refusals.HasApplied):
        publishing.publish(round=round.pk, by=olga, now=DRAWN_AT)

    assert (again(round).decided, Offer.objects.count()) == ("shared", 0)


def test_what_fails_halfway_leaves_nothing(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    round = shared_round(by=olga)
    offer = offering.offer

    def broken(**named: object) -> None:
        offer(**named)  # type: ignore[arg-type]
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(offering, "offer", broken)
        with pytest.raises(ValueError):
            publishing.publish(round=round.pk, by=olga, now=DRAWN_AT)
    assert (again(round).decided, again(round).record, Offer.objects.count()) == ("shared", "", 0)
    assert not TurnedAway.objects.exists()

    publishing.publish(round=round.pk, by=olga, now=DRAWN_AT)
    assert Offer.objects.count() == 2


def test_how_short_regions_went_is_kept_where_many_applied(olga: User) -> None:
    people = [{"region": "RU-TOM", "has_been": True} for _ in range(10)]
    people += [{"region": "GE"} for _ in range(10)] + [{"region": "AM"}]
    round = published_round(by=olga, people=people, places=10)

    # All places went to those who have never been: nine tenths of one region more got nothing than of all.
    assert again(round).went_short == {"RU-TOM": 9 - 5}


def test_a_retreat_that_was_called_off_meanwhile_offers_nothing(olga: User) -> None:
    round = shared_round(by=olga)
    Retreat.objects.filter(round=round).update(decided=Retreat.Decided.CANCELLED)

    publishing.publish(round=round.pk, by=olga, now=DRAWN_AT)

    assert (again(round).decided, Offer.objects.count()) == ("published", 0)


def test_only_rounds_and_no_other_table_say_that_it_is_published(olga: User) -> None:
    round = published_round(by=olga)

    assert Round.objects.get().decided == "published"
    assert frozen.closed_case(round).result == json.loads(round.record)["result"]
