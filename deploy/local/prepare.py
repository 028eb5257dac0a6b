"""Make the machine ready: `.venv` exactly as the lock file says, and the system's few libraries.

Runs under any Python that is there, before anything is installed. Standard library only.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = (ROOT / ".venv").resolve()
PYTHON = str(VENV / "bin" / "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "lock.sha256"

PDF_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
FONT_PACKAGES = ["fontconfig", "fonts-dejavu-core"]
# Loads what WeasyPrint loads, the way it does; without the last library the PDFs carry whole fonts.
PDF_CHECK = "from weasyprint.text.ffi import harfbuzz_subset as found; raise SystemExit(found is None)"
# The wheel of Redis exists only for some Pythons and platforms; elsewhere the system's does as well.
REDIS_CHECK = "from deploy.local.services import redis_server; redis_server()"
# The driver of the browser tests is a program of its own inside a wheel.
DRIVER_CHECK = (
    "import subprocess; from playwright._impl._driver import compute_driver_executable as driver; "
    "subprocess.run([driver()[0], '--version'], check=True)"
)


def enter(module: str, *, browser: bool = False) -> None:
    """Make everything ready and go on as `module` within `.venv`, in this same process.

    Returns at once when it already runs there. Ends with a sentence and status 1 when something is
    missing that it may not install.
    """
    if Path(sys.prefix).resolve() == VENV:
        return
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda *_: sys.exit("Stopped."))
    try:
        with _one_at_a_time():
            _make_environment()
        if missing := [*_missing_packages(browser=browser)]:
            _install(missing)
            if still := [*_missing_packages(browser=browser)]:
                sys.exit(f"Installed, and yet not usable: {' '.join(still)}")
    except subprocess.CalledProcessError as error:
        sys.exit(f"This did not work (status {error.returncode}): {' '.join(error.cmd)}")
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON, "-m", module, *sys.argv[1:]])  # noqa: S606  our own interpreter


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """A second start from this checkout waits until the first has made `.venv`."""
    with LOCK.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_environment() -> None:
    """`.venv` holds what the lock file pins, nothing else; when it changes, `.venv` is made anew."""
    interpreter = f"{sys.version} {sys.base_prefix}".encode()
    fingerprint = hashlib.sha256(LOCK.read_bytes() + interpreter).hexdigest()
    if STAMP.exists() and STAMP.read_text() == fingerprint:
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        _install(["python3-venv"])
    print("Installing the Python packages into .venv: about a minute, this time only.", flush=True)
    _do([sys.executable, "-m", "venv", "--clear", str(VENV)])
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]  # errors alone
    _do([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)])
    STAMP.write_text(fingerprint)


def _do(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> None:
    """Run a command to its end; whatever stops us stops it too, with all that it started.

    Raises CalledProcessError when it fails.
    """
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, env=env, stdin=null, stdout=null, start_new_session=True)
    try:
        status = process.wait()
    except BaseException:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        raise
    if status:
        raise subprocess.CalledProcessError(status, command)


def _missing_packages(*, browser: bool) -> Iterator[str]:
    """Debian's names of what is missing, found out by using it."""
    if not _works(PDF_CHECK):
        yield from PDF_PACKAGES
    if not _has_cyrillic_font():
        yield from FONT_PACKAGES
    if not _works(REDIS_CHECK):
        yield "redis-server"
    if browser and not shutil.which("chromium"):
        yield "chromium"
    if browser and not _works(DRIVER_CHECK):
        yield "libatomic1"


def _works(code: str) -> bool:
    return subprocess.run([PYTHON, "-c", code], check=False, cwd=ROOT, capture_output=True).returncode == 0


def _has_cyrillic_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    fonts = subprocess.run(["fc-list", ":lang=ru", "family"], check=False, capture_output=True)
    return bool(fonts.stdout.strip())


def _install(packages: Sequence[str]) -> None:
    """Install as root on Debian; otherwise say the one command to run, and stop."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        sys.exit(f"Missing from the system, by Debian's names: {' '.join(packages)}. Install them first.")
    if os.geteuid() != 0:
        sys.exit(f"Missing from the system. Run this once, then repeat:\n\n  sudo {' '.join(command)}\n")
    print(f"Installing from the system's packages: {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _do(["apt-get", "update"], env=quiet)
    _do(command, env=quiet)
