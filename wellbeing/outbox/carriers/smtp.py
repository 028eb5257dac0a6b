"""Letters by mail: one connection for a batch, and a true answer for every letter.

What counts is how far the server came. Until the text was given nothing can have gone out; after that, only
the server's word tells whether it did.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import NoReturn, Self

from django.conf import settings

from wellbeing.outbox import addresses
from wellbeing.outbox.carriers.message import Writer
from wellbeing.outbox.letters import Letter, NotSent, Refused, Uncertain, Unreachable, rest
from wellbeing.outbox.servers import Sender, Server, needed

SECONDS = 20.0
GOODBYE_SECONDS = 2.0
GO_ON, CLOSING = 354, 421
DONE, LATER, NEVER = 2, 4, 5  # the first digit of a reply

# RFC 3463, what a refusal is about: the address (.7 and .8 are the sender's), the mailbox, the way there.
_OF_THE_ADDRESS = re.compile(rb"5\.(?:1\.(?![78]\b)|2\.|4\.)")
_FINE = re.compile(rb"5\.\d+\.\d+")
# What a server without these finer codes says when it means us or our words.
_OF_US = {500, 502, 503, 504, 530, 534, 535, 538, 555}

Reply = tuple[int, bytes]


class Mail:
    """A carrier that speaks SMTP with the operator's server. Times are seconds for one answer."""

    def __init__(self, *, server: Server, sender: Sender, seconds: float = SECONDS) -> None:
        self._server, self._sender, self._seconds = server, sender.address, seconds
        self._writer = Writer(sender)
        self._line: smtplib.SMTP | None = None
        self._is_silent = False

    def __enter__(self) -> Self:
        self._is_silent = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None and self._line.sock is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._line.sock.settimeout(GOODBYE_SECONDS)
                self._line.docmd("QUIT")
        self._drop()

    def send(self, letter: Letter, meanwhile: Callable[[], None] = rest) -> None:
        try:
            to = addresses.read("email", letter.address)
        except addresses.BadAddress:
            raise Refused from None
        if self._is_silent:
            raise Unreachable
        message = b""

        def write() -> None:
            nonlocal message
            message = self._writer.write(letter, to=to)

        line = self._begin(is_plain=to.isascii(), meanwhile=meanwhile)
        reply = self._say(line, f"RCPT TO:<{to}>", write)
        if reply[0] // 100 != DONE:
            self._turn_back(line, reply, is_refused=_is_of_the_address(reply))
        reply = self._say(line, "DATA", meanwhile)
        if reply[0] != GO_ON:
            self._turn_back(line, reply, is_refused=False)
        reply = self._give(line, message)
        if reply[0] // 100 != DONE:
            self._turn_back(line, reply, is_refused=bool(_OF_THE_ADDRESS.match(reply[1])))

    def _begin(self, *, is_plain: bool, meanwhile: Callable[[], None]) -> smtplib.SMTP:
        """A connection that took us for the sender. An idle one may have been closed; then once anew."""
        reply: Reply = (CLOSING, b"")
        if self._line is not None:
            with suppress(smtplib.SMTPException):
                reply = self._mail_from(self._line, is_plain=is_plain, meanwhile=meanwhile)
        if reply[0] == CLOSING:
            self._drop()
            self._line = self._open()
            try:
                reply = self._mail_from(self._line, is_plain=is_plain, meanwhile=meanwhile)
            except smtplib.SMTPException:
                self._drop()
                raise Unreachable from None
        if reply[0] // 100 == LATER and reply[0] != CLOSING:
            raise NotSent
        if self._line is None or reply[0] // 100 != DONE:
            self._drop()
            raise Unreachable
        return self._line

    def _mail_from(self, line: smtplib.SMTP, *, is_plain: bool, meanwhile: Callable[[], None]) -> Reply:
        if is_plain:
            return self._ask(line, f"MAIL FROM:<{self._sender}>", meanwhile)
        if not line.has_extn("smtputf8"):
            raise Refused
        line.command_encoding = "utf-8"
        return self._ask(line, f"MAIL FROM:<{self._sender}> BODY=8BITMIME SMTPUTF8", meanwhile)

    def _open(self) -> smtplib.SMTP:
        """A connection that is encrypted, unless the server runs on this machine, and knows who we are."""
        server = self._server
        # Reading what to trust takes as long as forty letters do to a server on this machine.
        context = None if server.is_here and not server.is_encrypted else ssl.create_default_context()
        line: smtplib.SMTP | None = None
        try:
            # Without a name of our own, the library would tell the server that of this machine.
            if server.is_encrypted:
                line = smtplib.SMTP_SSL(
                    server.host, server.port, self._writer.domain, timeout=self._seconds, context=context
                )
            else:
                line = smtplib.SMTP(server.host, server.port, self._writer.domain, timeout=self._seconds)
            if not server.is_encrypted and not server.is_here:
                line.starttls(context=context)
            line.ehlo_or_helo_if_needed()
            if server.user:
                line.login(server.user, server.password)
        except (smtplib.SMTPException, OSError):
            if line is not None:
                line.close()
            raise Unreachable from None
        return line

    def _say(self, line: smtplib.SMTP, command: str, meanwhile: Callable[[], None]) -> Reply:
        """The answer to a command on the way to the text."""
        try:
            return self._ask(line, command, meanwhile)
        except smtplib.SMTPException as error:
            self._drop()
            if isinstance(error.__context__, TimeoutError):
                raise Unreachable from None
            raise NotSent from None

    def _ask(self, line: smtplib.SMTP, command: str, meanwhile: Callable[[], None]) -> Reply:
        """The answer to a command, read after `meanwhile` is done."""
        line.putcmd(command)
        try:
            meanwhile()
        except BaseException:
            # An answer left unread would answer the next question, and an open text would swallow it.
            self._drop()
            raise
        return line.getreply()

    def _give(self, line: smtplib.SMTP, message: bytes) -> Reply:
        """The answer to the text. A dot that begins a line is doubled, a dot alone ends the text."""
        try:
            line.send(message.replace(b"\r\n.", b"\r\n..") + b".\r\n")
            reply = line.getreply()
        except smtplib.SMTPException as error:
            self._drop()
            # Nobody can know of the letter that met the silence; those behind it are spared that.
            self._is_silent = isinstance(error.__context__, TimeoutError)
            raise Uncertain from None
        if reply[0] // 100 not in {DONE, LATER, NEVER}:
            self._drop()
            raise Uncertain
        return reply

    def _turn_back(self, line: smtplib.SMTP, reply: Reply, *, is_refused: bool) -> NoReturn:
        """Leave the connection ready for the next letter, and say how this one ended."""
        try:
            is_ready = reply[0] != CLOSING and line.docmd("RSET")[0] // 100 == DONE
        except smtplib.SMTPException:
            is_ready = False
        if not is_ready:
            self._drop()
        if is_refused and reply[0] // 100 == NEVER:
            raise Refused
        raise NotSent

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None


def _is_of_the_address(reply: Reply) -> bool:
    """Whether a refused recipient was refused for its own sake, and not for the sender's."""
    if _FINE.match(reply[1]):
        return bool(_OF_THE_ADDRESS.match(reply[1]))
    return reply[0] not in _OF_US


def by_mail() -> Mail:
    return Mail(server=needed(settings.EMAIL_URL), sender=needed(settings.EMAIL_FROM))
