"""A mail server that writes down whom it took messages for: `python -m tests.faults.catching PORT FILE`."""

import sys
import threading
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Written:
    def __init__(self, file: Path) -> None:
        self.file = file.open("a", buffering=1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        for address in envelope.rcpt_tos:
            self.file.write(f"{address}\t{time.time()}\n")
        return "250 Taken"


def main(port: int, file: Path) -> None:
    Controller(Written(file), hostname="127.0.0.1", port=port).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
