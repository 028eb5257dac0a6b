"""The rounds of the demo: one open, one that waits for its value, one published, one long over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.retreats.actions.afterwards import erasing, lessons
from courses.retreats.actions.offers import answers, filling
from courses.retreats.actions.preparing import beds, retreat_steps, retreat_where, stay_forms
from courses.retreats.models import Colleague, House, Lesson, Offer, Retreat, Round
from courses.retreats.opened import find
from courses.retreats.rules import hours as clocks
from courses.retreats.rules.stay import Stay as StayWords
from courses.retreats.seeding import colleagues as names
from courses.retreats.seeding import houses as house_names
from courses.retreats.seeding import people, programme, rounds
from courses.retreats.seeding.demo import ZONE, Demo, once, whole_hour
from courses.retreats.seeding.retreats import Stay, announced
from courses.retreats.seeding.rounds import Hours
from courses.runs.rules.where import Where

PLACES, LONG_AGO_PLACES, WAITING_PLACES = 6, 5, 7
WHERE = Where(city="Новосибирск", address="улица Вымышленная, 7, вход со двора. Телефон дома: 000-00-00")
STAY = StayWords(
    travel="Поезд приходит в 13:20, встретьте, пожалуйста",
    emergency="Сестра, через мессенджер: @sestra_primer",
    medication="Утром таблетка от давления, держу у себя",
    diet="Без молока",
)
LESSONS = (
    (Lesson.Heading.HOUSE, Lesson.Kind.CHANGE, "Одеял не хватило: взять с собой шесть."),
    (Lesson.Heading.PROGRAMME, Lesson.Kind.WORKED, "Пустой вечер посередине недели. Так и оставить."),
)


@dataclass(frozen=True, slots=True)
class There:
    """What the stories are told with: houses and colleagues by name."""

    houses: Mapping[str, House]
    colleagues: Mapping[str, Colleague]

    def team(self, *team: str) -> list[Colleague]:
        return [self.colleagues[name] for name in team]


def open_now(demo: Demo, planned: list[Retreat], *, do_apply: bool) -> list[str]:
    """The first two retreats of the year; somebody has applied, and there is time for more."""
    before = demo.ago(days=5)
    for each in planned:
        retreat_steps.publish(retreat=each.pk, by=demo.organiser, today=before.date())
    closes = whole_hour(demo.now + timedelta(days=14))
    hours = Hours(before, closes, closes + timedelta(days=2))
    round = rounds.opened(demo, "Набор на ближайшие выезды", planned, hours)
    return people.apply(round, planned, people.PEOPLE[:14], demo.ago(days=1)) if do_apply else []


def waiting(demo: Demo, there: There) -> Round:
    """Committed, and the hour of its value has come."""
    draws = whole_hour(demo.ago(hours=2))
    hours = Hours(demo.ago(days=30), draws - timedelta(days=2), draws)
    team = there.team(names.POPLAR, names.BEYOND, names.FERN, names.CUCKOO)
    stay = Stay("Неделя у печки", there.houses[house_names.RIDGE], demo.monday(7), WAITING_PLACES, team)
    retreat = announced(demo, stay, on=hours.opened.date())
    round = rounds.opened(demo, "Набор на неделю у печки", [retreat], hours)
    people.apply(round, [retreat], people.PEOPLE[2:], hours.closes - timedelta(days=1))
    return rounds.committed(demo, round, hours)


def allocated(demo: Demo, there: There) -> list[str]:
    """Published yesterday; the codes of those who were offered a place and have not answered, then of those
    without one."""
    hours = Hours(demo.ago(days=40), whole_hour(demo.ago(days=4)), whole_hour(demo.ago(days=3)))
    team = there.team(names.DAWN, names.TESTOV, names.LINGONBERRY, names.CLOUDS)
    stay = Stay("Неделя тишины", there.houses[house_names.RIVER], demo.monday(6), PLACES, team)
    retreat = announced(demo, stay, on=hours.opened.date())
    round = rounds.opened(demo, "Набор на неделю тишины", [retreat], hours)
    codes = people.apply(round, [retreat], people.PEOPLE[:13], hours.closes - timedelta(days=2))
    rounds.committed(demo, round, hours)
    rounds.published(demo, round, hours, demo.ago(days=1))
    _answer(round, codes, demo.ago(hours=20))
    beds.propose(retreat=retreat.pk, by=demo.organiser, today=demo.today)
    programme.publish(demo, retreat)
    retreat_where.set_where(retreat=retreat.pk, where=WHERE, now=demo.now)
    return [_of(codes, Offer.Standing.OFFERED)[0], _of(codes, "")[0]]


def done(demo: Demo, there: There) -> Retreat:
    """A retreat of a month ago: what its team learnt, and a receipt for what has gone since."""
    hours = Hours(demo.ago(days=110), whole_hour(demo.ago(days=80)), whole_hour(demo.ago(days=78)))
    team = there.team(names.DAWN, names.TESTOV, names.FERN, names.CLOUDS)
    stay = Stay("Неделя чая", there.houses[house_names.CEDARS], demo.monday(-5), LONG_AGO_PLACES, team)
    retreat = announced(demo, stay, on=hours.opened.date())
    round = rounds.opened(demo, "Набор на неделю чая", [retreat], hours)
    codes = people.apply(round, [retreat], people.PEOPLE[3:12], hours.closes - timedelta(days=3))
    rounds.committed(demo, round, hours)
    rounds.published(demo, round, hours, demo.ago(days=77))
    for code in _of(codes, Offer.Standing.OFFERED):
        answers.accept(code=code, now=demo.ago(days=76))
    over = clocks.ends(retreat.ends_on, ZONE) + retreat_steps.STAYS_OPEN
    retreat_steps.finish(retreat=retreat.pk, now=over)
    for heading, kind, text in LESSONS:
        key = once(text)
        lessons.write(
            retreat=retreat.pk, heading=heading, kind=kind, text=text, once=key, by=demo.organiser, now=over
        )
    erasing.erase_over(today=retreat.ends_on + erasing.KEPT)
    return retreat


def _answer(round: Round, codes: list[str], at: datetime) -> None:
    """Three say yes and one of them what the team asks besides; one says no, and the next moves up."""
    first, second, third, fourth, *_others = _of(codes, Offer.Standing.OFFERED)
    for code in (first, second, third):
        answers.accept(code=code, now=at)
    stay_forms.send(code=first, stay=STAY, now=at)
    answers.decline(code=fourth, now=at)
    filling.fill(round=round.pk, now=at + timedelta(minutes=5))


def _of(codes: list[str], standing: str) -> list[str]:
    """The codes of those whose offer stands so; of those without any for no word."""
    found = dict(Offer.objects.values_list("application", "standing"))
    return [code for code in codes if found.get(find(code).pk, "") == standing]
