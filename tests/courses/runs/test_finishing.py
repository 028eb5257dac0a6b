"""What is over is done, and who held it has it among their evidence: once, with month and region only."""

from datetime import date, timedelta

import pytest

from courses.runs import refusals
from courses.runs.actions import finishing
from courses.runs.models import Run
from tests.factories.runs import NOW, create_run, engage
from tests.factories.trainers import create_candidacy, create_trainer
from trainers.models import Evidence, Trainer

pytestmark = [pytest.mark.service, pytest.mark.django_db]

OVER = NOW + timedelta(days=60)


def on_the_path(**more: str) -> Trainer:
    trainer = create_trainer(**more)
    create_candidacy(trainer=trainer)
    return trainer


def shown() -> list[tuple[Trainer, str, date, str, str]]:
    rows = Evidence.objects.order_by("kind")
    return [(row.candidacy.trainer, row.kind, row.month, row.region_id, row.status) for row in rows]


def test_a_run_that_is_over_is_done_and_shows_who_led_and_who_helped() -> None:
    leads, helps = on_the_path(), on_the_path(code="RU-PER")
    run = create_run(code="RU-TOM")
    engage(run, trainer=leads), engage(run, trainer=helps, role="helps")

    assert finishing.finish_over(now=NOW) == 0
    assert finishing.finish_over(now=OVER) == 1

    run.refresh_from_db()
    assert run.decided == "done"
    month = date(2027, 1, 1)
    assert shown() == [
        (helps, "co_facilitated", month, "RU-TOM", "accepted"),
        (leads, "led", month, "RU-TOM", "accepted"),
    ]
    row = Evidence.objects.first()
    assert row is not None
    assert (row.note, row.marks, row.run == run.pk) == ("", None, False)


def test_who_came_can_be_written_down_for_three_days_before_a_run_is_done_by_itself() -> None:
    run = create_run()
    last = run.sessions.latest("ends_at").ends_at

    assert finishing.finish_over(now=last + timedelta(days=2, hours=23)) == 0
    assert finishing.finish_over(now=last + timedelta(days=3)) == 1


def test_finishing_twice_adds_nothing() -> None:
    run = create_run()
    engage(run, trainer=on_the_path())
    finishing.finish(run=run.pk, now=OVER)
    with pytest.raises(refusals.NotNow):
        finishing.finish(run=run.pk, now=OVER)
    Run.objects.update(decided="published")

    assert finishing.finish_over(now=OVER) == 1
    assert finishing.finish_over(now=OVER) == 0
    assert len(shown()) == 1


def test_a_run_with_a_session_ahead_is_not_over() -> None:
    run = create_run()
    with pytest.raises(refusals.NotNow):
        finishing.finish(run=run.pk, now=NOW)
    with pytest.raises(refusals.NotOver):
        finishing.finish(run=run.pk, now=NOW + timedelta(days=31))


@pytest.mark.parametrize("decided", ["planned", "cancelled", "done"])
def test_what_was_never_held_is_not_finished(decided: str) -> None:
    run = create_run(decided=decided)
    engage(run, trainer=on_the_path())
    assert finishing.finish_over(now=OVER) == 0
    assert shown() == []


def test_evidence_of_several_regions_is_of_the_trainers_home() -> None:
    run = create_run(code="RU-TOM")
    run.regions.add("RU-PER")
    engage(run, trainer=on_the_path(code="RU-PER"))
    finishing.finish_over(now=OVER)
    assert [each[3] for each in shown()] == ["RU-PER"]


def test_who_is_on_no_pathway_is_passed_over() -> None:
    run = create_run()
    engage(run, trainer=create_trainer())
    assert finishing.finish_over(now=OVER) == 1
    assert shown() == []
