"""A run is opened only where somebody certified leads it on every day and in every region."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.runs import covering, refusals
from courses.runs.actions import enrolling, planning, publishing
from courses.runs.covering import Why
from courses.runs.models import Engagement, Leading, Run
from tests.factories.runs import NOW, create_meets, create_plan, create_run, engage
from tests.factories.trainers import (
    TODAY,
    create_assessor,
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_trainer,
    region,
)
from trainers.actions import certificates
from trainers.models import Certificate, Trainer
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def certified(name: str = "", *, code: str = "RU-TOM", today: date = TODAY) -> tuple[Trainer, Certificate]:
    trainer = create_trainer(name=name, code=code)
    candidacy = create_candidacy(trainer=trainer, began=date(2024, 1, 1))
    return trainer, create_certificate(candidacy=candidacy, code=code, today=today)


def planned(**changes: object) -> Run:
    return planning.plan(what=create_plan(**changes), by=create_lead(), now=NOW, once=uuid4()).run


def publish(run: Run) -> str:
    """What publishing it was refused with; empty when it was not."""
    try:
        publishing.publish(run=run.pk, by=create_lead(), now=NOW)
    except refusals.Refused as error:
        return str(error)
    return ""


def whys(run: Run) -> list[tuple[str, str, Trainer | None, date]]:
    gaps = covering.gaps([run], NOW).get(run.pk, [])
    return [(each.why, each.region.pk, each.trainer, each.day) for each in gaps]


def suspend(certificate: Certificate) -> None:
    proposal = certificates.propose(
        certificate=certificate, kind="suspend", reason="safety", by=create_coordinator(), today=TODAY
    )
    certificates.confirm(proposal=proposal, by=create_assessor(), today=TODAY)


def test_a_run_that_somebody_certified_leads_opens_and_has_an_end() -> None:
    run = planned(leads=[certified()[0]])

    assert publish(run) == ""
    run.refresh_from_db()
    assert (run.decided, run.over_on) == ("published", date(2026, 12, 31))
    assert publish(run) == str(refusals.NotNow())


def test_somebody_certified_who_only_helps_does_not_count() -> None:
    trainer, _certificate = certified()
    run = planned(leads=[create_trainer()], helps=[trainer])

    assert whys(run) == [(Why.NOBODY, "RU-TOM", None, date(2026, 12, 17))]
    assert "Томская область" in publish(run)
    run.refresh_from_db()
    assert run.decided == "planned"


def test_a_certificate_of_one_region_does_not_cover_another() -> None:
    run = planned(leads=[certified()[0]], regions=[region(), region("RU-PER")])
    assert whys(run) == [(Why.NOBODY, "RU-PER", None, date(2026, 12, 17))]


def test_a_certificate_that_ends_on_the_way_is_named_with_the_session() -> None:
    trainer, certificate = certified("Тренерка Тихая", today=date(2024, 11, 27))
    last = create_meets(12)  # in March, after the days of grace
    run = planned(leads=[trainer], meets=[create_meets(0), last])

    assert certificate.valid_through == date(2026, 11, 1)
    assert whys(run) == [(Why.LAPSES, "RU-TOM", trainer, date(2027, 3, 11))]
    said = publish(run)
    assert "Тренерка Тихая" in said
    assert "11 марта 2027" in said


def test_two_who_follow_each_other_cover_a_run_together() -> None:
    first, _certificate = certified(today=date(2024, 11, 27))
    second, _certificate = certified()
    run = planned(leads=[first, second], meets=[create_meets(0), create_meets(12)])
    assert whys(run) == []


def test_a_suspension_in_mid_run_leaves_a_gap_and_a_revoked_certificate_is_none() -> None:
    trainer, certificate = certified()
    run = planned(leads=[trainer])
    publish(run)
    suspend(certificate)
    assert whys(run) == [(Why.SUSPENDED, "RU-TOM", trainer, date(2026, 12, 17))]

    Certificate.objects.update(revoked_month=date(2026, 11, 1))
    assert whys(run) == [(Why.NOBODY, "RU-TOM", None, date(2026, 12, 17))]


def test_who_stops_working_before_the_end_does_not_lead_it() -> None:
    trainer, _certificate = certified()
    Trainer.objects.filter(pk=trainer.pk).update(active_until_month=date(2026, 12, 1))
    run = planned(leads=[trainer], meets=[create_meets(0), create_meets(3)])
    assert whys(run) == [(Why.STOPS, "RU-TOM", trainer, date(2027, 1, 7))]


def test_what_is_over_asks_for_nobody() -> None:
    assert covering.gaps([create_run(begins=NOW - timedelta(days=60))], NOW) == {}


def test_the_first_session_has_to_be_ahead_and_the_course_published() -> None:
    run = planned(leads=[certified()[0]])
    run.course.unpublish()  # type: ignore[union-attr]
    assert publish(run) == "Выберите опубликованный курс."
    Run.objects.update(course=None)
    assert publish(run) == "Выберите опубликованный курс."
    late = create_run(begins=NOW - timedelta(days=1), decided="planned")
    Run.objects.filter(pk=late.pk).update(course=run.course_id)
    late.course = run.course
    assert publish(late) != ""


def test_cancelling_frees_the_trainers_and_shortens_what_is_kept() -> None:
    trainer, _certificate = certified()
    run = planned(leads=[trainer])
    publish(run)
    enrol(run)

    publishing.cancel(run=run.pk, by=create_lead(), now=NOW)

    run.refresh_from_db()
    assert run.decided == "cancelled"
    assert list(run.parties.values_list("goes_on", flat=True)) == [NOW.date() + timedelta(days=30)]
    assert Engagement.objects.count() == 0
    planned(leads=[trainer])
    with pytest.raises(refusals.NotNow):
        publishing.cancel(run=run.pk, by=create_lead(), now=NOW)


def test_a_plan_that_is_cancelled_has_an_end_to_count_from() -> None:
    run = planned()
    publishing.cancel(run=run.pk, by=create_lead(), now=NOW)
    run.refresh_from_db()
    assert (run.decided, run.over_on) == ("cancelled", NOW.date())


def test_a_day_in_a_region_in_which_nobody_certified_leads_is_bare() -> None:
    trainer, certificate = certified()
    other, _certificate = certified(code="RU-PER")
    Trainer.objects.filter(pk=other.pk).update(active_until_month=date(2026, 12, 1))
    december, january = date(2026, 12, 31), date(2027, 1, 1)
    both = ["RU-TOM", "RU-PER"]

    asked = {
        uuid4(): (covering.Asked(december, both, [trainer.pk, other.pk]), []),
        uuid4(): (covering.Asked(january, both, [trainer.pk, other.pk]), ["RU-PER"]),
        uuid4(): (covering.Asked(december, both, [trainer.pk]), ["RU-PER"]),
        uuid4(): (covering.Asked(december, both, []), both),
    }
    found = covering.bare({key: each for key, (each, _bare) in asked.items()})
    assert found == {key: bare for key, (_each, bare) in asked.items() if bare}
    suspend(certificate)
    found = covering.bare({key: each for key, (each, _bare) in asked.items()})
    assert list(found.values()) == [["RU-TOM"], both, both, both]


def test_three_runs_take_no_more_queries_than_one() -> None:
    def taken(count: int) -> int:
        rows = Run.objects.all()[:count]
        with CaptureQueriesContext(connection) as queries:
            covering.gaps(rows, NOW)
        return len(queries)

    for week in range(3):
        engage(create_run(begins=NOW + timedelta(days=30, hours=3 * week)), trainer=certified()[0])
    assert Leading.objects.count() == 3
    assert taken(1) == taken(3)


def enrol(run: Run) -> None:
    enrolling.enrol(run=run.pk, names=["Ива"], code=codes.draw(), now=NOW)
