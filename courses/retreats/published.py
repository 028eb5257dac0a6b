"""The programme of a retreat as it was published: the newest version, and what changed in it."""

from dataclasses import dataclass

from courses.retreats.models import ProgrammeVersion, Retreat
from courses.retreats.rules import programme
from courses.retreats.rules.programme import Change, Item


@dataclass(frozen=True, slots=True)
class Published:
    number: int
    items: list[Item]
    changes: list[Change]


def newest(retreat: Retreat) -> Published | None:
    """None while nothing was published. Nothing has changed in the first version."""
    rows = list(ProgrammeVersion.objects.filter(retreat=retreat).order_by("-number")[:2])
    if not rows:
        return None
    read = [programme.read(row.content) for row in rows]
    changes = programme.changes(read[1], read[0]) if len(rows) > 1 else []
    return Published(rows[0].number, read[0], changes)
