"""Only what an operator configured is offered, and each preview shows what that channel brings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from tests.outbox.carriers.letters import SUBJECT, TEXT, WHOLE, create_letter
from wellbeing.outbox import carriers, servers
from wellbeing.outbox.carriers import nothing, previews, smtp
from wellbeing.outbox.carriers.message import Preview

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "123456:" + "Aa0_-" * 7
EVERYTHING = {
    "EMAIL_URL": "smtp://127.0.0.1:8025",
    "EMAIL_FROM": "Заметки <notes@example.org>",
    "MATRIX_URL": "https://token@matrix.example.org/@notes:example.org",
    "XMPP_URL": "xmpp://notes:secret@example.org",
    "NTFY_URL": "https://ntfy.example.org",
    "TELEGRAM_TOKEN": f"{TOKEN}@notes_bot",
    "SIGNAL_URL": "http://127.0.0.1:8080/+4915112345678",
}
READ = {
    "EMAIL_URL": servers.mail(EVERYTHING["EMAIL_URL"]),
    "EMAIL_FROM": servers.sender(EVERYTHING["EMAIL_FROM"]),
    "MATRIX_URL": servers.matrix(EVERYTHING["MATRIX_URL"]),
    "XMPP_URL": servers.xmpp(EVERYTHING["XMPP_URL"]),
    "NTFY_URL": servers.ntfy(EVERYTHING["NTFY_URL"]),
    "TELEGRAM_TOKEN": servers.telegram(EVERYTHING["TELEGRAM_TOKEN"]),
    "SIGNAL_URL": servers.signal(EVERYTHING["SIGNAL_URL"]),
}
LOOK = "import django; django.setup(); from wellbeing.outbox.carriers import configured; "
SHOW = LOOK + "print({channel: type(make()).__name__ for channel, make in configured().items()})"


def seen(look: str, **variables: str) -> str:
    """What a program sees that starts with these variables alone."""
    env = {"PATH": os.environ["PATH"], "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "wellbeing.settings"}
    done = subprocess.run(
        [sys.executable, "-c", look],
        cwd=ROOT,
        env=env | variables,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.strip()


@pytest.mark.service
def test_nothing_is_offered_that_nobody_configured() -> None:
    assert seen(SHOW) == "{}"


@pytest.mark.service
def test_what_is_configured_is_offered() -> None:
    assert seen(SHOW, **EVERYTHING, MEASURING="1") == str(
        {
            "email": "Mail",
            "matrix": "Matrix",
            "xmpp": "Xmpp",
            "ntfy": "Ntfy",
            "telegram": "Telegram",
            "signal": "Signal",
            "nothing": "Nothing",
        }
    )


@pytest.mark.service
def test_asking_what_is_offered_loads_no_carrier_of_the_chats() -> None:
    look = LOOK + "configured(); import sys; print('apprise' in sys.modules)"

    assert seen(look, **EVERYTHING) == "False"


def test_a_server_that_was_taken_away_meanwhile_is_told() -> None:
    with override_settings(EMAIL_URL=None), pytest.raises(LookupError):
        smtp.by_mail()


def test_the_carrier_that_does_nothing_does_it() -> None:
    with override_settings(OUTBOX_CARRIERS={"nothing": "wellbeing.outbox.carriers.nothing.Nothing"}):
        carrier = carriers.configured()["nothing"]()
    with carrier:
        assert carrier.send(create_letter("anything")) is None

    assert isinstance(carrier, nothing.Nothing)


@pytest.mark.parametrize(
    ("channel", "address", "shown"),
    [
        ("matrix", "@anna:example.net", Preview((("From", "@notes:example.org"),), WHOLE)),
        ("xmpp", "anna@example.net", Preview((("From", "notes@example.org"),), WHOLE)),
        ("ntfy", "topic", Preview((("From", "ntfy.example.org"), ("Title", SUBJECT)), TEXT)),
        ("telegram", "123456", Preview((("From", "@notes_bot"),), WHOLE)),
        ("signal", "anna.042", Preview((("From", "+4915112345678"),), WHOLE)),
    ],
)
def test_a_preview_shows_who_it_comes_from_and_what_it_says(
    channel: str, address: str, shown: Preview
) -> None:
    with override_settings(**READ):
        assert previews.preview(channel, create_letter(address)) == shown


def test_a_preview_of_a_mail_has_all_its_headers() -> None:
    with override_settings(**READ):
        shown = previews.preview("email", create_letter("anna@example.net"))

    assert shown.headers[:3] == (
        ("From", "Заметки <notes@example.org>"),
        ("To", "anna@example.net"),
        ("Subject", SUBJECT),
    )
    assert shown.text == f"{TEXT}\n"


@pytest.mark.parametrize("channel", ["email", "matrix", "xmpp", "ntfy", "telegram", "signal", "ics"])
def test_a_channel_that_is_not_offered_has_no_preview(channel: str) -> None:
    with override_settings(**dict.fromkeys(READ)), pytest.raises(LookupError):
        previews.preview(channel, create_letter("anna@example.net"))
