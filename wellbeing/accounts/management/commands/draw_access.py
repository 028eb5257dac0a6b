"""For whoever runs the machine: lets somebody in again when no administrator can."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from wellbeing.accounts import actions
from wellbeing.accounts.models import User


class Command(BaseCommand):
    help = "Draws a new password and new recovery codes for a colleague; the ones before no longer work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: str, username: str, **options: object) -> None:
        try:
            user = User.objects.get_by_natural_key(username)
        except User.DoesNotExist:
            raise CommandError(f"There is no colleague {username}.") from None
        access = actions.draw_access(user=user, by=None)
        self.stdout.write(f"Password:        {access.password}")
        self.stdout.write(f"Recovery codes:  {' '.join(access.recovery_codes)}")
        self.stdout.write("They are shown only now. At the second step, one recovery code lets in once.")
