"""Counting the box of a quarter by a real worker: how long it takes, and how much memory."""

import subprocess
import time
from functools import cache

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Site, children, resident_bytes
from tests.bench.rows.nudges import working

CONTRIBUTIONS = 100_000
POLL_SECONDS = 0.1


@table.row(
    "picture.tally",
    what=f"{CONTRIBUTIONS:,} sealed contributions, from the key to the published tables, one pass",
    unit="s",
    bound=table.at_most(120),
)
def seconds(site: Site) -> float:
    return measured(site)[0]


@table.row(
    "picture.tally.memory",
    what="memory of the worker that does it, at most",
    unit="MB",
    bound=table.at_most(500),
)
def memory(site: Site) -> float:
    return measured(site)[1]


def measured(site: Site) -> tuple[float, float]:
    """Seconds and megabytes, of one run for both rows: what was counted is gone."""
    return once(tuple(sorted(site.env.items())))


@cache
def once(env: tuple[tuple[str, str], ...]) -> tuple[float, float]:
    site, sizes = Site(dict(env)), []
    command = [PYTHON, "-m", "tests.bench.tallying"]
    subprocess.run([*command, "fill", str(CONTRIBUTIONS)], check=True, cwd=ROOT, env=site.env)
    with (
        working(site, workers=1) as (worker,),
        subprocess.Popen(
            [*command, "run"], cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True
        ) as counting,
    ):
        while counting.poll() is None:
            sizes.append(sum(resident_bytes(pid) for pid in children(worker)))
            time.sleep(POLL_SECONDS)
        printed = counting.stdout.read() if counting.stdout else ""
    if counting.returncode:
        raise RuntimeError("the boxes were not counted")
    return float(printed), max(sizes) / 1e6
