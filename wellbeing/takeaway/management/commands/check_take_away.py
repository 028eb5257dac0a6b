"""`manage.py check_take_away FILE [--key KEYS]`: whether a copy is ours and unchanged, on any machine.

Needs no network, no settings and no database. The keys have to come from elsewhere than the copy: from the
site, or from somebody whom one trusts. Status 0 says that one of them signed the file as it is; 1, that the
file is not to be trusted; 2, that it is whole but no key was given to compare with.
"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from wellbeing.takeaway import checking, signing
from wellbeing.takeaway.checking import Verdict

SAID = {
    Verdict.EMPTY: "there is nothing in it.",
    Verdict.TOO_LARGE: "it is larger than any copy.",
    Verdict.UNSIGNED: "it bears no signature at its end. It is no copy, or a browser saved it anew.",
    Verdict.CHANGED: "something in it was changed after it was signed. Do not open it.",
}


class Command(BaseCommand):
    help = "Say whether a copy that was carried away is ours and unchanged."
    # Of this site nothing is needed, so nothing of it is looked at.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--key", metavar="KEYS", help="a public key, or the file with those of the site")

    def handle(self, *args: object, file: Path, key: str | None = None, **options: object) -> None:
        ours = _keys(key) if key else []
        said = checking.check(_read(file), ours)
        if said.verdict is Verdict.OURS:
            self.stdout.write(f"{file.name}: ours, as it was made on {said.made_on}. Signed by {said.key}.")
            return
        if said.verdict is not Verdict.FOREIGN:
            raise CommandError(f"{file.name}: {SAID[said.verdict]}")
        if key:
            raise CommandError(f"{file.name}: signed by {said.key}, which is none of these keys.")
        raise CommandError(
            f"{file.name}: unchanged since {said.key} signed it. Anybody can sign with a key of their own:\n"
            "compare this name with the one that the site publishes, or give its keys by --key.",
            returncode=2,
        )


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(checking.LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None


def _keys(given: str) -> list[bytes]:
    """The keys in the text, or in the file of that name."""
    found = signing.read(given)
    if not found:
        found = signing.read(_read(Path(given)).decode("utf-8", "replace"))
    if not found:
        raise CommandError("There is no key in what was given by --key.")
    return found
