"""A quarter long ago whose boxes wait to be opened by the demo's council; its main box and figures printed.

python -m tests.journeys.making_picture
"""

import json
import random
import sys

import django
from django.utils import timezone

django.setup()

from wellbeing.ballots import contents, quarters  # noqa: E402  models need the settings
from wellbeing.ballots.actions import boxes as ballot_boxes  # noqa: E402  models need the settings
from wellbeing.ballots.contents import Contribution  # noqa: E402  models need the settings
from wellbeing.ballots.models import Ballot, Box  # noqa: E402  models need the settings
from wellbeing.picture import counting  # noqa: E402  models need the settings
from wellbeing.picture.actions import boxes  # noqa: E402  models need the settings
from wellbeing.picture.rules.layout import VersionLayout  # noqa: E402  models need the settings

# Before all that the demo has published.
YEARS_AGO = 3
# So many in the second that the noise does not drown them.
MAIN, APART = 400, 800


def main() -> None:
    today = timezone.localdate()
    quarter = quarters.first_day(today.replace(year=today.year - YEARS_AGO, day=1))
    if not boxes.make(quarter=quarter):
        raise SystemExit("the council has no keys, or there are boxes already")
    chance, layout = random.Random(7), counting.layouts()[0]
    for is_apart, count in ((False, MAIN), (True, APART)):
        box = Box.objects.get(quarter=quarter, is_apart=is_apart)
        Ballot.objects.bulk_create(
            Ballot(box=box, sealed=contents.seal(_said(chance, layout), public=bytes(box.public)))
            for _ in range(count)
        )
    ballot_boxes.close_due(today=today)
    main_box = Box.objects.get(quarter=quarter, is_apart=False)
    sys.stdout.write(json.dumps({"box": str(main_box.pk), "quarter": quarter.isoformat()}))


def _said(chance: random.Random, layout: VersionLayout) -> Contribution:
    """A whole answer."""
    codes = {
        each.key: [option.code for option in each.options if option.code is not None]
        for each in layout.instrument.response_sets
    }
    answers = tuple([str(chance.choice(codes[item.response_set])) for item in layout.instrument.items])
    return Contribution(layout.instrument.key, layout.version, "ru", answers, chance.choice(("", "RU-TOM")))


if __name__ == "__main__":
    main()
