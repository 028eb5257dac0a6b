"""Counting the box of a quarter, for the benchmark: `python -m tests.bench.tallying fill COUNT` puts so many
sealed contributions into closed boxes, `run` has a worker count them and prints the seconds that took."""

import random
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import islice

import django
from django.utils import timezone

django.setup()

from wellbeing.accounts.models import User  # noqa: E402  models need the settings
from wellbeing.ballots import contents, quarters  # noqa: E402
from wellbeing.ballots.actions import boxes  # noqa: E402
from wellbeing.ballots.contents import Contribution  # noqa: E402
from wellbeing.ballots.models import Ballot  # noqa: E402
from wellbeing.picture import counting, handing, progress, tasks  # noqa: E402
from wellbeing.picture.handing import Handed  # noqa: E402
from wellbeing.picture.models import Release  # noqa: E402
from wellbeing.picture.progress import Stage  # noqa: E402
from wellbeing.picture.rules.layout import VersionLayout  # noqa: E402
from wellbeing.privacy import team_boxes  # noqa: E402
from wellbeing.regions.models import Region  # noqa: E402

PRIVATE = bytes(range(32))
SEED = 2026
LOT = 2000
YEARS_AGO = 3
LIMIT_SECONDS = 600
POLL_SECONDS = 0.05


def quarter() -> date:
    """One before all that the demo has published."""
    today = timezone.localdate()
    return quarters.first_day(today.replace(year=today.year - YEARS_AGO, day=1))


def fill(count: int) -> None:
    """Closed boxes of that quarter, with so many contributions in the main one and none apart."""
    main, _apart = boxes.open_box(quarter=quarter(), public=team_boxes.public_half(PRIVATE))
    public, chance = bytes(main.public), random.Random(SEED)
    versions, regions = counting.layouts(), ["", *Region.objects.values_list("code", flat=True)]
    left = iter(range(count))
    while lot := [contribution(chance, versions, regions) for _ in islice(left, LOT)]:
        Ballot.objects.bulk_create(
            Ballot(box=main, sealed=contents.seal(each, public=public)) for each in lot
        )
    boxes.close_due(today=timezone.localdate())


def contribution(chance: random.Random, versions: list[VersionLayout], regions: list[str]) -> Contribution:
    """A whole answer to one of the instruments, from anywhere."""
    layout = chance.choice(versions)
    options = {each.key: each.options for each in layout.instrument.response_sets}
    answers = [
        str(chance.choice([each.code for each in options[item.response_set] if each.code is not None]))
        for item in layout.instrument.items
    ]
    language = chance.choice(layout.instrument.languages)
    return Contribution(
        layout.instrument.key, layout.version, language, tuple(answers), chance.choice(regions)
    )


def run() -> float:
    """Seconds from handing the key over until the tables are published. Raises RuntimeError."""
    day = quarter()
    begun = progress.begin(day)
    if begun is None:
        raise RuntimeError("another run is under way")
    tasks.tally.delay(day.isoformat(), begun.run)
    wait(lambda: (found := progress.read(day)) is not None and found.stage == Stage.READY)
    waiting = progress.read(day)
    by = User.objects.order_by("pk").first()
    if (
        waiting is None
        or by is None
        or not handing.put(Handed(PRIVATE, (by.pk, by.pk)), quarter=day, to=waiting)
    ):
        raise RuntimeError("the key could not be handed over")
    began = time.perf_counter()
    wait(lambda: Release.objects.filter(quarter=day).exists())
    if Ballot.objects.filter(box__quarter=day).exists():
        raise RuntimeError("contributions are left")
    return time.perf_counter() - began


def wait(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError("it took too long")
        time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        print(run())
