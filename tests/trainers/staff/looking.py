"""What tests of the trainers' staff pages share: signing in, and reading a page as people do."""

from typing import Any

from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import sign_in
from tests.factories.trainers import create_candidacy, create_certificate, create_trainer
from trainers.models import Certificate
from trainers.rules import months
from trainers.staff import frame
from wellbeing.accounts.models import User

HERE = "/staff/trainers/"


def client_of(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def text(response: HttpResponse) -> str:
    """What stands on the page, without mark-up, on one line."""
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    main = BeautifulSoup(response.content, "html.parser").find(id="main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def certified(*, months_left: int = 24, code: str = "RU-TOM", **trainer: Any) -> Certificate:
    """A certificate that ends so many months after this one."""
    today = frame.today()
    issued = months.later(months.of(today), months_left - 24)
    candidacy = create_candidacy(trainer=create_trainer(code=code, **trainer), began=months.later(issued, -3))
    return create_certificate(
        candidacy=candidacy, code=code, today=months.last_day(issued) if issued < months.of(today) else today
    )
