"""`make test`: every check and every test, on a PostgreSQL and a Redis of their own that are thrown away.

All checks run even when one fails, so that one run tells everything. ONLY names folders or files of
tests, and leaves the other checks out.
"""

import os
import secrets
import shlex
import shutil
import sys
import tempfile
import time
from pathlib import Path

from deploy.local import prepare
from deploy.local.prepare import PYTHON, ROOT, VENV
from deploy.local.processes import Died, Stopped, Supervisor, say
from deploy.local.services import NAME, Postgres, Redis, socket_folder

# As many as the cores of a small machine; see tests/plugins/lanes.py.
LANES = ["--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder"]
SOURCES = ["cms", "courses", "deploy", "manage.py", "tests", "trainers", "wellbeing"]
CHECKS = {
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "types": [PYTHON, "-m", "mypy", *SOURCES],
    "imports": [str(VENV / "bin" / "lint-imports")],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    # As production is served; everything else as on one's own machine.
    "deploy check": [
        *("env", "SITE_URL=https://example.org"),
        *(PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
    ],
}


def main() -> None:
    is_ci = os.environ.get("CI") == "true"
    prepare.enter("deploy.local.check", browser=is_ci or os.geteuid() == 0)
    os.chdir(ROOT)
    if not shutil.which("chromium"):
        say("Without Chromium the browser tests are left out. To have them:  sudo apt-get install chromium")
    try:
        with socket_folder() as sockets, tempfile.TemporaryDirectory() as data, Supervisor() as supervisor:
            env = os.environ | start_services(supervisor, sockets=sockets, data=Path(data))
            failed = run_all(supervisor, env=env)
    except Stopped:
        sys.exit("Stopped.")
    except Died as death:
        sys.exit(str(death))
    sys.exit(1 if failed else 0)


def start_services(supervisor: Supervisor, *, sockets: Path, data: Path) -> dict[str, str]:
    """Start empty services and return the whole environment of a site that uses them."""
    postgres = Postgres(data / "postgres", sockets, durable=False)
    redis = Redis(sockets)
    postgres.start(supervisor)
    redis.start(supervisor)
    (data / "state" / "static").mkdir(parents=True)
    return {
        "DJANGO_SETTINGS_MODULE": "wellbeing.settings",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SEAL_KEYS": secrets.token_urlsafe(32),
        "DATABASE_URL": postgres.url,
        "REDIS_URL": f"{redis.url}?db=0",
        "SITE_URL": "http://localhost:8000",
        "STATE_DIR": str(data / "state"),
        "DEBUG": "off",
    }


def run_all(supervisor: Supervisor, *, env: dict[str, str]) -> list[str]:
    """Run the checks and the tests; returns the names of those that failed."""
    only = shlex.split(os.environ.get("ONLY", ""))
    began = time.monotonic()
    failed = [] if only else [name for name in CHECKS if not passes(supervisor, name, env=env)]
    code = "from deploy.local.messages import compile_all; from pathlib import Path; compile_all(Path())"
    supervisor.run([PYTHON, "-c", code], env=env)
    # Once; the databases of tests and of sites in tests are copies of it.
    supervisor.run([PYTHON, "manage.py", "migrate", "--verbosity", "0"], env=env)
    env = {**env, "MIGRATED_DATABASE": NAME}
    if supervisor.run([PYTHON, "-m", "pytest", *(only or LANES)], env=env):
        failed.append("tests")
    say(f"{'Failed: ' + ', '.join(failed) if failed else 'All passed'} ({time.monotonic() - began:.0f} s)")
    return failed


def passes(supervisor: Supervisor, name: str, *, env: dict[str, str]) -> bool:
    """Run one check and show a line for it, and all it says if it fails."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        status = supervisor.run(CHECKS[name], env=env, output=output)
        output.seek(0)
        said = output.read()
    say(f"{name:<14}{'failed' if status else 'passed'} in {time.monotonic() - began:.1f} s")
    if status:
        say(said)
    return status == 0


if __name__ == "__main__":
    main()
