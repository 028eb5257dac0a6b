"""Opens the boxes of this quarter and writes form tokens, one a line: `python -m tests.bench.casting COUNT`.

A box's private half is forgotten at once: nothing here is ever opened.
"""

import sys

import django
from django.utils import timezone
from nacl.public import PrivateKey

django.setup()

from wellbeing.ballots import forms, quarters, reading  # noqa: E402  models need the settings
from wellbeing.ballots.actions import boxes  # noqa: E402  models need the settings


def main(count: int) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    if not reading.open_boxes(today):
        boxes.open_box(quarter=quarters.first_day(today), public=bytes(PrivateKey.generate().public_key))
    for _ in range(count):
        sys.stdout.write(forms.issue(now) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
