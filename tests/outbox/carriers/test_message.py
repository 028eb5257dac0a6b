"""A mail has these headers and no other, says nothing of its machine, and cannot be bent from within."""

import email.policy
import re
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox.carriers.letters import SUBJECT, TEXT, create_letter
from wellbeing.outbox.carriers.message import Writer
from wellbeing.outbox.servers import Sender

ANNA = "anna@example.net"
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version"]
CONTENT = ["Content-Type", "Content-Transfer-Encoding"]
STOP = ["List-Unsubscribe", "List-Unsubscribe-Post"]
LINK = "https://example.org/n/aB-_.%20?x=1&y=(2)"

PLAIN = Sender("notes@example.org")
NAMED = Sender("notes@example.org", "Заметки")

anything = st.text(max_size=300) | st.text(alphabet="\r\n\x00\u2028\x0b:<> aж=?", max_size=60)


def parse(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def test_a_letter_is_these_lines_and_no_more() -> None:
    written = Writer(PLAIN).write(create_letter(ANNA, subject="A note", text="One = 1.\n"), to=ANNA)
    written = re.sub(rb"Message-ID: <[0-9a-f]{32}@", b"Message-ID: <N@", written)
    written = re.sub(rb"Date: .{5}\d\d .{3} 20\d\d \d\d:\d\d:00 \+0000\r", b"Date: D\r", written)

    assert written.split(b"\r\n") == [
        b"From: notes@example.org",
        b"To: anna@example.net",
        b"Subject: A note",
        b"Date: D",
        b"Message-ID: <N@example.org>",
        b"MIME-Version: 1.0",
        b'Content-Type: text/plain; charset="utf-8"',
        b"Content-Transfer-Encoding: quoted-printable",
        b"",
        b"One =3D 1.",
        b"",
    ]


def test_other_scripts_are_encoded_and_read_as_they_were() -> None:
    message = parse(Writer(NAMED).write(create_letter(ANNA), to=ANNA))

    assert (message["From"], message["Subject"]) == ("Заметки <notes@example.org>", SUBJECT)
    assert message.get_content() == TEXT.replace("\n", "\r\n") + "\r\n"
    assert (message.get_content_type(), message.get_content_charset()) == ("text/plain", "utf-8")
    assert message.keys() == HEADERS + CONTENT


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Notes", "Notes <notes@example.org>"),
        ("Notes, today: (a.b)", '"Notes, today: (a.b)" <notes@example.org>'),
        ("Маша\r\nBcc: eve@example.net", '"Маша Bcc: eve@example.net" <notes@example.org>'),
        ("=?utf-8?b?eA==?=", "=?utf-8?b?eA==?= <notes@example.org>"),
    ],
)
def test_the_sender_is_named_as_the_operator_wrote(name: str, shown: str) -> None:
    message = parse(Writer(Sender("notes@example.org", name)).write(create_letter(ANNA), to=ANNA))

    assert (str(message["From"]), message.keys()) == (shown, HEADERS + CONTENT)


def test_a_letter_that_can_be_stopped_says_how() -> None:
    message = parse(Writer(PLAIN).write(create_letter(ANNA, stop_url=LINK), to=ANNA))

    assert message.keys() == HEADERS + CONTENT + STOP
    assert message["List-Unsubscribe"] == f"<{LINK}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_date_is_now_to_the_minute_and_in_no_ones_zone() -> None:
    sent = parse(Writer(PLAIN).write(create_letter(ANNA), to=ANNA))["Date"].datetime

    assert (sent.second, sent.utcoffset()) == (0, timedelta())
    assert timedelta() <= datetime.now(UTC) - sent < timedelta(minutes=2)


def test_every_letter_has_a_number_that_says_nothing() -> None:
    writer = Writer(PLAIN)
    numbers = {parse(writer.write(create_letter(ANNA), to=ANNA))["Message-ID"] for _ in range(100)}

    assert len(numbers) == 100
    assert {bool(re.fullmatch(r"<[0-9a-f]{32}@example\.org>", number)) for number in numbers} == {True}


