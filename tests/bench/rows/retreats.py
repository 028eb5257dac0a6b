"""Places at retreats and the plan of a year, each on one core."""

import subprocess
from functools import partial

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Site

# By name: what `tests.bench.sharing` calls it, what it is, its unit and its bound.
FIGURES = {
    "retreats.places": (
        "one",
        "400 who apply for 60 places, 12 regions, 24 rooms, 30 pairs apart: until the optimum is proven",
        "s",
        table.at_most(2),
    ),
    "retreats.year": (
        "gap",
        "5,000 who apply for 50 retreats, 60 s: the first aim that is not proven, from its bound",
        "%",
        table.at_most(1),
    ),
    "retreats.year.memory": ("memory", "memory that the same takes, at most", "MB", table.at_most(2000)),
    "retreats.better": (
        "better",
        "of 50 cases, those in which a pass down the ranking and a plain lot are both worse by the aims",
        "",
        table.at_least(50),
    ),
    "retreats.plan.first": (
        "first_plan",
        "a year with 20 houses, 40 weeks, 30 colleagues, 12 retreats: until there is a plan",
        "s",
        table.at_most(5),
    ),
    "retreats.plan.gap": (
        "plan_gap",
        "the same year after a minute: places of the first plan from the bound of any",
        "%",
        table.at_most(5),
    ),
}


def measure(site: Site, *, called: str) -> float:
    command = [PYTHON, "-m", "tests.bench.sharing", called]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    return float(done.stdout.strip())


for name, (called, what, unit, bound) in FIGURES.items():
    table.row(name, what=what, unit=unit, bound=bound)(partial(measure, called=called))
