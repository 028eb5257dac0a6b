"""What those who have a place in a run read of where it meets, and nobody else."""

from datetime import datetime

from courses.runs.models import Run, Whereabouts
from courses.runs.rules.states import State
from courses.runs.rules.where import Told, told
from wellbeing.privacy.sealing import DoesNotOpen

MEETS = {State.OPEN, State.FULL, State.RUNNING}


def whereabouts(run: Run, now: datetime) -> Told | None:
    """What is told at this moment, of a run `with_times`.

    None while nobody has said where, when it cannot be opened, when the run is off, and once it is over.
    """
    if run.begins is None or run.ends is None or run.ends <= now or run.state(now) not in MEETS:
        return None
    row = Whereabouts.objects.filter(run=run).first()
    if row is None:
        return None
    try:
        return told(row.contents(), run.begins, now)
    except DoesNotOpen:
        return None
