"""`make bench`: see the package."""

import importlib
import os
import pkgutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deploy.local import prepare
from deploy.local.check import start_services
from deploy.local.prepare import PYTHON, ROOT
from deploy.local.processes import Died, Stopped, Supervisor, say
from deploy.local.services import socket_folder
from tests.bench import rows, table
from tests.bench.harness import Site

RESULTS = ROOT / ".local" / "bench.json"


def main() -> None:
    prepare.enter("tests.bench")
    os.chdir(ROOT)
    for module in pkgutil.iter_modules(rows.__path__, f"{rows.__name__}."):
        importlib.import_module(module.name)
    chosen = table.chosen(os.environ.get("ONLY", ""))
    if not chosen:
        sys.exit(f"No row begins so. There are: {', '.join(sorted(table.ROWS)) or 'none'}")
    try:
        with socket_folder() as sockets, tempfile.TemporaryDirectory() as data, Supervisor() as supervisor:
            results = run(supervisor, chosen, sockets=sockets, data=Path(data))
    except Stopped:
        sys.exit("Stopped.")
    except (Died, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
    table.write(results, RESULTS)
    say("\n".join(["", *table.lines(results), "", f"Written to {RESULTS.relative_to(ROOT)}"]))
    sys.exit(0 if all(result.holds for result in results) else 1)


def run(supervisor: Supervisor, chosen: list[table.Row], *, sockets: Path, data: Path) -> list[table.Result]:
    """Measure the rows one after another on a site with the demo in it."""
    env = os.environ | start_services(supervisor, sockets=sockets, data=data)
    ready = (
        ["migrate", "--verbosity=0"],
        ["collectstatic", "--noinput", "--verbosity=0"],
        ["seed_demo", f"--passwords-file={data / 'staff'}"],
    )
    for words in ready:
        if supervisor.run([PYTHON, "manage.py", *words], env=env):
            raise Died("The site could not be made ready: the reason stands above.")
    # The demo's courses ask for their handbooks: no worker shall make them beside what it is measured at.
    supervisor.run([PYTHON, "-m", "celery", "--quiet", "-A", "wellbeing", "purge", "--force"], env=env)
    results = []
    for row in chosen:
        began = time.monotonic()
        result = table.result(row, row.measure(Site(env)))
        say(f"{row.name}: {result.figure:g} {row.unit} ({time.monotonic() - began:.0f} s)")
        results.append(result)
    return results


if __name__ == "__main__":
    main()
