"""`manage.py forget_recovery_key`: when the recovery words are lost, or somebody has seen them."""

from django.core.management.base import BaseCommand

from wellbeing.accounts.actions import recovery


class Command(BaseCommand):
    help = "Make the recovery words worthless, so that other words can be made in the staff area."

    def handle(self, *args: object, **options: object) -> None:
        recovery.forget_recovery_key(by=None)
        self.stdout.write("The words open nothing any more. Make other ones under Recovery key.")
