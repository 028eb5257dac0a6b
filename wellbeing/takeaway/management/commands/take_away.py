"""Makes the copies to carry away anew where they are not as the site is, and writes them into a folder."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wellbeing.privacy import server_keys
from wellbeing.takeaway import checking, keys, signing
from wellbeing.takeaway.actions import copies
from wellbeing.takeaway.models import Copy


class Command(BaseCommand):
    help = "Make the copies to carry away, and write them, their signatures and the keys into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, metavar="DIR", help="where to write them; it may be new")

    def handle(self, *args: object, out: Path | None, **options: object) -> None:
        try:
            copies.make(today=timezone.localdate())
        except server_keys.NoKey:
            raise CommandError("Without a seal key nothing can be signed: see SEAL_KEYS.") from None
        files: dict[str, bytes] = {}
        for copy in Copy.objects.order_by("language"):
            name, content = f"notes-{copy.language}.html", bytes(copy.content)
            files |= {name: content, f"{name}.sig": copy.signature.encode()}
            self.stdout.write(f"{name}: {len(content)} bytes, made on {copy.made_on}")
            self.stdout.write(f"  sha256 {checking.fingerprint(content)}")
        if not files:
            raise CommandError("There is nothing to carry away: no self-check of our own is published.")
        if out is not None:
            files["keys.txt"] = "".join(signing.allowed(public) for public in keys.published()).encode()
            _write(out, files)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from None
