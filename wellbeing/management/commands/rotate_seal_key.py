"""Seals everything under the server's newest key, so that an older one can be removed and destroyed.

1. Draw a key and put it first:  SEAL_KEYS=<new>,<old>  and restart every process.
2. Run this command until it says that nothing is left.
3. Remove the old key from SEAL_KEYS, restart, and destroy it wherever it was kept.
"""

import base64
import secrets
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from wellbeing.privacy import rotation
from wellbeing.privacy.server_keys import NoKey


class Command(BaseCommand):
    help = "Seal all boxes of the server anew under the first key of SEAL_KEYS; may be stopped at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--draw", action="store_true", help="only print a new key for SEAL_KEYS")

    def handle(self, *, draw: bool, **options: object) -> None:
        if draw:
            self.stdout.write(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("="))
            return
        try:
            columns = rotation.columns()
        except NoKey:
            raise CommandError("SEAL_KEYS is none: there is no key to seal under.") from None
        shut = sum([self._reseal(column) for column in columns])
        if shut:
            raise CommandError(
                f"{shut} boxes open with no key of SEAL_KEYS. Look for that key, or let them end."
            )
        self.stdout.write("Everything is under the first key. The others can be removed from SEAL_KEYS.")

    def _reseal(self, column: rotation.Column) -> int:
        done = shut = 0
        for sealed, unopened in rotation.reseal(column):
            done, shut = done + sealed, shut + unopened
            self.stdout.write(f"{column}: {done + shut} of {column.waiting}")
        return shut
