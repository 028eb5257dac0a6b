"""Self-checks and public pages against bare Django on the same server, and what a first visit costs."""

import contextlib
import http.client
import random
import re
import socket
from collections.abc import Iterator, Sequence

from tests.bench import table
from tests.bench.harness import Server, Site, compare, get, post
from tests.bench.visiting import Visit, first_visits

CHECK = "/ru/check/month/"
QUESTIONS, OPTIONS = 22, 5
SHEETS = 50
CLIENTS = 16
MANY = 10_000
KILOBYTE = 1000
BOX_BYTES = 1972


@table.row(
    "check.post",
    what="self-checks a second, against a bare view with as many fields and a page of the same size",
    unit="x",
    bound=table.at_least(0.8),
)
def check_post(site: Site) -> float:
    return against_bare(site, "/check", do="result")


@table.row(
    "check.keep",
    what="self-checks sealed into a history a second, against the bare view plus one insert",
    unit="x",
    bound=table.at_least(0.8),
)
def check_keep(site: Site) -> float:
    return against_bare(site, "/keep", do="keep")


@table.row(
    "page.public", what="public pages a second, against a bare view", unit="x", bound=table.at_least(2)
)
def page_public(site: Site) -> float:
    return page_against_bare(site, "/ru/about/helps/")


@table.row(
    "page.questions", what="question pages a second, against a bare view", unit="x", bound=table.at_least(2)
)
def page_questions(site: Site) -> float:
    return page_against_bare(site, CHECK)


@table.row(
    "check.latency",
    what=f"ninety-ninth percentile against the median, {CLIENTS} clients",
    unit="x",
    bound=table.at_most(5),
)
def check_latency(site: Site) -> float:
    with site.serve() as ours:
        sheets = forms(version(ours), do="result")
        ours.load(sheets, clients=CLIENTS, seconds=1)
        measured = ours.load(sheets, clients=CLIENTS, seconds=10)
    return measured.p99 / measured.median


@table.row(
    "memory.process", what=f"one web process after {MANY} self-checks", unit="MB", bound=table.at_most(200)
)
def memory(site: Site) -> float:
    with site.serve() as ours:
        ours.load(forms(version(ours), do="result"), clients=CLIENTS, count=MANY)
        return ours.process_megabytes()


@table.row(
    "memory.growth", what="the same, from the first 2,000 to the last", unit="MB", bound=table.at_most(2)
)
def memory_growth(site: Site) -> float:
    with site.serve() as ours:
        sheets = forms(version(ours), do="result")
        ours.load(sheets, clients=CLIENTS, count=MANY // 5)
        early = ours.process_megabytes()
        ours.load(sheets, clients=CLIENTS, count=MANY - MANY // 5)
        return ours.process_megabytes() - early


@table.row("visit.size", what="first visit to the home page, all bytes", unit="KB", bound=table.at_most(30))
def visit_size(site: Site) -> float:
    return first_visit(site).size / KILOBYTE


@table.row("visit.requests", what="first visit to the home page, requests", unit="", bound=table.at_most(3))
def visit_requests(site: Site) -> float:
    return first_visit(site).requests


def against_bare(site: Site, bare_path: str, *, do: str) -> float:
    with site.serve() as ours:
        asked = forms(version(ours), do=do)
        with bare(site, answer_size(ours, asked[0])) as other:
            return compare(ours, other, requests=(asked, forms("", do=do, path=bare_path)), clients=CLIENTS)


def page_against_bare(site: Site, path: str) -> float:
    with site.serve() as ours, bare(site, answer_size(ours, get(path))) as other:
        return compare(ours, other, requests=([get(path)], [get("/page")]), clients=CLIENTS)


@contextlib.contextmanager
def bare(site: Site, size: int, *, row: int = BOX_BYTES) -> Iterator[Server]:
    """Its pages have `size` bytes, its rows `row`."""
    env = {"BARE_SIZE": str(size), "BARE_FIELDS": str(QUESTIONS), "BARE_OPTIONS": str(OPTIONS)}
    env |= {"BARE_ROW": str(row)}
    with site.serve("tests.bench.bare:application", env=env) as server:
        yield server


def version(server: Server) -> str:
    """The code that the question page carries for its version."""
    connection = http.client.HTTPConnection("localhost", server.port)
    connection.request("GET", CHECK)
    found = re.search(rb'name="v" value="(\w+)"', connection.getresponse().read())
    connection.close()
    if found is None:
        raise RuntimeError("the question page names no version")
    return found[1].decode()


def forms(code: str, *, do: str, path: str = CHECK) -> Sequence[bytes]:
    """Filled-in sheets, drawn alike in every run; now and then a question is skipped."""
    chance = random.Random(2026)
    places = [*map(str, range(OPTIONS)), ""]
    weights = [4] * OPTIONS + [1]
    return [
        post(
            path,
            {"v": code, "do": do}
            | {f"q{n}": chance.choices(places, weights)[0] for n in range(1, QUESTIONS + 1)},
        )
        for _ in range(SHEETS)
    ]


def answer_size(server: Server, request: bytes) -> int:
    """Bytes of the body that answers this request."""
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(request)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return len(answer.read())


def first_visit(site: Site) -> Visit:
    """The home page in an empty browser."""
    with site.serve() as ours:
        return first_visits(ours, ["/"])[0]
