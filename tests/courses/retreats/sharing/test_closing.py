"""Closing at the hour: once, with everybody who came in time, by any clock."""

import random
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from courses.retreats import collecting, frozen, periodic
from courses.retreats.actions.sharing import closing, sharing
from courses.retreats.models import Application, Frozen, House, Retreat, Round, RoundWork
from courses.retreats.rules.policy import Policy
from tests.courses.retreats.sharing.rounds import (
    CLOSED_AT,
    again,
    closed_round,
    only_retreat,
    opened_round,
    organiser,
    traces,
)
from tests.factories.retreats import FIRST_DAY, NOW, create_application, create_retreat, create_round

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_a_round_closes_when_its_hour_has_passed_and_once() -> None:
    round = opened_round()

    assert closing.close_due(now=NOW) == 0, "what came in time may still be on its way"
    assert closing.close_due(now=CLOSED_AT) == 1
    assert closing.close_due(now=CLOSED_AT) == 0
    assert not closing.close(round=round.pk, now=CLOSED_AT)

    assert again(round).decided == Round.Decided.CLOSED
    assert (Frozen.objects.count(), RoundWork.objects.get().kind) == (1, "check")
    assert traces(round) == [("", "retreats.close_round")]


def test_the_hour_is_a_moment_whatever_zone_the_round_is_in() -> None:
    there = ZoneInfo("Asia/Vladivostok")
    round = opened_round(closes_at=NOW.astimezone(there), zone="Asia/Vladivostok")

    assert again(round).is_open(NOW - timedelta(microseconds=1))
    assert not again(round).is_open(NOW)
    assert (
        closing.close_due(now=(NOW + closing.GRACE - timedelta(seconds=1)).astimezone(ZoneInfo("UTC"))) == 0
    )
    assert closing.close_due(now=(NOW + closing.GRACE).astimezone(there)) == 1


def test_rounds_that_are_not_open_or_not_due_stay_as_they_are() -> None:
    rows = [opened_round(decided=Round.Decided.CANCELLED), opened_round(closes_at=NOW + timedelta(hours=1))]

    assert closing.close_due(now=CLOSED_AT) == 0
    assert [again(each).decided for each in rows] == ["cancelled", "open"]


def test_the_schedule_closes_and_asks_for_work(monkeypatch: pytest.MonkeyPatch) -> None:
    round = opened_round()
    monkeypatch.setattr(periodic.timezone, "now", lambda: CLOSED_AT)
    asked: list[int] = []
    monkeypatch.setattr(periodic.work.work_on_rounds, "delay", lambda: asked.append(1))

    periodic.look_after_rounds()

    assert (again(round).decided, asked) == ("closed", [1])


def test_one_that_cannot_be_closed_keeps_no_other_open(settings: object) -> None:
    broken, other = opened_round(), opened_round()
    Application.objects.filter(round=broken).update(box=b"x" * 100)

    assert closing.close_due(now=CLOSED_AT) == 1
    assert (again(broken).decided, again(other).decided) == ("open", "closed")
    assert not Frozen.objects.filter(round=broken).exists()


def test_the_case_has_what_people_said_and_what_houses_have() -> None:
    round = create_round(closes_at=NOW, own_word_up_to=1)
    first, second = (
        create_retreat(round=round, begins_on=FIRST_DAY + timedelta(days=10 * i), limits={"moving": 1})
        for i in range(2)
    )
    create_retreat(round=round, begins_on=FIRST_DAY + timedelta(days=90), decided=Retreat.Decided.PLANNED)
    create_application(
        round,
        wishes=[second, first],
        ticket="AAAAAAAAAA",
        own_need=3,
        has_been=True,
        turned_away=2,
        features=("quiet",),
        helps=("moving",),
        alone=True,
    )
    create_application(round, wishes=[first], ticket="BBBBBBBBBB", own_need=1, recommended=2)

    case = collecting.whole(round, today=NOW.date())

    assert [each.key for each in case.retreats] == [str(first.pk), str(second.pk)]
    assert [sorted(room.beds for room in each.rooms) for each in case.retreats] == [[1, 2, 2]] * 2
    assert dict(case.retreats[0].limits) == {"moving": 1}
    one, other = case.applicants
    assert (one.wishes, one.need, one.has_been, one.turned_away) == (
        (str(second.pk), str(first.pk)),
        1,
        True,
        2,
    )
    assert (one.features, one.labels, one.alone) == (frozenset({"quiet"}), frozenset({"moving"}), True)
    assert (other.need, other.region) == (2, "RU-TOM")


