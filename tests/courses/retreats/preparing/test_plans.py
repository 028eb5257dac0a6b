"""The plan of a retreat: made and changed in one piece, or refused in words with nothing changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from courses.retreats import stay_refusals
from courses.retreats.actions.preparing import retreat_plans, retreat_steps
from courses.retreats.actions.preparing.retreat_plans import Plan
from courses.retreats.models import Bed, Retreat, RetreatWhere, Round, TeamPart
from courses.runs.rules.where import Where
from tests.factories.accounts import create_colleague
from tests.factories.retreats import (
    FIRST_DAY,
    NOW,
    create_application,
    create_house,
    create_offer,
    create_retreat,
    create_retreat_colleague,
    create_round,
    create_slot,
    create_team_part,
)
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_trainer,
    region,
)
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

BEFORE = FIRST_DAY - timedelta(days=60)


@pytest.fixture
def by() -> User:
    return create_colleague(username="olga", role="organiser")


def said(**changes: Any) -> Plan:
    plan = Plan(
        title="Тихая неделя",
        house=changes.get("house") or create_house(),
        region=region(),
        begins_on=FIRST_DAY,
        ends_on=FIRST_DAY + timedelta(days=6),
        zone="Asia/Krasnoyarsk",
        language="ru",
        places=3,
        limits={"at_night": 1},
        team=[(create_retreat_colleague(), "lead")],
    )
    return replace(plan, **changes)


def as_it_is(retreat: Retreat, **changes: Any) -> Plan:
    own = {name: getattr(retreat, name) for name in retreat_plans.COLUMNS}
    team = [(part.colleague, part.role) for part in retreat.team_parts.all()]
    return replace(Plan(**own, team=team), **changes)


def refused(kind: type[Exception], act: Callable[[], object]) -> str:
    before = list(Retreat.objects.order_by("pk").values()), list(TeamPart.objects.order_by("pk").values())
    with pytest.raises(kind) as caught:
        act()
    after = list(Retreat.objects.order_by("pk").values()), list(TeamPart.objects.order_by("pk").values())
    assert after == before
    return str(caught.value)


def test_a_plan_makes_a_retreat_with_its_team_once(by: User) -> None:
    what, once = said(), uuid4()
    retreat = retreat_plans.plan(what=what, by=by, once=once)
    assert retreat_plans.plan(what=what, by=by, once=once) == retreat
    assert Retreat.objects.count() == 1
    part = TeamPart.objects.get()
    assert (part.colleague, part.role, part.begins_on) == (what.team[0][0], "lead", FIRST_DAY)
    assert (retreat.decided, retreat.limits) == (Retreat.Decided.PLANNED, {"at_night": 1})


def test_a_house_that_is_taken_is_said_with_what_takes_it(by: User) -> None:
    house = create_house()
    create_retreat(house=house, title="Весенний")
    sentence = refused(
        stay_refusals.Taken, lambda: retreat_plans.plan(what=said(house=house), by=by, once=uuid4())
    )
    assert house.name in sentence
    assert "Весенний" in sentence


def test_a_colleague_who_is_at_another_retreat_is_said_by_name(by: User) -> None:
    other = create_retreat(title="Весенний")
    colleague = create_retreat_colleague(name="Вера")
    create_team_part(other, colleague=colleague)
    plan = said(team=[(colleague, "lead")])
    sentence = refused(stay_refusals.Taken, lambda: retreat_plans.plan(what=plan, by=by, once=uuid4()))
    assert sentence.startswith("Вера")
    assert "Весенний" in sentence


def test_a_retreat_that_moves_onto_another_of_its_team_is_refused_by_name(by: User) -> None:
    colleague = create_retreat_colleague(name="Вера")
    create_team_part(create_retreat(), colleague=colleague)
    later = create_retreat(begins_on=FIRST_DAY + timedelta(days=30), places=2)
    create_team_part(later, colleague=colleague)
    plan = as_it_is(later, begins_on=FIRST_DAY, ends_on=FIRST_DAY + timedelta(days=3))
    sentence = refused(stay_refusals.Taken, lambda: retreat_plans.change(retreat=later.pk, what=plan, by=by))
    assert sentence.startswith("Вера")


def test_a_house_has_beds_for_people_and_team(by: User) -> None:
    plan = said(places=5)
    assert "5" in refused(
        stay_refusals.HouseTooSmall, lambda: retreat_plans.plan(what=plan, by=by, once=uuid4())
    )
    retreat_plans.plan(what=replace(plan, places=4), by=by, once=uuid4())


@pytest.mark.parametrize("days", [0, -1, 21])
def test_days_that_cannot_be_are_refused(by: User, days: int) -> None:
    plan = said(ends_on=FIRST_DAY + timedelta(days=days))
    refused(stay_refusals.WrongDays, lambda: retreat_plans.plan(what=plan, by=by, once=uuid4()))


def test_who_stays_in_the_team_keeps_their_part_of_the_programme(by: User) -> None:
    retreat = create_retreat(places=3)
    stays, leaves = create_team_part(retreat), create_team_part(retreat)
    create_slot(retreat, people=[stays, leaves])
    plan = as_it_is(retreat, team=[(stays.colleague, "organiser")])
    retreat_plans.change(retreat=retreat.pk, what=plan, by=by)
    part = TeamPart.objects.get()
    assert (part.pk, part.role) == (stays.pk, "organiser")
    assert [each.part_id for each in retreat.slots.get().people.all()] == [stays.pk]


@pytest.mark.parametrize("decided", ["open", "closed"])
def test_what_people_rely_on_stays_once_the_round_is_open(by: User, decided: str) -> None:
    round_ = create_round(decided=decided)
    retreat = create_retreat(round=round_, places=3)
    for changes in (
        {"places": 2},
        {"house": create_house()},
        {"begins_on": FIRST_DAY + timedelta(days=1)},
        {"limits": {"at_night": 1}},
    ):
        plan = as_it_is(retreat, **changes)
        refused(
            stay_refusals.PlacesAreShared,
            lambda plan=plan: retreat_plans.change(retreat=retreat.pk, what=plan, by=by),
        )
    colleague = create_retreat_colleague()
    plan = as_it_is(retreat, title="Другая неделя", team=[(colleague, "lead")])
    retreat_plans.change(retreat=retreat.pk, what=plan, by=by)
    retreat.refresh_from_db()
    assert retreat.title == "Другая неделя"
    assert TeamPart.objects.get().colleague == colleague


def certified_lead(retreat: Retreat) -> None:
    trainer = create_trainer()
    candidacy = create_candidacy(trainer=trainer)
    create_certificate(candidacy=candidacy, today=BEFORE)
    create_team_part(retreat, colleague=create_retreat_colleague(trainer=trainer))


def test_a_retreat_is_announced_with_beds_for_all_and_somebody_who_may_lead(by: User) -> None:
    retreat = create_retreat(decided=Retreat.Decided.PLANNED)
    for _number in range(2):
        create_team_part(retreat)
    with pytest.raises(stay_refusals.NotReadyYet) as caught:
        retreat_steps.publish(retreat=retreat.pk, by=by, today=BEFORE)
    assert len(caught.value.sentences) == 2
    retreat.team_parts.all().delete()
    certified_lead(retreat)
    with pytest.raises(stay_refusals.NotReadyYet) as caught:
        retreat_steps.publish(retreat=retreat.pk, by=by, today=FIRST_DAY)
    assert len(caught.value.sentences) == 1
    assert retreat_steps.publish(retreat=retreat.pk, by=by, today=BEFORE).decided == "published"
    with pytest.raises(stay_refusals.NotNow):
        retreat_steps.publish(retreat=retreat.pk, by=by, today=BEFORE)


def test_a_retreat_that_is_called_off_frees_house_and_team_and_forgets_the_stay(by: User) -> None:
    round_ = create_round(decided=Round.Decided.PUBLISHED, commitment="a", value="b", record="{}")
    retreat = create_retreat(round=round_)
    part = create_team_part(retreat)
    offer = create_offer(create_application(round_, wishes=[retreat]), retreat)
    Bed.objects.create(offer=offer, retreat=retreat, room=retreat.house.rooms.all()[0], number=1)
    where = RetreatWhere(retreat=retreat)
    where.put(Where("Томск", "Лесная 7"))
    where.save()
    retreat_steps.cancel(retreat=retreat.pk, by=by, now=NOW)
    assert not Bed.objects.exists()
    assert not RetreatWhere.objects.exists()
    create_team_part(create_retreat(house=retreat.house), colleague=part.colleague)
    with pytest.raises(stay_refusals.NotNow):
        retreat_steps.cancel(retreat=retreat.pk, by=by, now=NOW)


@pytest.mark.parametrize("decided", ["closed", "committed", "drawn", "shared"])
def test_no_retreat_is_called_off_while_its_places_are_shared_out(by: User, decided: str) -> None:
    retreat = create_retreat(round=create_round(decided=decided, commitment="a", value="b"))
    refused(
        stay_refusals.PlacesAreBeingShared, lambda: retreat_steps.cancel(retreat=retreat.pk, by=by, now=NOW)
    )


def test_what_was_over_three_days_ago_is_done_by_the_clocks_there() -> None:
    retreat = create_retreat(zone="Asia/Krasnoyarsk")
    off = create_retreat(decided=Retreat.Decided.CANCELLED)
    last = retreat.ends_on

    def at(day: date, hour: int) -> datetime:
        return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    assert retreat_steps.finish_over(now=at(last + timedelta(days=2), 23)) == 0
    assert retreat_steps.finish_over(now=at(last + timedelta(days=3), 1)) == 1
    assert retreat_steps.finish_over(now=at(last + timedelta(days=3), 1)) == 0
    retreat.refresh_from_db(), off.refresh_from_db()
    assert (retreat.decided, off.decided) == ("done", "cancelled")


def test_it_is_not_over_on_its_last_day(by: User) -> None:
    retreat = create_retreat(zone="Asia/Krasnoyarsk")
    last = retreat.ends_on
    evening = datetime(last.year, last.month, last.day, 16, 59, tzinfo=UTC)
    with pytest.raises(stay_refusals.NotOver):
        retreat_steps.finish(retreat=retreat.pk, now=evening)
    retreat_steps.finish(retreat=retreat.pk, now=evening + timedelta(minutes=1), by=by)
