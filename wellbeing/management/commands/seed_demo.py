"""`manage.py seed_demo`: a whole site to look at, made through the actions that people use."""

import os
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cms.actions import seeding
from wellbeing.accounts import actions as accounts_actions
from wellbeing.assessments.actions import shipped
from wellbeing.checkins.actions import covers

EDITOR = "editor"


class Command(BaseCommand):
    help = "Load the demo site: pages in Russian and English, the help directory, self-checks, cover texts, staff."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--passwords-file", type=Path, help="where to write the staff's sign-ins (mode 0600)"
        )

    def handle(self, *args: object, passwords_file: Path | None, **options: object) -> None:
        signins = _seed(timezone.localdate())
        lines = "".join("\t".join(signin) + "\n" for signin in signins)
        if passwords_file is None:
            self.stdout.write(lines, ending="")
        else:
            _write_private(passwords_file, lines)


@transaction.atomic
def _seed(today: date) -> list[tuple[str, str, str]]:
    signins = accounts_actions.seed_staff()
    editor = get_user_model().objects.get(username=EDITOR)
    shipped.load_shipped(by=EDITOR, today=today)
    seeding.seed_site(by=editor, today=today)
    covers.seed_covers()
    return signins


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
