"""A local mail server that takes every message and keeps none: `python -m tests.bench.taking PORT`."""

import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink


def main(port: int) -> None:
    Controller(Sink(), hostname="127.0.0.1", port=port).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]))
