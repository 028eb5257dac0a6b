"""A copy of this checkout somewhere else, as a newcomer has it, and what runs from it."""

import os
import shutil
import subprocess
from pathlib import Path

from deploy.local.prepare import ROOT, VENV

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".local", ".*_cache", ".hypothesis", "__pycache__", "*.mo"
)
OF_THIS_RUN = {
    "DATABASE_URL",
    "REDIS_URL",
    "STATE_DIR",
    "SITE_URL",
    "SECRET_KEY",
    "SEAL_KEYS",
    "DEBUG",
    "PORT",
}


def create_checkout(folder: Path) -> Path:
    """Copy the sources; the packages are installed already."""
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    (folder / ".venv").symlink_to(VENV)
    return folder


def start_make(checkout: Path, *words: str, output: Path) -> subprocess.Popen[bytes]:
    """Start `make` with these words, as from a terminal that knows nothing of this test run."""
    env = {name: value for name, value in os.environ.items() if name not in OF_THIS_RUN}
    with output.open("wb") as file:
        return subprocess.Popen(
            ["make", *words], cwd=checkout, env=env, stdout=file, stderr=subprocess.STDOUT
        )


def processes_naming(text: str) -> list[str]:
    """The command lines of all running processes that name `text`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has just ended
            continue
        if text in words:
            found.append(words)
    return found
