"""Every role, every page of those who work with trainers, of one's own and of another region."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import create_colleague
from tests.factories.trainers import (
    create_candidacy,
    create_coordinator,
    create_evidence,
    create_lead,
    create_trainer,
    region,
)
from tests.trainers.staff.looking import certified, client_of
from trainers.actions import certificates, extensions
from trainers.models import Certificate
from trainers.staff import addresses, frame
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ROLES = ("editor", "trainer", "coordinator", "lead", "organiser", "assessor", "council", "administrator")
ALL = {"coordinator", "lead"}
DECIDES = {"coordinator", "lead", "assessor"}
LOOKS = {"coordinator", "lead", "assessor", "trainer"}

# Pages without a row, and who may call them.
PLAIN = {
    "people": ALL,
    "people_results": ALL,
    "new": ALL,
    "certificates": ALL,
    "certificates_results": ALL,
    "extensions": ALL,
    "extend": ALL,
    "decisions": DECIDES,
    "inbox": LOOKS,
    "inbox_results": LOOKS,
    "supervision": LOOKS,
    "supervision_results": LOOKS,
    "supervise": LOOKS,
}
# Pages of a row: who is let in at all, and who sees that of another region.
OF_A_ROW = {
    "person": (ALL, {"lead"}),
    "edit": (ALL, {"lead"}),
    "private": (ALL, {"lead"}),
    "hand_over": (ALL, {"lead"}),
    "delete": (ALL, {"lead"}),
    "begin": (ALL, {"lead"}),
    "move": (ALL, {"lead"}),
    "evidence_for": (ALL, {"lead"}),
    "propose_award": (DECIDES, {"lead"}),
    "propose": (DECIDES, {"lead"}),
    "evidence": (LOOKS, {"lead", "assessor"}),
    "show_certificate": (ALL, {"lead"}),
    "renew": (ALL, {"lead"}),
    "proposal": (DECIDES, {"lead", "assessor"}),
    "take_back": (ALL, {"lead"}),
}
POSTED = {"begin", "move", "renew"}
# An assessor decides of all regions, but proposes in none.
NOT_EVEN_OWN = {("assessor", "propose_award"), ("assessor", "propose"), ("trainer", "evidence")}
# A trainer without a certificate finds nothing there.
OF_NO_USE = {("trainer", "inbox"), ("trainer", "supervision")}


def colleague(role: str) -> User:
    if role == "coordinator":
        return create_coordinator()
    return create_colleague(username=f"a-{role}", role=role, region=region() if role == "trainer" else None)


def rows(code: str) -> dict[str, list[object]]:
    """The arguments of each page for rows of a region."""
    candidacy = create_candidacy(trainer=create_trainer(code=code))
    held: Certificate = certified(code=code, months_left=2)
    proposal = certificates.propose(
        certificate=held, kind="suspend", reason="safety", by=create_lead(), today=frame.today()
    )
    made = extensions.extend(
        region=region(code), months_more=1, reason="emergency", by=create_lead(), today=frame.today()
    )
    trainer = ("person", "edit", "private", "hand_over", "delete")
    return {
        **{name: [candidacy.trainer_id] for name in trainer},
        "begin": [create_trainer(code=code).pk],
        "move": [candidacy.pk],
        "evidence_for": [candidacy.pk],
        "propose_award": [candidacy.pk],
        "propose": [held.pk, "revoke"],
        "evidence": [create_evidence(candidacy=candidacy, code=code, today=frame.today()).pk],
        "show_certificate": [held.pk],
        "renew": [held.pk],
        "proposal": [proposal.pk],
        "take_back": [made.pk],
    }


def answer(client: Client, name: str, arguments: list[object]) -> int:
    address = reverse(f"trainers:{name}", args=arguments)
    if name in POSTED:
        return client.post(address, {"version": "recovery-group"}).status_code
    return client.get(address).status_code


def is_refused(status: int) -> bool:
    """The admin leads whoever may not back to its first page."""
    return status in {HTTPStatus.FOUND, HTTPStatus.FORBIDDEN}


def test_the_table_below_names_every_page() -> None:
    names = {pattern.name for pattern in addresses.urlpatterns}
    assert names == set(PLAIN) | set(OF_A_ROW)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_call_which_page(role: str) -> None:
    client = client_of(colleague(role))
    opened = {name for name in PLAIN if answer(client, name, []) == HTTPStatus.OK}
    assert opened == {name for name, allowed in PLAIN.items() if role in allowed}


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_whose_rows(role: str) -> None:
    client = client_of(colleague(role))
    here, there = rows("RU-TOM"), rows("RU-PER")
    found = {}
    for name, (allowed, _anywhere) in OF_A_ROW.items():
        if role not in allowed:
            assert is_refused(answer(client, name, here[name])), name
            continue
        found[name] = [
            answer(client, name, arguments) != HTTPStatus.NOT_FOUND
            for arguments in (here[name], there[name], [uuid4(), *here[name][1:]])
        ]
    expected = {
        name: [(role, name) not in NOT_EVEN_OWN, role in anywhere, False]
        for name, (allowed, anywhere) in OF_A_ROW.items()
        if role in allowed
    }
    assert found == expected


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_offers_what_may_be_followed(role: str) -> None:
    client = client_of(colleague(role))
    shown = client.get("/staff/").content.decode()
    offered = {
        name
        for _label, name, _icon, _permissions in addresses.ENTRIES
        if f'"/staff/trainers/{name}/"' in shown
    }
    led_to = {name for name in PLAIN if role in PLAIN[name] and (role, name) not in OF_NO_USE}
    assert offered == {name for _label, name, _icon, _permissions in addresses.ENTRIES if name in led_to}
