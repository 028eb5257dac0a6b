"""The page of coverage with many trainers, as a colleague's browser gets it."""

import statistics
import subprocess

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Server, Site, get

PAGE = "/staff/trainers/coverage/"
FEW, MANY = 50, 5_000
EVIDENCE = 40
ROUNDS = 3
SECONDS = 4.0


@table.row(
    "coverage.queries",
    what=f"queries of the coverage page, {MANY} trainers with {EVIDENCE} pieces of evidence each",
    unit="",
    bound=table.at_most(12),
)
def queries(site: Site) -> float:
    fill(site, MANY)
    with site.serve("tests.bench.counting:application") as server:
        return float(server.queries(PAGE, cookie(site)))


@table.row(
    "coverage.growth",
    what=f"time of the coverage page with {MANY} trainers in 100 regions, against {FEW}",
    unit="x",
    bound=table.at_most(3),
)
def growth(site: Site) -> float:
    """The median of rounds; in each few are measured right before many."""
    signed_in = cookie(site)
    ratios = []
    with site.serve() as server:
        for _ in range(ROUNDS):
            few, many = (measured(site, server, signed_in, trainers) for trainers in (FEW, MANY))
            ratios.append(many / few)
    return statistics.median(ratios)


def measured(site: Site, server: Server, signed_in: str, trainers: int) -> float:
    """Seconds to the whole page for one colleague, the median."""
    fill(site, trainers)
    asked = [get(PAGE, Cookie=signed_in)]
    server.load(asked, clients=1, seconds=1)
    return server.load(asked, clients=1, seconds=SECONDS).median


def fill(site: Site, trainers: int) -> None:
    command = [PYTHON, "-m", "tests.bench.filling_trainers", str(trainers), str(EVIDENCE)]
    subprocess.run(command, check=True, cwd=ROOT, env=site.env)


def cookie(site: Site, *colleague: str) -> str:
    """The session of a colleague of some role and region, or of one who coordinates the whole network."""
    command = [PYTHON, "-m", "tests.bench.entering", *(colleague or ("lead",))]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()
