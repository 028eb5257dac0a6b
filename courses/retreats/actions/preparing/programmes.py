"""The programme of a retreat: written a day at a time, and published in versions that stay."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from courses.retreats import drafted, stay_refusals, traces
from courses.retreats.actions import telling
from courses.retreats.actions.in_words import in_words
from courses.retreats.models import HouseSpace, ProgrammeVersion, Retreat, Slot, SlotPerson, TeamPart
from courses.retreats.rules import programme
from courses.retreats.rules.findings import Grade
from courses.retreats.rules.programme import Item
from wellbeing.accounts.models import User

OFF = (Retreat.Decided.DONE, Retreat.Decided.CANCELLED)
RULES = {
    "a_space_is_used_once_at_a_time": stay_refusals.TwiceAtOnce,
    "a_colleague_is_in_one_slot_at_a_time": stay_refusals.TwiceAtOnce,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A slot of a day as it was typed; without `id` it is a new one. Times are minutes of the day."""

    title: str
    kind: str
    begins: int
    ends: int
    space: HouseSpace | None = None
    people: Sequence[TeamPart] = ()
    id: UUID | None = None


@transaction.atomic
def write_day(
    *, retreat: UUID, day: int, rows: Sequence[Row], dropped: Collection[UUID] = (), by: User
) -> None:
    """Keep these slots of a day, and take out those that are dropped. What a colleague added meanwhile stays.

    Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.NoSuchDay, stay_refusals.TwiceAtOnce.
    """
    held = _hold(retreat)
    slots = held.slots.in_bulk()
    mine = [(row, row.id if row.id and row.id in slots else uuid4()) for row in rows]
    if rows and not 1 <= day <= drafted.days(held):
        raise stay_refusals.NoSuchDay
    _look(held, day, mine, dropped)
    with in_words(RULES), connection.cursor() as cursor:
        # Two slots may change places.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        held.slots.filter(pk__in=dropped).delete()
        for row, key in mine:
            _write(held, day, row, key)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    traces.note(held, "wagtail.edit", by)


@transaction.atomic
def publish(*, retreat: UUID, is_meant: bool, by: User, now: datetime) -> ProgrammeVersion:
    """A version that those who come read, and are told of. `is_meant` says yes to what is asked about.

    Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.NotToBePublished,
    stay_refusals.PublishedDespite, stay_refusals.NothingNew.
    """
    held = _hold(retreat)
    items = drafted.items(held)
    grades = {each.grade for each in programme.look(items, drafted.days(held))}
    if Grade.BLOCK in grades or not items:
        raise stay_refusals.NotToBePublished
    if Grade.WARN in grades and not is_meant:
        raise stay_refusals.PublishedDespite
    last = held.programme_versions.first()
    if last and not programme.changes(programme.read(last.content), items):
        raise stay_refusals.NothingNew
    number = (held.programme_versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ProgrammeVersion.objects.create(
        retreat=held,
        number=number,
        content=programme.plain(items),
        published_month=timezone.localdate(now).replace(day=1),
    )
    traces.note(held, "retreats.publish_programme", by)
    telling.tell_retreat(retreat=held.pk, now=now)
    return version


def _hold(retreat: UUID) -> Retreat:
    held = Retreat.objects.select_for_update(no_key=True).get(pk=retreat)
    if held.decided in OFF:
        raise stay_refusals.NotNow
    return held


def _look(retreat: Retreat, day: int, rows: Iterable[tuple[Row, UUID]], dropped: Collection[UUID]) -> None:
    """Whether the day as it would be has everybody at one place at a time; PostgreSQL looks again."""
    typed = {str(key): _item(row, day, key) for row, key in rows}
    gone = {str(key) for key in dropped}
    others = (each for each in drafted.items(retreat) if each.key not in typed.keys() | gone)
    for name, one, other in programme.twice([*typed.values(), *others]):
        raise stay_refusals.TwiceAtOnce(name, one.title, other.title)


def _item(row: Row, day: int, key: UUID) -> Item:
    people = tuple(sorted(part.colleague.name for part in row.people))
    space = row.space.name if row.space else ""
    return Item(str(key), row.title, row.kind, day, row.begins, row.ends, space, people)


def _write(retreat: Retreat, day: int, row: Row, key: UUID) -> None:
    times = {"day": day, "begins": row.begins, "ends": row.ends}
    said = {"title": row.title, "kind": row.kind, "space": row.space, **times}
    slot, _is_new = Slot.objects.update_or_create(pk=key, retreat=retreat, defaults=said)
    slot.people.all().delete()
    SlotPerson.objects.bulk_create([SlotPerson(slot=slot, part=part, **times) for part in row.people])
