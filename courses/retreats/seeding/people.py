"""Who applies in the demo: plainly fictional names, what decides, and what some of them write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from courses.retreats import marks
from courses.retreats.actions.applying import applying
from courses.retreats.actions.applying.applying import Said
from courses.retreats.models import Retreat, Round
from courses.retreats.models.choices import Feature, Help, Part
from courses.retreats.rules.ties import Kind
from courses.retreats.rules.words import Access, Contact, Safety, Words
from wellbeing.privacy import codes


@dataclass(frozen=True, slots=True)
class Person:
    """`ties` name others by their place in the list; wishes are those of the first, turned by so many."""

    name: str
    region: str
    need: int
    has_been: bool = False
    alone: bool = False
    features: tuple[Feature, ...] = ()
    helps: tuple[Help, ...] = ()
    ties: tuple[tuple[Kind, int], ...] = ()
    turned: int = 0
    words: Mapping[Part, Words] = field(default_factory=dict)


def _words(
    *, access: Access | None = None, safety: str = "", contact: str = "", words: str = ""
) -> dict[Part, Words]:
    said: dict[Part, Words] = {Part.ACCESS: access or Access(), Part.SAFETY: Safety(safety)}
    return {**said, Part.CONTACT: Contact(contact, words)}


PEOPLE = (
    Person(
        "Клён", "RU-TOM", 3, words=_words(contact="@klen_primer", words="Три года без отпуска. Хочу спать.")
    ),
    Person("Ласточка", "RU-KEM", 2, ties=((Kind.SHARE_ROOM, 2),), words=_words(contact="через Сойку")),
    Person("Сойка", "RU-KEM", 2, ties=((Kind.SHARE_ROOM, 1),), turned=1),
    Person(
        "Ветер",
        "RU-NVS",
        3,
        features=(Feature.STEP_FREE,),
        words=_words(access=Access("Коляска 62 см", "без молока"), contact="veter@example.org"),
    ),
    Person("Полынь", "RU-TOM", 2, has_been=True, ties=((Kind.APART, 5),)),
    Person("Камыш", "RU-TOM", 2, words=_words(words="Можно в любую неделю, лишь бы не зимой."), turned=1),
    Person("Рябь", "RU-OMS", 1, words=_words(safety="Человек из нашей бывшей группы, зовут Ольха")),
    Person("Искра", "RU-SVE", 3, alone=True, words=_words(access=Access(access="Сплю только одна"))),
    Person("Дрозд", "RU-CHE", 1, has_been=True, turned=1),
    Person("Туман", "RU-PER", 2, helps=(Help.AT_NIGHT,), words=_words(contact="@tuman_primer")),
    Person("Осока", "RU-NVS", 1, helps=(Help.AT_NIGHT,), turned=1),
    Person("Зима", "KZ", 2, features=(Feature.QUIET,), words=_words(access=Access(allergies="орехи"))),
    Person("Якорь", "RU-TOM", 0, has_been=True),
    Person("Мята", "GE", 1, words=_words(words="Живу в эмиграции второй год, соскучилась по своим.")),
    Person("Щегол", "RU-KEM", 1, has_been=True, turned=1),
    Person("Лодка", "RU-OMS", 2),
)


def apply(round: Round, retreats: list[Retreat], people: tuple[Person, ...], at: datetime) -> list[str]:
    """Each of them asks for these retreats; the application codes in their order. Who names others does so
    when those have applied, as people do."""
    drawn = []
    for person in people:
        once = codes.draw()
        drawn.append(applying.apply(round=round.pk, said=_said(person, retreats), once=once, now=at).code)
    for code, person in zip(drawn, people, strict=True):
        if ties := [(kind, drawn[place]) for kind, place in person.ties if place < len(drawn)]:
            applying.change(code=code, said=_said(person, retreats, ties), now=at)
    return drawn


def _said(person: Person, retreats: list[Retreat], ties: list[tuple[Kind, str]] | None = None) -> Said:
    turned = retreats[person.turned :] + retreats[: person.turned]
    return Said(
        name=person.name,
        region=person.region,
        wishes=tuple(str(each.pk) for each in turned),
        own_need=person.need,
        has_been=person.has_been,
        features=tuple(sorted(map(str, person.features))),
        helps=tuple(sorted(map(str, person.helps))),
        alone=person.alone,
        ties=tuple((str(kind), marks.of(code)) for kind, code in ties or ()),
        words=person.words,
    )
