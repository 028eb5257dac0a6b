from typing import Any

import pytest

from wellbeing.outbox.servers import Sender


@pytest.fixture(autouse=True)
def _mail_is_offered(settings: Any) -> None:
    """E-mail is configured, and no other channel that needs a server."""
    settings.OUTBOX_CARRIERS = {"email": "wellbeing.outbox.carriers.smtp.by_mail"}
    settings.EMAIL_FROM = Sender("notes@example.org", "Notes")
    settings.OUTBOX_SOURCES = {
        "own-addresses": "wellbeing.outbox.notes.source",
        "test": "tests.outbox.notes.reminding",
    }
