"""Certificates on paper: against bare WeasyPrint, and the memory of a cohort's."""

import subprocess
import time

import psycopg

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Site, children, resident_bytes
from tests.bench.rows.nudges import working

LIMIT_SECONDS = 300
POLL_SECONDS = 0.1


@table.row(
    "trainers.pdf",
    what="certificates a second, against bare WeasyPrint on the same finished HTML in a warm process",
    unit="x",
    bound=table.at_least(0.9),
)
def against_bare(site: Site) -> float:
    return float(papers(site, "compare"))


@table.row(
    "trainers.pdf.memory",
    what="memory of the worker that makes 500 certificates for a cohort as one download, at most",
    unit="MB",
    bound=table.at_most(300),
)
def memory(site: Site) -> float:
    sizes = []
    asked = "SELECT status FROM trainers_papers WHERE id = %s"
    with (
        working(site, workers=1) as (worker,),
        psycopg.connect(site.env["DATABASE_URL"], autocommit=True) as database,
    ):
        id, began = papers(site, "begin"), time.monotonic()
        while database.execute(asked, [id]).fetchone() == ("running",):
            sizes.append(sum(resident_bytes(pid) for pid in children(worker)))
            if time.monotonic() - began > LIMIT_SECONDS:
                raise RuntimeError("the certificates were not made in time")
            time.sleep(POLL_SECONDS)
    return max(sizes) / 1e6


def papers(site: Site, what: str) -> str:
    command = [PYTHON, "-m", "tests.bench.papers", what]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()
