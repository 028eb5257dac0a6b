"""Those who take part are told when a session is another or the run is off, and not of the rest."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from courses.runs.actions import enrolling, planning, publishing
from courses.runs.models import Run
from tests.factories.runs import NOW, create_contact, create_meets, create_plan
from tests.factories.trainers import create_candidacy, create_certificate, create_lead, create_trainer
from trainers.models import Trainer
from wellbeing.accounts.models import User
from wellbeing.outbox.models import Due
from wellbeing.outbox.servers import Sender
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _mail_is_offered(settings: Any) -> None:
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    settings.EMAIL_FROM = Sender("notes@example.org", "Notes")


@pytest.fixture
def by() -> User:
    return create_lead()


@pytest.fixture
def trainer() -> Trainer:
    trainer = create_trainer()
    create_certificate(candidacy=create_candidacy(trainer=trainer, began=date(2024, 1, 1)))
    return trainer


@pytest.fixture
def run(by: User, trainer: Trainer) -> Run:
    """A run with one person who left an address."""
    found = planning.plan(what=create_plan(leads=[trainer]), by=by, now=NOW, once=uuid4()).run
    publishing.publish(run=found.pk, by=by, now=NOW)
    code = codes.draw()
    enrolling.enrol(run=found.pk, names=["Ива"], code=code, now=NOW)
    create_contact(code=code, address="iva@example.org")
    return found


def test_another_time_is_told_and_another_name_is_not(run: Run, by: User, trainer: Trainer) -> None:
    def change(**changes: object) -> int:
        what = create_plan(**{"leads": [trainer], "meets": [], **changes})
        planning.change(run=run.pk, what=what, by=by, now=NOW)
        return Due.objects.count()

    first = run.sessions.all()[0]
    assert change(title="Иначе") == 0
    assert change(meets=[create_meets(0, session=first.pk)]) == 0
    assert change(meets=[create_meets(0, hour=18, session=first.pk)]) == 1


def test_a_run_that_is_off_is_told(run: Run, by: User) -> None:
    publishing.cancel(run=run.pk, by=by, now=NOW)
    assert Due.objects.count() == 1
