"""What was decided of a round before everybody, in words."""

from dataclasses import dataclass
from datetime import date

from courses.retreats import wording
from courses.retreats.models import Decision, Round


@dataclass(frozen=True, slots=True)
class Said:
    """Hours by the clocks of the round; for calling off there are none."""

    is_later: bool
    reason: str
    was_known: bool
    was_at: str
    is_at: str
    was_announced: str
    announced: str
    decided_on: date | None


def of(round: Round) -> list[Said]:
    """What holds, the first decided first."""
    rows = Decision.objects.filter(round=round, decided_on__isnull=False)
    return [said(each) for each in rows.select_related("round").order_by("decided_on", "is_at")]


def said(row: Decision) -> Said:
    """One decision, be it that it waits yet."""
    return Said(
        is_later=row.kind == Decision.Kind.LATER,
        reason=row.reason,
        was_known=row.was_known,
        was_at=wording.hour(row.was_at, row.round.zone),
        is_at=wording.hour(row.is_at, row.round.zone),
        was_announced=row.was_announced,
        announced=row.announced,
        decided_on=row.decided_on,
    )