@pytest.mark.parametrize(
    "evil", ["\r\n", "\n", "\r", "\x00", "\u2028", "\u2029", "\x0b", "\x85", "\ud800", "\r\n\r\n"]
)
def test_nothing_in_a_letter_begins_a_header_or_a_text(evil: str) -> None:
    letter = create_letter(
        ANNA,
        subject=f"A{evil}Bcc: eve@example.net{evil}{evil}B",
        text=f"text{evil}more",
        stop_url=f"https://example.org/{evil}X: y>,<mailto:eve@example.net",
    )
    message = parse(Writer(PLAIN).write(letter, to=ANNA))

    assert message.keys() == HEADERS + CONTENT + STOP
    assert message["Subject"] == "A Bcc: eve@example.net B"
    assert re.fullmatch(r"<https://example\.org/[^<>\s]*>", message["List-Unsubscribe"])
    assert message.get_content().startswith("text")


@given(subject=anything, text=anything, stop_url=anything, name=st.text(max_size=60))
def test_whatever_is_in_a_letter_its_form_is_the_same(
    subject: str, text: str, stop_url: str, name: str
) -> None:
    letter = create_letter(ANNA, subject=subject, text=text, stop_url=stop_url)
    data = Writer(Sender("notes@example.org", name)).write(letter, to=ANNA)

    head, _, body = data.partition(b"\r\n\r\n")
    assert not re.search(rb"[^\x20-\x7e]", head.replace(b"\r\n", b""))
    assert not re.search(rb"[^\t\x20-\x7e]", body.replace(b"\r\n", b""))
    assert parse(data).keys() == HEADERS + CONTENT + (STOP if stop_url else [])
    assert {len(line) <= 78 for line in head.split(b"\r\n") if not line.startswith(b"List-")} <= {True}
    assert {len(line) <= 76 for line in body.split(b"\r\n")} == {True}


@given(text=st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]) | st.just("\n")))
def test_every_text_that_people_write_comes_as_it_was(text: str) -> None:
    message = parse(Writer(PLAIN).write(create_letter(ANNA, text=text), to=ANNA))

    assert message.get_content().replace("\r\n", "\n") == text.rstrip() + "\n"


@pytest.mark.parametrize("shift", range(6))
def test_no_character_is_torn_between_two_encoded_words(shift: int) -> None:
    subject = "a" * shift + "ж🙂€" * 30
    head = Writer(PLAIN).write(create_letter(ANNA, subject=subject), to=ANNA).partition(b"\r\n\r\n")[0]
    words = re.findall(rb"=\?utf-8\?b\?([A-Za-z0-9+/=]+)\?=", head)

    assert "".join(b64decode(word).decode() for word in words) == subject


@given(subject=st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=200))
def test_every_subject_that_people_write_comes_as_it_was(subject: str) -> None:
    message = parse(Writer(PLAIN).write(create_letter(ANNA, subject=subject), to=ANNA))

    assert message["Subject"] == subject


def test_a_preview_is_what_arrives() -> None:
    letter = create_letter(ANNA, stop_url=LINK)
    preview = Writer(NAMED).preview(letter, to=ANNA)
    message = parse(Writer(NAMED).write(letter, to=ANNA))

    changing = {"Date", "Message-ID"}
    assert [name for name, _ in preview.headers] == message.keys()
    assert [(name, value) for name, value in preview.headers if name not in changing] == [
        ("From", "Заметки <notes@example.org>"),
        ("To", ANNA),
        ("Subject", SUBJECT),
        ("MIME-Version", "1.0"),
        ("Content-Type", 'text/plain; charset="utf-8"'),
        ("Content-Transfer-Encoding", "base64"),
        ("List-Unsubscribe", f"<{LINK}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]
    assert preview.text == TEXT + "\n"
