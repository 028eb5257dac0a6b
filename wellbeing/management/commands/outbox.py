"""The state of the outbox on a terminal: what the staff see under Reports, without the site."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from wellbeing.outbox import readiness
from wellbeing.outbox.letters import Outcome
from wellbeing.outbox.state import MINUTE, State, state


class Command(BaseCommand):
    help = "Say what waits to go out, how it went in the last 14 days and whether every part is running."

    def handle(self, *args: object, **options: object) -> None:
        now = timezone.now()
        for name, is_there in readiness.parts(now).items():
            if name != "web":  # this command cannot know
                self.stdout.write(f"{name:<10} {'ok' if is_there else 'silent'}")
        for line in lines(state(now)):
            self.stdout.write(line)


def lines(found: State) -> list[str]:
    """The state in lines, the alarm first."""
    if found.silent_for is None:
        told = ["ALARM: the sweep has never run."]
    else:
        alarm = "ALARM: " if found.is_alarming else ""
        told = [f"{alarm}the last sweep ran {found.silent_for // MINUTE} minutes ago."]
    told += ["", "waiting    letters  oldest, minutes"]
    told += [f"{each.channel:<10} {each.letters:>7}  {each.minutes:>15}" for each in found.waiting]
    told += ["", "day         channel   " + "".join(f"{outcome:>11}" for outcome in Outcome)]
    told += [
        f"{day.day:%Y-%m-%d}  {day.channel:<10}"
        + "".join(f"{day.letters[outcome]:>11}" for outcome in Outcome)
        for day in found.days
    ]
    return told
