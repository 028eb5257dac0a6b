"""Every role, every page of those who hold a run: of one's own, of the own region, and of another's."""

from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.runs.models import Run, SessionNote
from courses.runs.staff.holding_addresses import urlpatterns
from tests.factories.accounts import create_colleague
from tests.factories.runs import create_run, engage
from tests.factories.trainers import create_coordinator, create_trainer, region
from tests.trainers.staff.looking import client_of
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ROLES = ("editor", "trainer", "coordinator", "lead", "organiser", "assessor", "council", "administrator")
POSTED = {"attend", "message", "note", "remove_note"}
PAGES = {"run", "where", "needs", "unwell", "feedback", "session", *POSTED}
# Who sees whose: held by themselves, of their region but another's, of another region.
SEES = {
    "trainer": (True, False, False),
    "coordinator": (True, True, False),
    "lead": (True, True, True),
}
# Only trainers hold runs.
MINE = {"trainer"}


def colleague(role: str) -> User:
    if role == "coordinator":
        return create_coordinator()
    return create_colleague(username=f"a-{role}", role=role, region=region() if role == "trainer" else None)


def addresses(run: Run) -> dict[str, str]:
    session = run.sessions.all()[0]
    note = SessionNote.objects.create(
        session=session, text="Тихо", author_name="Вера", written_on=timezone.localdate()
    )
    of = {"session": [session.pk], "attend": [session.pk], "note": [session.pk]}
    of["remove_note"] = [session.pk, note.pk]
    return {name: reverse(f"runs_staff:{name}", args=of.get(name, [run.pk])) for name in PAGES}


def runs(user: User, role: str) -> tuple[Run, Run, Run]:
    """One that a trainer holds themselves, one of another trainer in that region, one of another region."""
    begins = timezone.now() - timedelta(hours=1)
    own, near, far = (create_run(begins=begins, code=code) for code in ("RU-TOM", "RU-TOM", "RU-PER"))
    engage(own, trainer=create_trainer(user=user if role in MINE else None))
    engage(near), engage(far)
    return own, near, far


def status(client: Client, name: str, address: str) -> int:
    return (client.post(address) if name in POSTED else client.get(address)).status_code


def test_the_table_names_every_page() -> None:
    assert {pattern.name for pattern in urlpatterns} == PAGES


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_whose_run(role: str) -> None:
    user = colleague(role)
    client = client_of(user)
    for run, is_seen in zip(runs(user, role), SEES.get(role, ()), strict=False):
        found = {name: status(client, name, address) for name, address in addresses(run).items()}
        missing = {name for name, code in found.items() if code == HTTPStatus.NOT_FOUND}
        assert missing == (set() if is_seen else PAGES), found
        assert run.sessions.all()[0].notes.count() == (0 if is_seen else 1)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in SEES])
def test_who_has_nothing_to_do_with_runs_is_led_back(role: str) -> None:
    client = client_of(colleague(role))
    run = create_run()
    found = {name: status(client, name, address) for name, address in addresses(run).items()}

    assert set(found.values()) <= {HTTPStatus.FOUND, HTTPStatus.FORBIDDEN}
    assert run.sessions.all()[0].notes.count() == 1


def test_what_is_not_there_is_not_found_and_a_get_changes_nothing() -> None:
    client = client_of(colleague("lead"))
    run = create_run(begins=timezone.now() - timedelta(hours=1))
    for name, address in addresses(run).items():
        gone = address.replace(str(run.pk), str(uuid4())).replace(str(run.sessions.all()[0].pk), str(uuid4()))
        assert status(client, name, gone) == HTTPStatus.NOT_FOUND, name
        if name in POSTED:
            assert client.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED, name


def test_a_trainer_whose_account_is_taken_from_a_run_finds_it_no_more() -> None:
    user = colleague("trainer")
    client = client_of(user)
    own, _near, _far = runs(user, "trainer")
    address = reverse("runs_staff:run", args=[own.pk])
    assert client.get(address).status_code == HTTPStatus.OK

    own.leadings.all().delete()
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND
