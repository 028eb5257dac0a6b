"""What comes to certificates is told to trainer and coordinators, each thing once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.factories.accounts import create_colleague
from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_pathway,
    create_trainer,
    region,
)
from tests.trainers.reminded import END, OPENS, create_held, remind, told
from trainers import periodic
from trainers.actions import certificates, extensions
from trainers.models import Certificate, Reminder
from trainers.rules import months
from wellbeing.accounts.models import User
from wellbeing.privacy import actions as retention
from wellbeing.privacy.retention import load

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_the_end_is_told_at_90_30_and_7_days_and_each_state_when_it_comes_each_once() -> None:
    _, user = create_held()
    for day in range(TODAY.toordinal(), date(2029, 3, 2).toordinal()):
        remind(date.fromordinal(day))

    assert told(user) == [
        ("renewal_due", date(2028, 9, 1)),
        ("30", date(2028, 11, 1)),
        ("7", date(2028, 11, 1)),
        ("90", date(2028, 11, 1)),
        ("in_grace", date(2028, 12, 1)),
        ("lapsed", date(2029, 3, 1)),
    ]


@pytest.mark.parametrize(
    ("left", "codes"),
    [(91, []), (90, ["90", "renewal_due"]), (30, ["30", "renewal_due"]), (7, ["7", "renewal_due"])],
)
def test_days_are_counted_to_the_first_on_which_it_is_not_valid(left: int, codes: list[str]) -> None:
    create_held()

    made = remind(END + timedelta(days=1 - left))

    assert sorted(each.occasion for each in made) == codes


def test_coordinators_of_the_certificates_region_are_told_and_of_another_not() -> None:
    certificate, user = create_held()
    here, there, lead = create_coordinator(), create_coordinator(code="RU-PER"), create_lead()
    gone = create_coordinator()
    User.objects.filter(pk=gone.pk).update(is_active=False)

    remind(OPENS)

    assert set(Reminder.objects.values_list("recipient", flat=True)) == {user.pk, here.pk}
    assert told(here) == told(user)
    assert told(there) == told(lead) == told(gone) == []
    assert {each.certificate for each in Reminder.objects.all()} == {certificate}


def test_of_a_region_without_a_coordinator_those_of_the_network_are_told() -> None:
    _, user = create_held()
    lead, gone, far = create_lead(), create_coordinator(), create_coordinator(code="RU-PER")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    retired = create_lead()
    User.objects.filter(pk=retired.pk).update(is_active=False)

    remind(OPENS)

    assert set(Reminder.objects.values_list("recipient", flat=True)) == {user.pk, lead.pk}
    assert told(lead) == told(user)
    assert told(far) == []


def test_a_new_certificate_and_each_decision_about_it_are_told() -> None:
    user = create_colleague(username="lena", role="trainer")
    certificate = create_certificate(candidacy=create_candidacy(trainer=create_trainer(user=user)))
    by, second = create_coordinator(), create_coordinator()
    remind(TODAY)
    for kind, reason, day in (
        ("suspend", "safety", date(2026, 12, 5)),
        ("lift", "resolved", date(2027, 1, 5)),
        ("revoke", "ethics", date(2027, 1, 7)),
    ):
        proposal = certificates.propose(
            certificate=Certificate.objects.get(), kind=kind, reason=reason, by=by, today=day
        )
        certificates.confirm(proposal=proposal, by=second, today=day)
        remind(day)
        remind(day)

    assert told(user) == [
        ("certified", date(2026, 11, 1)),
        ("suspended", date(2026, 12, 1)),
        ("certified", date(2027, 1, 1)),
        ("revoked", date(2027, 1, 1)),
    ]
    assert Certificate.objects.get(pk=certificate.pk).told_state == "revoked"


def test_a_suspended_certificates_end_is_not_told() -> None:
    create_held()
    Certificate.objects.update(suspended_month=date(2028, 1, 1), told_state="suspended")

    assert remind(OPENS) == []


def test_after_an_extension_the_new_end_counts() -> None:
    _, user = create_held()
    remind(OPENS)
    extensions.extend(region=region(), months_more=3, reason="emergency", by=create_lead(), today=OPENS)

    remind(OPENS + timedelta(days=1))
    remind(months.last_day(date(2029, 2, 1)) - timedelta(days=89))

    assert told(user) == [
        ("certified", date(2028, 9, 1)),
        ("renewal_due", date(2028, 9, 1)),
        ("90", date(2028, 11, 1)),
        ("renewal_due", date(2028, 12, 1)),
        ("90", date(2029, 2, 1)),
    ]


def test_nothing_is_told_of_somebody_who_has_left() -> None:
    certificate, _ = create_held()
    trainer = certificate.candidacy.trainer
    trainer.active_until_month = date(2028, 8, 1)
    trainer.save()

    assert remind(OPENS) == []
    trainer.active_until_month = date(2028, 9, 1)
    trainer.save()
    assert len(remind(OPENS)) == 2


def test_a_reminder_goes_when_it_would_not_be_told_again() -> None:
    create_held()
    remind(OPENS)
    [rule] = [each for each in load(retention.RULES_FILE) if each.table == "trainers.Reminder"]
    made = datetime(2028, 9, 1, tzinfo=UTC)

    retention.apply_retention(now=made + timedelta(days=199), rules=[rule])
    assert Reminder.objects.count() == 2
    retention.apply_retention(now=made + timedelta(days=202), rules=[rule])
    assert Reminder.objects.count() == 0


def test_the_queries_are_the_same_for_one_certificate_and_for_three(
    django_assert_num_queries: Any,
) -> None:
    create_coordinator()
    version = create_pathway()
    for name in ("a", "b", "c", "d"):
        user = create_colleague(username=f"trainer-{name}", role="trainer")
        trainer = create_trainer(user=user)
        create_certificate(candidacy=create_candidacy(trainer=trainer, version=version))
    remind(TODAY)
    one = Certificate.objects.first()
    Certificate.objects.exclude(pk=one.pk).update(expires_month=date(2029, 11, 1))

    with django_assert_num_queries(11):
        remind(OPENS)
    Certificate.objects.filter(pk=one.pk).update(told_state="lapsed")
    with django_assert_num_queries(11):
        remind(date(2029, 9, 2))
    assert Reminder.objects.filter(occasion="90", recipient__username__startswith="trainer").count() == 4


def test_the_beat_calls_it() -> None:
    user = create_colleague(username="lena", role="trainer")
    create_certificate(candidacy=create_candidacy(trainer=create_trainer(user=user)))

    periodic.remind()

    assert Reminder.objects.filter(recipient=user).count() > 0
