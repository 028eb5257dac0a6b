"""Two who confirm the same file at the same moment."""

import threading

import pytest
from django.db import connection, transaction

from tests.factories.trainers import TODAY, create_coordinator
from tests.trainers.importing.building import HEADINGS, ROW, csv_of
from trainers import refusals
from trainers.actions import importing
from trainers.models import Trainer

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(transaction=True, available_apps=["trainers", "wellbeing.accounts"]),
]


def test_two_who_confirm_at_once_write_it_once() -> None:
    by = create_coordinator()
    what = importing.read(data=csv_of(HEADINGS, ROW))
    seen = importing.plan(what=what, by=by, today=TODAY).fingerprint()
    said: list[str] = []

    def confirm() -> None:
        try:
            importing.carry_out(what=what, fingerprint=seen, by=by, today=TODAY)
        except refusals.Refused as error:
            said.append(type(error).__name__)
        finally:
            connection.close()

    late = threading.Thread(target=confirm)
    with transaction.atomic():
        importing.carry_out(what=what, fingerprint=seen, by=by, today=TODAY)
        late.start()
        late.join(timeout=0.5)
        assert late.is_alive()
    late.join(timeout=10)

    assert said == ["WrittenAlready"]
    assert Trainer.objects.count() == 1
