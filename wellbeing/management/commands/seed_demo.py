"""`manage.py seed_demo`: a whole site to look at, made through the actions that people use."""

import os
import random
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cms.actions import seeding
from courses.content import actions as content_actions
from courses.retreats import seeding as seeding_of_retreats
from courses.runs.actions import seeding as runs_seeding
from trainers.actions import reminding
from trainers.actions import seeding as trainers_seeding
from wellbeing.accounts import actions as accounts_actions
from wellbeing.assessments.actions import shipped
from wellbeing.checkins.actions import covers, lines, subscribing
from wellbeing.checkins.contents import Contents, half_a_year_after
from wellbeing.checkins.models import Channel, CoverText, Subscription
from wellbeing.checkins.rhythm import Every, Rhythm
from wellbeing.outbox.actions.seeding import seed_own_address
from wellbeing.picture.actions.seeding import seed_picture
from wellbeing.privacy import codes, server_keys
from wellbeing.takeaway.actions import copies

EDITOR = "editor"
COORDINATOR = "coordinator"
# Who opens what is sealed: to a region, to the committee and the council of retreats, to who holds one.
HAVE_KEYS = (COORDINATOR, "trainer", "organiser", "council", "second_council")
# A row of what was drawn: sign-ins have a username, a password and more; codes what each opens and the code.
Row = tuple[str, ...]


class Command(BaseCommand):
    help = (
        "Load the demo site: pages in two languages, help directory, self-checks, staff, courses, trainers, "
        "retreats, the picture of the regions, a nudge and a note."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--passwords-file", type=Path, help="where to write the staff's sign-ins (mode 0600)"
        )
        parser.add_argument(
            "--codes-file", type=Path, help="where to write application codes to try (mode 0600)"
        )

    def handle(
        self, *args: object, passwords_file: Path | None, codes_file: Path | None, **options: object
    ) -> None:
        signins, codes_to_try = _seed(timezone.localdate())
        self._give(signins, passwords_file)
        self._give(codes_to_try, codes_file)

    def _give(self, rows: Iterable[Row], file: Path | None) -> None:
        text = "".join("\t".join(row) + "\n" for row in rows)
        if file is None:
            self.stdout.write(text, ending="")
        else:
            _write_private(file, text)


@transaction.atomic
def _seed(today: date) -> tuple[list[Row], list[Row]]:
    """The sign-ins of the staff, and application codes of retreats."""
    signins = _with_keys(accounts_actions.seed_staff(), today)
    editor = get_user_model().objects.get(username=EDITOR)
    shipped.load_shipped(by=EDITOR, today=today)
    seeding.seed_site(by=editor, today=today)
    content_actions.seed_courses(by=editor)
    covers.seed_covers()
    trainers_seeding.seed_trainers(today=today)
    now = timezone.now()
    runs_seeding.seed_runs(now=now)
    codes_to_try = seeding_of_retreats.seed_retreats(now=now)
    seed_picture(today=today)
    if server_keys.is_there():
        seed_own_address(username=COORDINATOR, now=now)
        _ask_for_a_nudge(now)
        copies.make(today=today)
    reminding.remind(now=now, chance=lambda: 0.0)  # a note goes as soon as it may
    return signins, [*codes_to_try]


def _with_keys(signins: Iterable[tuple[str, str, str]], today: date) -> list[Row]:
    """Some have keys, and the coordinator is the first in the team of her region; the passphrase of each
    stands with the sign-in."""
    passphrases = {
        name: f"; passphrase: {accounts_actions.seed_keys(username=name, today=today)}" for name in HAVE_KEYS
    }
    return [(name, password, said + passphrases.get(name, "")) for name, password, said in signins]


def _ask_for_a_nudge(now: datetime) -> None:
    """Somebody signs up as people do, and the first nudge is due at once, so that one can be looked at."""
    cover = CoverText.objects.filter(language="ru").earliest("position", "pk")
    today = now.date()
    whole_days = Rhythm(
        Every.WEEK, frozenset(range(7)), 0, 23 * 60 + 59, "Europe/Moscow", half_a_year_after(today)
    )
    contents = Contents(
        "demo@example.org", cover.subject, cover.text, "ru", whole_days, has_link=True, since=today
    )
    code = subscribing.ask(channel=Channel.EMAIL, contents=contents, now=now)
    row = Subscription.objects.get(pk=codes.lookup_id(codes.read(code)))
    subscribing.confirm(typed=code, number=row.contents().code, now=now, chance=random.random)
    lines.send_first_now(row, now)


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
