"""The pulse of a retreat: whoever comes may answer on the first day, at the end and three months later.

What they answer, and who does, is not known here.
"""

from datetime import timedelta

from courses.retreats.models import Retreat
from courses.runs.actions.pulse import asked_in
from wellbeing.cohorts.actions import holding


def follow(*, retreat: Retreat) -> None:
    """The waves of an announced retreat lie by its days, on each of which its people meet; so what was before
    it is asked on the first day alone. Safe twice."""
    count = (retreat.ends_on - retreat.begins_on).days + 1
    days = [retreat.begins_on + timedelta(days=number) for number in range(count)]
    holding.begin(cohort=retreat.pulse, language=asked_in(retreat.language), days=days)


def end(*, retreat: Retreat) -> None:
    """Nobody answers any more, and everything that was answered goes."""
    holding.end(cohort=retreat.pulse)
