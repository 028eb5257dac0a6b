"""The programme of a retreat of the demo, written day by day and published."""

from courses.retreats.actions.preparing import programmes
from courses.retreats.actions.preparing.programmes import Row
from courses.retreats.models import HouseSpace, ProgrammeVersion, Retreat, Slot, TeamPart
from courses.retreats.models.choices import Role
from courses.retreats.seeding.demo import Demo
from courses.retreats.seeding.houses import HALL

Kind = Slot.Kind
HOUR = 60
LAST = 7
# From and to in hours, what happens, and who of the team holds it.
Line = tuple[float, float, str, Kind, tuple[Role, ...]]
FIRST_DAY: tuple[Line, ...] = (
    (12, 16, "Приезд и заселение", Kind.TRAVEL, ()),
    (16, 18, "Отдых с дороги", Kind.REST, ()),
    (18, 19, "Ужин", Kind.MEAL, ()),
    (19.5, 20.5, "Знакомство и договорённости", Kind.SESSION, (Role.LEAD, Role.CO_TRAINER)),
)
LAST_DAY: tuple[Line, ...] = (
    (9, 10, "Завтрак", Kind.MEAL, ()),
    (10, 11.5, "Что беру с собой", Kind.SESSION, (Role.LEAD, Role.CO_TRAINER)),
    (11.5, 13, "Собрать вещи, проститься", Kind.FREE, ()),
    (13, 14, "Обед", Kind.MEAL, ()),
    (14, 17, "Дорога домой", Kind.TRAVEL, ()),
)
MORNINGS = {
    2: ("Откуда взялась усталость", (Role.LEAD, Role.CO_TRAINER)),
    3: ("Сон и тело", (Role.PSYCHOLOGIST,)),
    4: ("Границы: что я больше не несу", (Role.LEAD,)),
    5: ("Горевать вместе", (Role.PSYCHOLOGIST, Role.LEAD)),
    6: ("Возвращаться бережно", (Role.LEAD, Role.CO_TRAINER)),
}
AFTERNOONS = {
    2: ("Прогулка молча", (Role.CO_TRAINER,)),
    3: ("Рисуем и лепим", (Role.CO_TRAINER,)),
    5: ("Баня и чай", (Role.ORGANISER,)),
}


def publish(demo: Demo, retreat: Retreat) -> ProgrammeVersion:
    """Seven days, with rest after each lunch."""
    hall = HouseSpace.objects.get(house=retreat.house_id, name=HALL)
    team = {part.role: part for part in retreat.team_parts.select_related("colleague")}
    for day in range(1, LAST + 1):
        rows = [_row(line, hall, team) for line in _lines(day)]
        programmes.write_day(retreat=retreat.pk, day=day, rows=rows, by=demo.organiser)
    return programmes.publish(retreat=retreat.pk, is_meant=False, by=demo.organiser, now=demo.now)


def _lines(day: int) -> list[Line]:
    if day in (1, LAST):
        return list(FIRST_DAY if day == 1 else LAST_DAY)
    title, held_by = MORNINGS[day]
    lines: list[Line] = [
        (9, 10, "Завтрак", Kind.MEAL, ()),
        (10.5, 12.5, title, Kind.SESSION, held_by),
        (13, 14, "Обед", Kind.MEAL, ()),
        (14, 16.5, "Тихий час", Kind.REST, ()),
        (19, 20, "Ужин", Kind.MEAL, ()),
    ]
    if day in AFTERNOONS:
        title, held_by = AFTERNOONS[day]
        lines.append((17, 18.5, title, Kind.SESSION, held_by))
    return lines


def _row(line: Line, hall: HouseSpace, team: dict[str, TeamPart]) -> Row:
    begins, ends, title, kind, held_by = line
    return Row(
        title=title,
        kind=kind,
        begins=int(begins * HOUR),
        ends=int(ends * HOUR),
        space=hall if kind == Kind.SESSION else None,
        people=[team[role] for role in held_by],
    )
