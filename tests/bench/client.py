"""The load: a process of its own that sends prepared requests over kept connections and counts.

Reads one JSON object from its input: `port`, `requests` (each whole, base64), `clients`, and `seconds`
or `count`. Requests are sent in turn, each by the next free client. Writes one JSON object: `seconds`,
`latencies` (seconds, one for each answer), `statuses` (how many of each), `received` (bytes).
"""

import asyncio
import base64
import itertools
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator


class Load:
    """What all clients share: the requests still to send, and what came back."""

    def __init__(self, requests: list[bytes], *, seconds: float | None, count: int | None) -> None:
        endless = itertools.cycle(requests)
        self.requests: Iterator[bytes] = itertools.islice(endless, count) if count else endless
        self.began = time.perf_counter()
        self.until = self.began + seconds if seconds else float("inf")
        self.latencies: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.received = 0

    async def client(self, port: int) -> None:
        """One client: a request, its whole answer, the next request; a closed connection is opened anew.

        Waiting for the first connection counts with the first request.
        """
        sent = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < self.until and (request := next(self.requests, None)):
            writer.write(request)
            status, size, is_kept = await _answer(reader)
            self.latencies.append(time.perf_counter() - sent)
            self.statuses[status] += 1
            self.received += size
            if not is_kept:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            sent = time.perf_counter()
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int, bool]:
    """Read one answer: its status, its size in bytes, and whether the connection stays open.

    Raises KeyError for an answer that does not tell its length.
    """
    head = await reader.readuntil(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").lower().split("\r\n")
    headers = dict(line.split(": ", 1) for line in rest if ": " in line)
    body = await reader.readexactly(int(headers["content-length"]))
    return int(first.split()[1]), len(head) + len(body), headers.get("connection") != "close"


async def main() -> None:
    asked = json.load(sys.stdin)
    requests = [base64.b64decode(text) for text in asked["requests"]]
    load = Load(requests, seconds=asked["seconds"], count=asked["count"])
    await asyncio.gather(*(load.client(asked["port"]) for _ in range(asked["clients"])))
    counted = {
        "seconds": time.perf_counter() - load.began,
        "latencies": load.latencies,
        "statuses": load.statuses,
        "received": load.received,
    }
    json.dump(counted, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main())
