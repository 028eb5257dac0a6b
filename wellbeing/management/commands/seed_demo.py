"""`manage.py seed_demo`: a whole site to look at, made through the actions that people use."""

import os
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms import actions as cms_actions
from wellbeing.accounts import actions as accounts_actions
from wellbeing.assessments.actions import shipped

SHIPPED_BY = "demo"


class Command(BaseCommand):
    help = "Load the demo site: pages in Russian and English, the help directory, self-checks, staff."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--passwords-file", type=Path, help="where to write the staff's sign-ins (mode 0600)")

    def handle(self, *args: object, passwords_file: Path | None, **options: object) -> None:
        today = timezone.localdate()
        signins = accounts_actions.seed_staff()
        shipped.load_shipped(by=SHIPPED_BY, today=today)
        cms_actions.seed_site(today=today)
        lines = "".join("\t".join(signin) + "\n" for signin in signins)
        if passwords_file is None:
            self.stdout.write(lines, ending="")
        else:
            _write_private(passwords_file, lines)


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
