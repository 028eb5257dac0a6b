"""The programme of a retreat as it is being prepared."""

from courses.retreats.models import Retreat
from courses.retreats.rules.programme import Item


def days(retreat: Retreat) -> int:
    """The first and the last count too."""
    return (retreat.ends_on - retreat.begins_on).days + 1


def items(retreat: Retreat) -> list[Item]:
    rows = retreat.slots.select_related("space").prefetch_related("people__part__colleague")
    return [
        Item(
            key=str(each.pk),
            title=each.title,
            kind=each.kind,
            day=each.day,
            begins=each.begins,
            ends=each.ends,
            space=each.space.name if each.space else "",
            people=tuple(sorted(person.part.colleague.name for person in each.people.all())),
        )
        for each in rows
    ]