def test_wishes_for_a_retreat_that_was_called_off_are_left_out() -> None:
    round = opened_round(people=[{}])
    Retreat.objects.filter(round=round).update(decided=Retreat.Decided.CANCELLED)

    case = collecting.whole(round, today=NOW.date())

    assert (case.retreats, case.applicants[0].wishes) == ((), ())


def test_ties_and_whom_the_committee_keeps_apart_become_pairs() -> None:
    round = opened_round(
        people=[
            {"ticket": "A", "mark": "a", "ties": (("together", "b"), ("apart", "c"))},
            {"ticket": "B", "mark": "b", "ties": (("together", "a"),)},
            {"ticket": "C", "mark": "c", "kept_apart": ("d",)},
            {"ticket": "D", "mark": "d"},
        ]
    )
    case = collecting.whole(round, today=NOW.date())

    assert case.together == {("A", "B")}
    assert case.apart == {("A", "C"), ("C", "D")}


def test_how_short_a_region_went_comes_from_the_rounds_of_two_years() -> None:
    ended = FIRST_DAY
    for short, over_on in (
        ({"RU-TOM": 2, "GE": 1}, ended),
        ({"RU-TOM": 3}, ended - timedelta(days=400)),
        ({"RU-TOM": 4}, ended - timedelta(days=800)),
    ):
        create_round(decided="published", commitment="c" * 64, value="1", record="{}", went_short=short)
        Round.objects.filter(went_short=short).update(over_on=over_on)

    case = collecting.whole(opened_round(), today=ended)

    assert case.under_served == {"GE": 1, "RU-TOM": 5}


def test_nothing_frozen_names_a_region_a_retreat_or_a_need() -> None:
    policy = Policy(least={"RU-TOM": 1})
    round = opened_round(people=[{"features": ("quiet",), "helps": ("moving",)}], policy=policy)
    closed = collecting.collect(round, today=NOW.date(), randomness=random.Random(1))

    said = repr((closed.case, closed.policy))
    assert all(word not in said for word in ("RU-TOM", str(only_retreat(round).pk), "quiet", "moving"))
    assert closed.names.regions == {"r1": "RU-TOM"}
    assert closed.retreat_id("A") == only_retreat(round).pk


def test_what_is_written_is_read_back() -> None:
    round = closed_round()
    closed = frozen.closed_case(round)
    frozen.write(round, closed)

    assert frozen.closed_case(round) == closed
    assert closed.conflict == []
    assert Frozen.objects.count() == 1


def test_a_worker_looks_whether_all_rules_can_hold() -> None:
    round = opened_round(
        people=[{"has_been": True}, {}], policy=Policy(least={"RU-TOM": 2}, most={"RU-TOM": 1})
    )
    closing.close(round=round.pk, now=CLOSED_AT)
    assert frozen.closed_case(round).conflict is None

    sharing.work_next()

    conflict = frozen.closed_case(round).conflict
    assert conflict is not None
    assert sorted(str(rule) for rule, _about in conflict) == ["least", "most"]
    assert RoundWork.objects.get().status == "done"


def test_what_changed_since_is_taken_up_until_the_commitment() -> None:
    by, round = organiser(), closed_round()
    House.objects.get().rooms.create(name="Ещё одна", beds=3)
    assert len(frozen.closed_case(round).case.retreats[0].rooms) == 2

    closing.renew(round=round.pk, by=by, now=CLOSED_AT)

    assert len(frozen.closed_case(round).case.retreats[0].rooms) == 3
    assert RoundWork.objects.get().status == "queued"
    assert traces(round)[-1] == ("olga", "retreats.renew")


def test_who_deletes_their_application_after_closing_stays_in_the_case() -> None:
    round = closed_round()
    round.applications.first().delete()

    assert len(frozen.closed_case(round).case.applicants) == 6
