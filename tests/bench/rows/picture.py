"""The picture of the regions, as heavy as it gets: ninety regions over twelve quarters."""

import subprocess

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Site
from tests.bench.rows.self_checks import KILOBYTE, page_against_bare
from tests.bench.visiting import first_visits

WHAT = "90 regions, 12 quarters"


@table.row(
    "picture.rate",
    what=f"pages of the picture a second, {WHAT}, against a bare view with a page of the same size",
    unit="x",
    bound=table.at_least(2),
)
def rate(site: Site) -> float:
    scale, _ = fill(site)
    return page_against_bare(site, scale)


@table.row(
    "picture.bytes",
    what=f"heavier of the first page and a scale's, {WHAT}, first visit in Chromium, bytes, compressed",
    unit="KB",
    bound=table.at_most(30),
)
def size(site: Site) -> float:
    paths = fill(site)
    with site.serve() as server:
        return max(visit.size for visit in first_visits(server, paths)) / KILOBYTE


def fill(site: Site) -> list[str]:
    """The addresses of the two heaviest pages."""
    command = [PYTHON, "-m", "tests.bench.filling_picture"]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    return done.stdout.split()
