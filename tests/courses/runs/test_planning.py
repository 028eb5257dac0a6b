"""A plan and its changes: in one piece or not at all, and nobody's other runs told."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from courses.runs import refusals
from courses.runs.actions import enrolling, planning, publishing
from courses.runs.models import Engagement, Leading, Party, Run
from courses.runs.rules.meeting import Fault, Found
from tests.factories.runs import NOW, create_meets, create_plan, create_run, engage
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_trainer,
    region,
)
from trainers.models import Trainer
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def by() -> User:
    return create_coordinator()


def planned(by: User, **changes: object) -> Run:
    return planning.plan(what=create_plan(**changes), by=by, now=NOW, once=uuid4()).run


def change(run: Run, by: User, *, now: datetime = NOW, **changes: object) -> planning.Saved:
    return planning.change(run=run.pk, what=create_plan(**{"meets": [], **changes}), by=by, now=now)


def certified() -> Trainer:
    trainer = create_trainer()
    create_certificate(candidacy=create_candidacy(trainer=trainer))
    return trainer


def starts(run: Run) -> list[datetime]:
    return [each.starts_at for each in run.sessions.all()]


def test_a_plan_writes_sessions_trainers_and_who_is_where(by: User) -> None:
    leads, helps = create_trainer(), create_trainer()

    run = planned(by, leads=[leads], helps=[helps])

    assert starts(run) == [datetime(2026, 12, day, 12, tzinfo=UTC) for day in (17, 24, 31)]
    assert dict(run.leadings.values_list("trainer", "role")) == {leads.pk: "leads", helps.pk: "helps"}
    assert Engagement.objects.filter(session__run=run).count() == 6
    assert (run.decided, run.over_on, list(run.regions.all())) == ("planned", None, [region()])


def test_the_same_form_sent_twice_makes_one_run(by: User) -> None:
    once, what = uuid4(), create_plan()

    first = planning.plan(what=what, by=by, now=NOW, once=once)
    assert planning.plan(what=what, by=by, now=NOW, once=once).run == first.run
    assert Run.objects.count() == 1
    assert first.run.sessions.count() == 3


def test_a_code_of_invitation_is_told_once_and_kept_nowhere(by: User) -> None:
    saved = planning.plan(what=create_plan(joining="code"), by=by, now=NOW, once=uuid4())
    saved.run.refresh_from_db()
    assert saved.run.invitation == codes.lookup_id(saved.code)

    assert change(saved.run, by, joining="code", title="Иначе").code == ""
    new = planning.invite(run=saved.run.pk, by=by, now=NOW)
    saved.run.refresh_from_db()
    assert saved.run.invitation == codes.lookup_id(new) != codes.lookup_id(saved.code)

    change(saved.run, by, joining="open")
    saved.run.refresh_from_db()
    assert saved.run.invitation is None
    with pytest.raises(refusals.NotNow):
        planning.invite(run=saved.run.pk, by=by, now=NOW)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"regions": []}, refusals.NotYours),
        ({"regions": ["RU-TOM", "RU-PER"]}, refusals.NotYours),
        ({"minimum": 13}, refusals.NeedsMoreThanItsPlaces),
        ({"meets": []}, refusals.WrongTimes),
    ],
)
def test_what_cannot_be_planned_leaves_nothing_behind(
    by: User, changes: dict[str, object], refusal: type[refusals.Refused]
) -> None:
    if codes_of := changes.get("regions"):
        changes = {"regions": [region(code) for code in codes_of]}  # type: ignore[attr-defined]
    with pytest.raises(refusal):
        planned(by, **changes)
    assert Run.objects.count() == 0


def test_nobody_both_leads_and_helps(by: User) -> None:
    trainer = create_trainer()
    with pytest.raises(refusals.TwoRoles):
        planned(by, leads=[trainer], helps=[trainer])


def test_faults_name_the_session_they_are_in(by: User) -> None:
    with pytest.raises(refusals.WrongTimes) as caught:
        planned(by, meets=[create_meets(0), create_meets(1, hours=0), create_meets(0, hour=20)])
    assert caught.value.found == [Found(1, Fault.BACKWARDS), Found(2, Fault.OVERLAPS)]


def test_a_trainer_who_is_elsewhere_is_named_with_the_time_and_not_with_the_other_run(by: User) -> None:
    trainer = create_trainer(name="Тренерка Тихая")
    other = create_run(begins=datetime(2026, 12, 24, 13, tzinfo=UTC), code="RU-PER")
    engage(other, trainer=trainer)

    with pytest.raises(refusals.Busy) as caught:
        planned(by, leads=[trainer])

    assert "Тренерка Тихая" in str(caught.value)
    assert "чт, 24 декабря 2026, 19:00–21:00 (Красноярск)" in str(caught.value)
    assert other.title not in str(caught.value)
    assert Run.objects.count() == 1


def test_sessions_move_appear_and_are_left_out_and_their_trainers_with_them(by: User) -> None:
    trainer = create_trainer()
    run = planned(by, leads=[trainer])
    first, second, third = run.sessions.all()

    swapped = [create_meets(1, session=first.pk), create_meets(0, session=second.pk), create_meets(5)]
    change(run, by, meets=swapped, leads=[trainer], dropped={third.pk})

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.starts_at.day, second.starts_at.day) == (24, 17)
    assert starts(run)[2:] == [datetime(2027, 1, 21, 12, tzinfo=UTC)]
    engaged = Engagement.objects.filter(trainer=trainer).order_by("starts_at")
    assert list(engaged.values_list("starts_at", flat=True)) == starts(run)


def test_a_session_that_another_tab_left_out_is_not_made_anew(by: User) -> None:
    run = planned(by)
    first = run.sessions.all()[0]
    change(run, by, dropped={first.pk})
    with pytest.raises(refusals.NotNow):
        change(run, by, meets=[create_meets(3, session=first.pk)])
    assert run.sessions.count() == 2


def test_who_is_taken_off_a_run_is_free_again(by: User) -> None:
    first, second = create_trainer(), create_trainer()
    run = planned(by, leads=[first])

    change(run, by, leads=[second])

    assert list(Leading.objects.values_list("trainer", flat=True)) == [second.pk]
    assert set(Engagement.objects.values_list("trainer", flat=True)) == {second.pk}


def test_a_region_of_others_stays_when_a_colleague_changes_the_plan(by: User) -> None:
    lead = create_lead()
    run = planned(lead, regions=[region(), region("RU-PER")])

    change(run, by, title="Иначе")
    assert set(run.regions.values_list("pk", flat=True)) == {"RU-TOM", "RU-PER"}
    change(run, lead, regions=[region("RU-PER")])
    assert set(run.regions.values_list("pk", flat=True)) == {"RU-PER"}


def test_places_grow_to_those_who_wait_and_never_below_what_is_taken(by: User) -> None:
    trainer = certified()
    run = planned(by, leads=[trainer], capacity=1, minimum=1)
    publishing.publish(run=run.pk, by=by, now=NOW)
    for name in ("Ива", "Клён"):
        enrolling.enrol(run=run.pk, names=[name], code=codes.draw(), now=NOW)

    change(run, by, leads=[trainer], capacity=5, minimum=5)
    run.refresh_from_db()
    assert (run.taken, run.capacity, run.minimum) == (2, 5, 5)
    with pytest.raises(refusals.TooFewPlaces):
        change(run, by, leads=[trainer], capacity=1, minimum=1)


def test_a_published_run_that_moves_takes_its_end_and_its_offers_along(by: User) -> None:
    trainer = certified()
    run = planned(by, leads=[trainer], capacity=1, minimum=1)
    publishing.publish(run=run.pk, by=by, now=NOW)
    first, second = codes.draw(), codes.draw()
    for code in (first, second):
        enrolling.enrol(run=run.pk, names=["Ива"], code=code, now=NOW)
    enrolling.leave(code=first, now=NOW)
    Party.objects.filter(number=2).update(answer_by=datetime(2026, 12, 17, 9, tzinfo=UTC))

    moved = [create_meets(0, hour=13, session=run.sessions.all()[0].pk), create_meets(4)]
    change(run, by, leads=[trainer], capacity=1, minimum=1, meets=moved)

    run.refresh_from_db()
    assert run.over_on == date(2027, 1, 14)
    assert set(Party.objects.values_list("goes_on", flat=True)) == {date(2027, 2, 13)}
    assert Party.objects.get(number=2).answer_by == datetime(2026, 12, 17, 6, tzinfo=UTC)


def test_of_a_run_that_has_begun_only_what_is_ahead_changes(by: User) -> None:
    trainer, other = certified(), certified()
    run = planned(by, leads=[trainer])
    publishing.publish(run=run.pk, by=by, now=NOW)
    begun = datetime(2026, 12, 18, tzinfo=UTC)
    first, second, _third = run.sessions.all()

    with pytest.raises(refusals.NotNow):
        change(run, by, now=begun, leads=[trainer], title="Иначе")
    with pytest.raises(refusals.SessionHasBegun):
        change(run, by, now=begun, leads=[trainer], meets=[create_meets(1, hour=12, session=first.pk)])
    with pytest.raises(refusals.SessionHasBegun):
        change(run, by, now=begun, leads=[trainer], dropped={first.pk})
    change(run, by, now=begun, leads=[other], meets=[create_meets(1, hour=12, session=second.pk)])

    second.refresh_from_db()
    assert second.starts_at == datetime(2026, 12, 24, 5, tzinfo=UTC)
    assert Engagement.objects.filter(trainer=other).count() == 2


def test_what_is_over_is_not_changed(by: User) -> None:
    run = planned(by)
    publishing.cancel(run=run.pk, by=by, now=NOW)
    with pytest.raises(refusals.NotNow):
        change(run, by)


def test_a_published_run_stays_covered(by: User) -> None:
    trainer = certified()
    run = planned(by, leads=[trainer])
    publishing.publish(run=run.pk, by=by, now=NOW)

    with pytest.raises(refusals.NotCovered):
        change(run, by, leads=[create_trainer()])
    assert [each.trainer for each in run.leadings.all()] == [trainer]
    with pytest.raises(refusals.WrongTimes):
        far = NOW + timedelta(days=900)
        change(run, by, leads=[trainer], meets=[create_meets((far - NOW).days // 7)])


def test_once_what_people_said_may_be_read_no_session_is_added_to_say_more_after(
    by: User,
) -> None:
    leads = [certified()]
    run = planned(by, meets=[create_meets(0), create_meets(4)], leads=leads)
    publishing.publish(run=run.pk, by=by, now=NOW)
    last = run.sessions.last()
    assert last is not None
    after_two_weeks = datetime(2027, 1, 1, tzinfo=UTC)
    change(run, by, now=after_two_weeks, leads=leads, dropped=[last.pk])

    with pytest.raises(refusals.NotNow):
        change(run, by, now=after_two_weeks, leads=leads, meets=[create_meets(5)])
    assert run.sessions.count() == 1
