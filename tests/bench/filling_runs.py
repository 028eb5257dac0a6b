"""Runs for the benchmark, with the colleagues who look at them: `python -m tests.bench.filling_runs WHAT`.

crowd      a run that anybody may join, with nobody in it yet
full       a run under way, with all that colleagues see of one, held by the colleague `bench-trainer`
calendar   so many runs this month, each held by somebody

Prints the key of the run made last. Whoever runs this makes the colleagues first (`entering`).
"""

import sys
from datetime import datetime, timedelta

import django
from django.db import connection
from django.utils import timezone

django.setup()

from courses.content.models import CoursePage  # noqa: E402  models need the settings
from courses.runs.actions import enrolling, pulse, teams  # noqa: E402
from courses.runs.models import Absence, Attendance, Place, Run, SessionNote  # noqa: E402
from tests.factories import trainers  # noqa: E402
from tests.factories.runs import create_run, engage  # noqa: E402
from trainers.models import PathwayVersion, Trainer  # noqa: E402
from wellbeing.accounts.models import User  # noqa: E402
from wellbeing.privacy import codes  # noqa: E402

PLACES, MOST_PLACES, ENROLLED = 30, 60, 200
RUNS = 500
WEEKS = 8
TABLES = "runs_run, runs_session, runs_engagement, runs_party, runs_place, runs_attendance, runs_absence"
# Whom the factories of certificates made for an earlier row.
MADE = r"^(coordinator|assessor)\d+$"


def main(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE runs_run, trainers_trainer CASCADE")
    User.objects.filter(username__regex=MADE).delete()
    run = {"crowd": crowd, "full": full, "calendar": calendar}[what](timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {TABLES}")
    print(run.pk)


def crowd(now: datetime) -> Run:
    run = create_run(capacity=PLACES, begins=now + timedelta(days=30), sessions=WEEKS)
    engage(run)
    return as_published(run)


def full(now: datetime) -> Run:
    """Every place is given and more people wait; of past sessions it is known who came, of others who will
    not, and each has a note."""
    run = create_run(capacity=MOST_PLACES, begins=now - timedelta(days=20, minutes=30), sessions=WEEKS)
    engage(run, trainer=trainer_of(User.objects.get(username="bench-trainer")))
    for number in range(ENROLLED):
        before = now - timedelta(days=60)
        enrolling.enrol(run=run.pk, names=[f"Клён {number}"], code=codes.draw(), now=before)
    places = list(Place.objects.filter(party__run=run, party__standing="in"))
    for session in run.sessions.all():
        SessionNote.objects.create(
            session=session, text="Хватило времени на всё.", author_name="Лена", written_on=now.date()
        )
        if session.starts_at < now:
            Attendance.objects.bulk_create(
                [Attendance(session=session, place=each, came=bool(n % 5)) for n, each in enumerate(places)]
            )
        Absence.objects.bulk_create([Absence(session=session, place=each) for each in places[::7]])
    return as_published(run)


def calendar(now: datetime) -> Run:
    """In the region of the colleagues who look, each with four sessions; the last is of `bench-trainer`."""
    first = now.replace(day=1, hour=6, minute=0, second=0, microsecond=0)
    runs = [create_run(begins=first + timedelta(minutes=n % 600), sessions=4) for n in range(RUNS)]
    own = trainer_of(User.objects.get(username="bench-trainer"))
    for run in runs[:-1]:
        engage(run)
    engage(runs[-1], trainer=own)
    return runs[-1]


def trainer_of(user: User) -> Trainer:
    """Certified in the region in which the factories put runs."""
    if not PathwayVersion.objects.filter(status="published").exists():
        trainers.create_pathway()
    version = PathwayVersion.objects.filter(status="published").earliest("pk")
    today = timezone.localdate()
    trainer = trainers.create_trainer(user=user)
    candidacy = trainers.create_candidacy(trainer=trainer, version=version)
    trainers.create_certificate(candidacy=candidacy, today=today)
    return trainer


def as_published(run: Run) -> Run:
    """With its course, its pulse and its team, as publishing leaves it."""
    run.course = CoursePage.objects.live().filter(locale__language_code="ru").earliest("path")
    run.save(update_fields=["course"])
    pulse.follow(run=run)
    teams.follow(run=run, by=None)
    return run


if __name__ == "__main__":
    main(sys.argv[1])
