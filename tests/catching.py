"""A mail server that writes messages down, one line of JSON each: `python -m tests.catching PORT FILE`."""

import json
import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Written:
    """Writes a line as soon as a message is taken: `to` (addresses) and `message` (as it arrived)."""

    def __init__(self, file: Path) -> None:
        self.file = file.open("a", buffering=1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        self.file.write(json.dumps({"to": envelope.rcpt_tos, "message": content.decode("latin-1")}) + "\n")
        return "250 Taken"


def main(port: int, file: Path) -> None:
    Controller(Written(file), hostname="127.0.0.1", port=port).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
