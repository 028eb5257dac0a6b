"""Catches the mail of a site on one's own machine and shows it on the terminal. Nothing leaves it.

Run as `python -m deploy.local.mailbox PORT`.
"""

import email
import sys
import threading
from email import policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Shown:
    """Takes every message and prints it as it arrived."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = email.message_from_bytes(envelope.original_content or b"", policy=policy.default)
        body = message.get_body(preferencelist=("plain",))
        lines = [f"{name}: {value}" for name, value in message.items()]
        text = body.get_content() if body else ""
        print("\n".join(["", *lines, "", *text.splitlines()]), flush=True)
        return "250 Taken"


def main(port: int) -> None:
    controller = Controller(Shown(), hostname="127.0.0.1", port=port)
    controller.start()
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]))
