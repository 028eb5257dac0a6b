"""One place, pressed many times at once, says something once; many places lose nothing of each other."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from courses.runs.actions import enrolling, feedback, teams
from courses.runs.models import Feedback, FeedbackTag, Run
from courses.runs.rules.feedback import Said
from tests.courses.runs.public.afterwards import end_last
from tests.courses.runs.test_races import at_once
from tests.factories.accounts import create_key_pair
from tests.factories.runs import create_run
from tests.factories.trainers import create_coordinator
from wellbeing.accounts.models import SealedRecord
from wellbeing.privacy import codes

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(transaction=True, available_apps=["courses.runs", "wellbeing.accounts"]),
]

SAID = Said(("yes", "", ""), "Дятел")


def run_over_with(count: int) -> tuple[Run, list[str]]:
    now = timezone.now()
    run, found = (
        create_run(capacity=20, begins=now + timedelta(days=30)),
        [codes.draw() for _ in range(count)],
    )
    for code in found:
        enrolling.enrol(run=run.pk, names=["Ива"], code=code, now=now)
    create_key_pair(user=create_coordinator())
    teams.follow(run=run, by=None)
    end_last(run, ago=timedelta(hours=1))
    return run, found


def test_a_place_pressed_eight_times_at_once_says_something_once() -> None:
    _run, (code,) = run_over_with(1)
    ends = at_once([lambda: feedback.give(code=code, said=SAID, now=timezone.now())] * 8, threads=8)

    assert sorted(ends) == ["FeedbackGiven"] * 7 + ["done"]
    assert Feedback.objects.count() == FeedbackTag.objects.count() == SealedRecord.objects.count() == 1


def test_many_places_at_once_are_all_kept() -> None:
    _run, found = run_over_with(12)
    acts = [
        lambda code=code: feedback.give(code=code, said=SAID, now=timezone.now())  # type: ignore[misc]
        for code in found
    ]

    assert at_once(acts, threads=6) == ["done"] * 12  # type: ignore[arg-type]
    assert Feedback.objects.count() == FeedbackTag.objects.count() == 12


def test_no_tag_is_known_by_its_transaction_as_that_of_something_said() -> None:
    _run, found = run_over_with(3)
    for code in found:
        feedback.give(code=code, said=SAID, now=timezone.now())

    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM runs_feedbacktag")
        tags = {row for (row,) in cursor.fetchall()}
        cursor.execute("SELECT xmin::text FROM runs_feedback")
        said = {row for (row,) in cursor.fetchall()}
    assert (len(tags), len(said)) == (1, 3)
    assert FeedbackTag.objects.count() == 3
