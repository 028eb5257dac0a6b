"""The handbook of a whole course, against bare WeasyPrint."""

import subprocess

from deploy.local.prepare import PYTHON, ROOT
from tests.bench import table
from tests.bench.harness import Site


@table.row(
    "handbook.pdf",
    what="handbook of 8 lessons, speed against bare WeasyPrint on the same finished HTML in a warm process",
    unit="x",
    bound=table.at_least(0.9),
)
def against_bare(site: Site) -> float:
    command = [PYTHON, "-m", "tests.bench.handbooks"]
    done = subprocess.run(command, check=True, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
    return float(done.stdout.strip())
