"""A letter as the bytes of a mail: the headers below and a text, and not one more. Imports no framework.

Every part of a letter is made harmless on its way into a header, whatever it holds: line ends, other
control characters and characters that are not seen become spaces, and what is not plain ASCII is encoded
(RFC 2047). So nothing in a letter can begin a header of its own.
"""

import binascii
import email.policy
import re
import secrets
import time
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote

from wellbeing.outbox.carriers.texts import lines, one_line
from wellbeing.outbox.letters import Letter
from wellbeing.outbox.servers import Sender

MINUTE = 60
# An encoded word of so many bytes fits the 76 characters of a line that begins with `Subject: `.
_WORD_BYTES = 39
_LINE = 76
_PLAIN = re.compile(r"(?!.*=\?)[ -~]{0,60}")
_SAFE_IN_LINKS = "!#$%&'()*+,/:;=?@[]~"
_SPECIAL_IN_NAMES = re.compile(r'[()<>@,;:\\".\[\]]')


@dataclass(frozen=True, slots=True)
class Preview:
    """What arrives, as a program for mail shows it: every header in its order, and the text."""

    headers: tuple[tuple[str, str], ...]
    text: str


class Writer:
    """Writes the letters of one sender. Keeps the last minute's date, and nothing of any letter."""

    def __init__(self, sender: Sender) -> None:
        self.domain = sender.address.rpartition("@")[2]
        self._from = f"From: {_named(sender)}\r\n"
        self._minute = -1
        self._dated = ""

    def write(self, letter: Letter, *, to: str) -> bytes:
        """The message to an address that has been read (`addresses`), with CRLF at the end of each line."""
        encoding, body = _body(letter.text)
        return (
            f"{self._from}To: {to}\r\nSubject: {_words(letter.subject)}\r\n{self._date()}"
            f"Message-ID: <{secrets.token_hex(16)}@{self.domain}>\r\nMIME-Version: 1.0\r\n"
            f'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n'
            f"{_stop(letter.stop_url)}\r\n"
        ).encode() + body

    def preview(self, letter: Letter, *, to: str) -> Preview:
        """What `write` writes, read back."""
        message = email.message_from_bytes(self.write(letter, to=to), policy=email.policy.default)
        headers = tuple((name, str(value)) for name, value in message.items())
        return Preview(headers=headers, text=message.get_content().replace("\r\n", "\n"))

    def _date(self) -> str:
        """To the minute: programs sort by it, and nobody needs the second. The zone is everybody's."""
        minute = int(time.time()) // MINUTE
        if minute != self._minute:
            moment = datetime.fromtimestamp(minute * MINUTE, tz=UTC)
            self._minute, self._dated = minute, f"Date: {format_datetime(moment)}\r\n"
        return self._dated


def _words(text: str) -> str:
    """A text as it stands in a header, folded."""
    line = one_line(text)
    if _PLAIN.fullmatch(line):
        return line
    rest, words = line.encode(), []
    while rest:
        end = min(_WORD_BYTES, len(rest))
        while end < len(rest) and rest[end] & 0xC0 == 0x80:  # never within a character
            end -= 1
        words.append(f"=?utf-8?b?{b64encode(rest[:end]).decode()}?=")
        rest = rest[end:]
    return "\r\n ".join(words)


def _named(sender: Sender) -> str:
    words = _words(sender.name)
    if not words:
        return sender.address
    if "=?" in words:
        return f"{words}\r\n <{sender.address}>"
    return (
        f'"{words}" <{sender.address}>' if _SPECIAL_IN_NAMES.search(words) else f"{words} <{sender.address}>"
    )


def _stop(url: str) -> str:
    """The headers by which programs for mail offer to stop (RFC 2369, RFC 8058)."""
    if not url:
        return ""
    link = quote(url, safe=_SAFE_IN_LINKS, errors="replace")
    return f"List-Unsubscribe: <{link}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"


def _body(text: str) -> tuple[str, bytes]:
    """How a text is encoded and the encoded text: readable where it is ASCII, short where it is not."""
    plain = lines(text).replace("\n", "\r\n") + "\r\n"
    if plain.isascii():
        return "quoted-printable", binascii.b2a_qp(plain.encode())
    encoded = b64encode(plain.encode())
    pieces = [encoded[start : start + _LINE] for start in range(0, len(encoded), _LINE)]
    return "base64", b"\r\n".join(pieces) + b"\r\n"
