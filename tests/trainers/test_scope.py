"""What each colleague may see and decide, the rows of another region left out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import create_colleague
from tests.factories.trainers import (
    create_assessor,
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_evidence,
    create_lead,
    create_trainer,
    region,
)
from trainers import refusals, scope
from trainers.actions import evidence
from trainers.models import Evidence, Supervision
from trainers.rules.pathway import Kind
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def create_certified(*, username: str, code: str = "RU-TOM") -> User:
    """A trainer with an account and a certificate for a region."""
    user = create_colleague(username=username, role="trainer", region=region(code))
    candidacy = create_candidacy(trainer=create_trainer(name=username, code=code, user=user))
    create_certificate(candidacy=candidacy, code=code)
    return user


def names(user: User) -> set[str]:
    return set(scope.supervised(user).values_list("name", flat=True))


def test_who_may_log_supervision_of_whom() -> None:
    tanya = create_certified(username="tanya")
    here, there = create_trainer(name="здесь"), create_trainer(name="там", code="RU-PER")
    serving = create_trainer(name="служит", code="RU-PER", serves=["RU-TOM"])

    assert names(tanya) == {"здесь", "служит"}
    assert names(create_coordinator()) == {"здесь", "служит", "tanya"}
    assert names(create_assessor()) == names(create_lead()) == {"здесь", "служит", "tanya", "там"}
    assert names(create_colleague(username="uma", role="trainer", region=region())) == set()
    assert names(create_colleague(username="oleg", role="organiser")) == set()
    assert {here.name, there.name, serving.name} < names(create_lead())


def test_supervision_of_somebody_out_of_reach_is_refused() -> None:
    there = create_trainer(code="RU-PER")
    with pytest.raises(refusals.NotYours):
        evidence.log_supervision(
            trainer=there,
            month=scope.timezone.localdate(),
            minutes=60,
            form="single",
            by=create_coordinator(),
            today=scope.timezone.localdate(),
        )
    assert Supervision.objects.count() == 0


def test_a_certified_trainer_sees_what_waits_in_their_region_for_a_trainer_and_nothing_else() -> None:
    tanya = create_certified(username="tanya")
    candidacy = create_candidacy(trainer=create_trainer(code="RU-PER"))
    observed = create_evidence(candidacy=candidacy, kind=Kind.OBSERVED)
    create_evidence(candidacy=candidacy, kind=Kind.SAFETY)
    create_evidence(candidacy=candidacy, kind=Kind.OBSERVED, code="RU-PER")
    create_evidence(candidacy=candidacy, kind=Kind.OBSERVED, status="accepted")

    assert list(scope.evidence(tanya)) == [observed]
    assert scope.assessable(tanya, [observed]) == {observed.pk}
    assert list(scope.evidence(create_colleague(username="uma", role="trainer", region=region()))) == []


def test_which_of_many_may_be_assessed_is_asked_at_once() -> None:
    candidacy = create_candidacy()
    create_evidence(candidacy=candidacy, kind=Kind.SAFETY)
    create_evidence(candidacy=candidacy, kind=Kind.OBSERVED)
    create_evidence(candidacy=candidacy, kind=Kind.COURSE, subject="crisis-work")
    vera, anna = create_coordinator(), create_assessor()
    kinds = {}
    for username in (vera.username, anna.username):
        user = User.objects.get(username=username)
        rows = Evidence.objects.select_related("candidacy__trainer").prefetch_related(
            "candidacy__version__requirements"
        )
        with CaptureQueriesContext(connection) as captured:
            found = scope.assessable(user, rows)
        kinds[username] = {each.kind for each in rows if each.pk in found}
        alone = {each.pk for each in rows if scope.may_assess(user, each, scope.requirement_of(each))}
        assert (found, len(captured) <= 6) == (alone, True)

    assert kinds == {vera.username: {"safety", "course"}, anna.username: {"safety", "observed", "course"}}
