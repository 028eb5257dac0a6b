"""Carries out the rules in `wellbeing/retention.yaml`, as the daily task does."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from wellbeing.privacy import actions


class Command(BaseCommand):
    help = "Delete and erase what wellbeing/retention.yaml says is due. Prints counts, never contents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count what is due")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        outcomes = actions.apply_retention(now=timezone.now(), dry_run=dry_run)
        for outcome in outcomes:
            self.stdout.write(f"{outcome.rows:8}  {outcome.table}: {outcome.rule}")
        done = "rows are due; nothing was changed" if dry_run else "rows deleted or erased"
        self.stdout.write(f"{sum(outcome.rows for outcome in outcomes):8}  {done}")
