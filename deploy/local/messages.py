"""Translations as gettext reads them: every `.po` file beside its `.mo`, without the system's gettext."""

from pathlib import Path

import polib


def compile_all(root: Path) -> int:
    """Write each `.mo` file that is older than its `.po` file. Returns how many were written."""
    written = 0
    for source in root.glob("[!.]*/**/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written += 1
    return written
