"""Sharing out places where many pairs must not meet, as in a published file: most of them are in nobody's
way.

The order is solved without them; pairs who would meet are added, and it is solved again until nobody does.
What is best among more outcomes, and keeps what was left out, is best among those that keep it. Imports no
framework.
"""

import time
from dataclasses import replace

from courses.retreats.rules import solving
from courses.retreats.rules.case import Case, Pair
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.solving import Outcome


def share_out(case: Case, policy: Policy, value: str, *, seconds: float) -> Outcome:
    """As `solving.share_out` with every pair in the model. Raises CannotAllHold, Stopped."""
    ends = time.monotonic() + seconds
    added: frozenset[Pair] = frozenset()
    while True:
        left = ends - time.monotonic()
        if left <= 0:
            raise solving.Stopped
        outcome = solving.share_out(replace(case, apart=added), policy, value, seconds=left)
        places = outcome.places
        meeting = {(a, b) for a, b in case.apart if a in places and places[a] == places.get(b)}
        if not meeting:
            return outcome
        added |= meeting
