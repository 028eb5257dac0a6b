"""The site's settings with one channel more: a carrier that takes every letter and does nothing."""

from wellbeing.settings import *  # noqa: F403
from wellbeing.settings import OUTBOX_CARRIERS

OUTBOX_CARRIERS = {**OUTBOX_CARRIERS, "nothing": "wellbeing.outbox.carriers.nothing.Nothing"}
