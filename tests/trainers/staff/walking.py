"""What tests of one's own pages share."""

from typing import Any

from tests.factories.trainers import create_coordinator
from trainers.actions import certificates
from trainers.models import Certificate, Proposal
from trainers.staff import frame

PATH = "/staff/trainers/own/"
CERTIFICATES = f"{PATH}certificates/"


def read(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def take_away(certificate: Certificate, kind: str = "suspend", reason: str = "safety") -> Proposal:
    """Suspended or revoked by two coordinators."""
    proposal = certificates.propose(
        certificate=certificate, kind=kind, reason=reason, by=create_coordinator(), today=frame.today()
    )
    certificates.confirm(proposal=proposal, by=create_coordinator(), today=frame.today())
    return proposal
