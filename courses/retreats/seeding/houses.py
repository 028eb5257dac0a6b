"""Four houses of the demo, plainly fictional."""

from collections.abc import Sequence

from courses.retreats.actions.planning import houses
from courses.retreats.actions.planning.houses import Row, Said
from courses.retreats.models import House
from courses.retreats.models.choices import Feature
from courses.retreats.seeding import calendar
from courses.retreats.seeding.demo import Demo
from wellbeing.regions.models import Region

CEDARS, RIVER, RIDGE, ORCHARD = "Дом у кедров", "Дом на протоке", "Дом за перевалом", "Дом с виноградом"
EASY = (Feature.STEP_FREE, Feature.GROUND_FLOOR, Feature.OWN_BATHROOM, Feature.WALK_IN_SHOWER)
CALM = (Feature.QUIET, Feature.DARK, Feature.LOW_BED)
Rooms = Sequence[tuple[str, int, Sequence[str]]]

# By name: rooms with their beds and what they offer. Each has beds for a team of four besides.
ROOMS: dict[str, Rooms] = {
    CEDARS: (
        ("Первая", 2, (*EASY, Feature.ANIMALS)),
        ("Вторая", 2, CALM),
        ("Третья", 2, (Feature.LOW_BED,)),
        ("Светлая", 1, (*CALM, Feature.NO_SCENT)),
        ("Угловая", 1, (Feature.QUIET,)),
        ("С верандой", 4, ()),
    ),
    RIVER: (
        ("У входа", 2, EASY),
        ("Синяя", 2, CALM),
        ("Зелёная", 2, CALM),
        ("Маленькая", 1, (*CALM, Feature.NO_SCENT)),
        ("Мансарда", 3, ()),
        ("Угловая", 4, ()),
    ),
    RIDGE: (
        ("Нижняя", 2, (*EASY, Feature.QUIET)),
        ("Верхняя", 2, (Feature.QUIET,)),
        ("С балконом", 2, (Feature.OWN_BATHROOM,)),
        ("Одиночная", 1, CALM),
        ("Большая", 5, ()),
    ),
    ORCHARD: (
        ("Во дворе", 2, (*EASY, Feature.ANIMALS, Feature.NO_SCENT)),
        ("С видом", 2, (Feature.OWN_BATHROOM, *CALM)),
        ("Под крышей", 2, ()),
        ("Гостевая", 4, ()),
    ),
}
# Where each is, whose people get there, and what a week costs.
PLACES = {
    CEDARS: ("RU-TOM", ("RU-TOM", "RU-KEM", "RU-NVS", "RU-OMS", "RU-ALT"), 180_000),
    RIVER: ("RU-NVS", ("RU-NVS", "RU-TOM", "RU-KEM", "RU-OMS", "RU-ALT", "RU-KYA"), 210_000),
    RIDGE: ("RU-SVE", ("RU-SVE", "RU-PER", "RU-CHE", "RU-TYU", "RU-BA"), 190_000),
    ORCHARD: ("GE", ("GE", "AM", "KZ", "RU-KDA", "RU-MOW"), 240_000),
}
HALL, SMALL = "Зал", "Малая комната"


def seed(demo: Demo) -> dict[str, House]:
    """By name."""
    return {name: _house(demo, name, number) for number, name in enumerate(PLACES)}


def _house(demo: Demo, name: str, number: int) -> House:
    region, reaches, price = PLACES[name]
    rooms = [
        Row(None, {"name": room, "beds": beds, "features": [str(each) for each in features]})
        for room, beds, features in ROOMS[name]
    ]
    spaces = [Row(None, {"name": HALL, "seats": 20}), Row(None, {"name": SMALL, "seats": 8})]
    said = Said(
        name=name,
        region=Region.objects.get(pk=region),
        reaches=list(Region.objects.filter(pk__in=reaches)),
        price=price,
        # Not all are free at once.
        weeks=calendar.weeks_ahead(demo)[number % 2 :: 2],
        rooms=rooms,
        spaces=spaces,
    )
    return houses.save(house=None, what=said, by=demo.organiser)
