"""What tests of planning's pages share: an organiser who signed in, and addresses by name."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.factories.accounts import create_colleague
from tests.trainers.staff.looking import client_of
from wellbeing.accounts.models import User


def create_organiser(username: str = "organiser") -> User:
    return create_colleague(username=username, role="organiser")


def organiser_client() -> Client:
    return client_of(create_organiser())


def at(name: str, *args: Any) -> str:
    return reverse(f"retreats_staff:{name}", args=args)


def rows(prefix: str, *each: dict[str, Any], there: int = 0) -> dict[str, Any]:
    """Rows of a form set, as a browser sends them."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(each)), f"{prefix}-INITIAL_FORMS": str(there)}
    for number, row in enumerate(each):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent
