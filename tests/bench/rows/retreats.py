"""Places at retreats and the plan of a year, each on one core."""

import subprocess

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Site


def figure(site: Site, what: str) -> float:
    command = [PYTHON, "-m", "tests.bench.sharing", what]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    return float(done.stdout.strip())


@table.row(
    "retreats.places",
    what="400 who apply for 60 places, 12 regions, 24 rooms, 30 pairs apart: until the optimum is proven",
    unit="s",
    bound=table.at_most(2),
)
def one(site: Site) -> float:
    return figure(site, "one")


@table.row(
    "retreats.year",
    what="5,000 who apply for 50 retreats, 60 s: the first aim that is not proven, from its bound",
    unit="%",
    bound=table.at_most(1),
)
def year(site: Site) -> float:
    return figure(site, "gap")


@table.row(
    "retreats.year.memory",
    what="memory that the same takes, at most",
    unit="MB",
    bound=table.at_most(2000),
)
def memory(site: Site) -> float:
    return figure(site, "memory")


@table.row(
    "retreats.better",
    what="of 50 cases, those in which a pass down the ranking and a plain lot are both worse by the aims",
    unit="",
    bound=table.at_least(50),
)
def better(site: Site) -> float:
    return figure(site, "better")


@table.row(
    "retreats.plan.first",
    what="a year with 20 houses, 40 weeks, 30 colleagues, 12 retreats: until there is a plan",
    unit="s",
    bound=table.at_most(5),
)
def first_plan(site: Site) -> float:
    return figure(site, "first_plan")


@table.row(
    "retreats.plan.gap",
    what="the same year after a minute: places of the first plan from the bound of any",
    unit="%",
    bound=table.at_most(5),
)
def plan_gap(site: Site) -> float:
    return figure(site, "plan_gap")
