"""Runs: a crowd at the opening, and what colleagues' pages ask of the database."""

import subprocess
from collections import Counter

import psycopg

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Site, get, post
from tests.bench.rows.trainers_coverage import cookie
from wellbeing.privacy import codes

CROWD, PLACES = 1_000, 30
REGION = "RU-TOM"
COLLEAGUES = ("trainer", "coordinator")
PARTIES = "SELECT number, standing, size FROM runs_party WHERE run_id = %s ORDER BY number"


@table.row(
    "runs.enrolments",
    what=f"{CROWD} people press at once for {PLACES} places, ninety-ninth percentile until the page stands",
    unit="s",
    bound=table.at_most(5),
)
def enrolments(site: Site) -> float:
    """From opening the connection to the last byte of the answer, of people who have read the form.

    Raises RuntimeError unless all are answered with their place codes, the first have the places, and
    everybody else waits in the order in which they came.
    """
    run = fill(site, "crowd")
    page, people = f"/ru/runs/{run}/join/", range(CROWD)
    forms = [post(page, {"once": codes.draw(), "name1": f"Клён {n}"}) for n in people]
    with site.serve() as server:
        server.load([get(page)], seconds=2)
        measured = server.load(forms, clients=CROWD, count=CROWD)
    with psycopg.connect(site.env["DATABASE_URL"]) as database:
        found = database.execute(PARTIES, [run]).fetchall()
    expected = [(n, "in" if n <= PLACES else "waiting", 1) for n in range(1, CROWD + 1)]
    if found != expected or measured.answers != CROWD:
        raise RuntimeError(f"{measured.answers} answers; {Counter(standing for _, standing, _ in found)}")
    return measured.p99


@table.row(
    "runs.page.queries",
    what="queries of the page of a run with 200 enrolled, for its trainer and for the coordinator, the most",
    unit="",
    bound=table.at_most(10),
)
def page_queries(site: Site) -> float:
    return queries(site, "full", "/staff/runs/{run}/")


@table.row(
    "runs.calendar.queries",
    what="queries of the calendar with 500 runs, for a trainer and for the coordinator, the most",
    unit="",
    bound=table.at_most(10),
)
def calendar_queries(site: Site) -> float:
    return queries(site, "calendar", "/staff/runs/calendar/")


def queries(site: Site, what: str, path: str) -> float:
    cookies = [cookie(site, role, REGION) for role in COLLEAGUES]
    run = fill(site, what)
    with site.serve("tests.bench.counting:application") as server:
        return float(max(server.queries(path.format(run=run), each) for each in cookies))


def fill(site: Site, what: str) -> str:
    """The key of the run that was made."""
    command = [PYTHON, "-m", "tests.bench.filling_runs", what]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()
