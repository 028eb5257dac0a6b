"""Offers of places at retreats: a crowd that answers."""

import json
import subprocess
from collections import Counter

import psycopg

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Site, get, post

PAGE = "/ru/application/"
BECOMES = {"accept": "accepted", "decline": "declined", "give_up": "withdrawn"}
STANDINGS = "SELECT standing, count(*) FROM retreats_offer GROUP BY standing"


@table.row(
    "retreats.offers",
    what="300 people say yes, say no and give up at once, ninety-ninth percentile until the page stands",
    unit="s",
    bound=table.at_most(5),
)
def offers(site: Site) -> float:
    """From opening the connection to the last byte of the answer, of people whose page is open.

    Raises RuntimeError unless all are answered with their page, each got what they pressed, and after that
    every place is held by exactly one person, by those who moved up too.
    """
    codes: dict[str, list[str]] = json.loads(run(site, "crowd"))
    asked = [post(PAGE, {"code": code, "do": do}) for do, some in codes.items() for code in some]
    asked = [each for n in range(3) for each in asked[n::3]]  # the three of them mixed
    with site.serve() as server:
        server.load([get(PAGE)], seconds=2)
        measured = server.load(asked, clients=len(asked), count=len(asked))
    with psycopg.connect(site.env["DATABASE_URL"]) as database:
        found: dict[str, int] = dict(database.execute(STANDINGS).fetchall())
    expected = Counter({BECOMES[do]: len(some) for do, some in codes.items()})
    if found != expected or measured.answers != len(asked):
        raise RuntimeError(f"{measured.answers} answers; {found}, expected {dict(expected)}")
    run(site, "settle")
    return measured.p99


def run(site: Site, what: str) -> str:
    command = [PYTHON, "-m", "tests.bench.filling_retreats", what]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()
