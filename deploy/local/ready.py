"""What the site needs before it serves: translations, tables, static files, and at first the demo.

One process for all of it, so that the framework is loaded once. Run as
`python -m deploy.local.ready STAFF_FILE APPLICATIONS_FILE` with the environment of the site.
"""

import hashlib
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction

from deploy.local.messages import compile_all
from deploy.local.prepare import LOCK, ROOT


def main(staff_file: str, applications_file: str) -> None:
    compile_all(ROOT)
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    if not get_user_model().objects.exists():
        print("Loading the demo site, this time only.", flush=True)
        with transaction.atomic():
            files = ["--passwords-file", staff_file, "--codes-file", applications_file]
            call_command("seed_demo", *files)


def collect_static() -> None:
    """Gather the static files, unless neither the packages nor our own files changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    ours = sorted(path for path in ROOT.glob("[!.]*/**/static/**/*") if path.is_file())
    seen = [f"{path} {path.stat().st_mtime_ns}" for path in ours]
    fingerprint = hashlib.sha256(LOCK.read_bytes() + "\n".join(seen).encode()).hexdigest()
    stamp = root.with_name("static.sha256")
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
