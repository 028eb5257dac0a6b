"""A neutral message to all of a run: sent by those who hold it, while there is anybody to tell."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.runs import refusals
from courses.runs.actions import enrolling, messaging
from courses.runs.models import Contact, Run
from tests.courses.runs.public.visiting import soon
from tests.factories.accounts import create_colleague
from tests.factories.runs import create_contact, create_run, engage
from tests.factories.trainers import create_trainer, region
from tests.trainers.staff.looking import client_of, text
from wellbeing.outbox.models import Due
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_who_holds_a_run_sends_it_by_one_press_and_nobody_else_does() -> None:
    lena = create_colleague(username="lena", role="trainer", region=region())
    other = create_colleague(username="other", role="trainer", region=region())
    run = create_run(begins=soon())
    engage(run, trainer=create_trainer(user=lena))
    engage(create_run(begins=soon()), trainer=create_trainer(user=other))
    address = reverse("runs_staff:message", args=[run.pk])

    page = client_of(lena).get(reverse("runs_staff:run", args=[run.pk]))
    assert f'action="{address}"' in page.content.decode()
    answer = client_of(lena).post(address, follow=True)

    assert answer.redirect_chain == [(reverse("runs_staff:run", args=[run.pk]), 302)]
    assert "узнают, что им есть что посмотреть" in text(answer)
    assert client_of(lena).get(address).status_code == 405
    assert client_of(other).post(address).status_code == 404


@pytest.mark.parametrize("decided", [Run.Decided.PLANNED, Run.Decided.DONE, Run.Decided.CANCELLED])
def test_there_is_nobody_to_tell_of_what_is_not_held(decided: str) -> None:
    run = create_run(begins=soon(), decided=decided)
    with pytest.raises(refusals.NotNow):
        messaging.message_all(run=run.pk, now=timezone.now())


def test_each_who_has_a_place_gets_one_message_and_those_who_wait_none(settings: Any) -> None:
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    run = create_run(capacity=1, begins=soon())
    has_place, waits = codes.draw(), codes.draw()
    for code in (has_place, waits):
        enrolling.enrol(run=run.pk, names=["Ива"], code=code, now=timezone.now())
        create_contact(code=code, address=f"{code.lower()}@example.org")

    for _ in range(2):
        messaging.message_all(run=run.pk, now=timezone.now())

    assert list(Due.objects.values_list("pk", flat=True)) == [
        Contact.objects.get(place=codes.lookup_id(has_place)).line
    ]
