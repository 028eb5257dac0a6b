"""Rounds and retreats in every state, with a year planned, printed with what opens them.

python -m tests.journeys.making_retreats
"""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import django
from django.utils import timezone

django.setup()

from courses.retreats.actions.applying import calendars  # noqa: E402  models need the settings
from courses.retreats.actions.committee import appealing, seating, teams  # noqa: E402  models need the settings
from courses.retreats.actions.offers import answers  # noqa: E402  models need the settings
from courses.retreats.actions.planning import plannings  # noqa: E402  models need the settings
from courses.retreats.actions.preparing import programmes, retreat_where, stay_forms  # noqa: E402  models need the settings
from courses.retreats.actions.preparing.programmes import Row  # noqa: E402  models need the settings
from courses.retreats.actions.rounds import calling_off  # noqa: E402  models need the settings
from courses.retreats.actions.sharing import closing, committing, drawing, publishing, sharing  # noqa: E402  models need the settings
from courses.retreats.models import (  # noqa: E402  models need the settings
    Application,
    ColleagueWeek,
    HouseSpace,
    HouseWeek,
    Offer,
    Pin,
    Retreat,
    Round,
    Wanted,
    Year,
)
from courses.retreats.models.choices import Part  # noqa: E402  models need the settings
from courses.retreats.planning import making, weeks  # noqa: E402  models need the settings
from courses.retreats.rules.policy import Policy  # noqa: E402  models need the settings
from courses.retreats.rules.stay import Stay  # noqa: E402  models need the settings
from courses.runs.rules.where import Where  # noqa: E402  models need the settings
from tests.courses.retreats.committee.sitting import (  # noqa: E402  models need the settings
    applicant,
    declare,
)
from tests.courses.retreats.public.visiting import seat_readers  # noqa: E402  models need the settings
from tests.factories.accounts import PASSWORD, create_colleague, create_key_pair  # noqa: E402  models need the settings
from tests.factories.planning import (  # noqa: E402  models need the settings
    create_free_house,
    create_team,
)
from tests.factories.retreats import (  # noqa: E402  models need the settings
    create_application,
    create_house,
    create_retreat,
    create_retreat_colleague,
    create_round,
    create_team_part,
)
from tests.factories.trainers import region  # noqa: E402  models need the settings
from wellbeing.accounts.actions import enrol_recovery_codes  # noqa: E402  models need the settings
from wellbeing.accounts.models import User  # noqa: E402  models need the settings
from wellbeing.privacy import codes  # noqa: E402  models need the settings

LONG = "Невероятнодлинноерабочееимябезпробелов"
RTL = "ليلى من البحر"
LANGUAGES = ("ru", "en")
COLLEAGUES = {"planner": "organiser", "reader": "council", "other_reader": "council"}
SHOWN = 5
PLACES = 5
YEAR = 2028
STEPS = ("preparing", "open", "closed", "committed", "drawn", "shared", "published", "cancelled")
# Two who have never been are wanted from a region that may have one at most.
CONFLICT = Policy(least={"RU-TOM": 2}, most={"RU-TOM": 1})
POLICY = Policy(kept=1, least={"RU-TOM": 1}, most={"RU-MOW": 3})


def main() -> None:
    now = timezone.now()
    organiser, *readers = _colleagues()
    rounds = {name: _round(name, now) for name in STEPS}
    for each in rounds.values():
        for one in (organiser, *readers):
            declare(each, one)
    opened = {f"open-{language}": _come(rounds["open"], name=LONG) for language in LANGUAGES}
    opened |= {f"delete-{language}": _come(rounds["open"], name=RTL) for language in LANGUAGES}
    ids = _committee(rounds, organiser)
    published = _share_out(rounds, organiser, readers, now)
    _propose(rounds["drawn"], now)
    retreat = Retreat.objects.get(round=rounds["published"])
    _hold(retreat, organiser, now)
    ids |= _planned(organiser, now)
    wish = rounds["open"].retreats.earliest("begins_on")
    said = {
        "staff": _sign_ins(),
        "rounds": {name: str(each.pk) for name, each in rounds.items()},
        "ids": {
            **ids,
            "retreat": str(retreat.pk),
            "unheld": str(create_retreat(decided="planned").pk),
            "wish": str(wish.pk),
            "without": Application.objects.get(pk=codes.lookup_id(published["without"])).facts().ticket,
        },
        "codes": {name: codes.show(code) for name, code in (opened | published).items()},
    }
    sys.stdout.write(json.dumps(said))


def _colleagues() -> list[User]:
    """Somebody who organises and two of the council, with keys."""
    made = [create_colleague(username=name, role=role) for name, role in COLLEAGUES.items()]
    for each in made:
        create_key_pair(user=each)
    return made


def _sign_ins() -> dict[str, str]:
    """By name, as the demo writes them."""
    drawn = {name: enrol_recovery_codes(user=User.objects.get(username=name)) for name in COLLEAGUES}
    return {
        name: f"{name}\t{PASSWORD}\tone-time codes: {' '.join(codes_[:SHOWN])}\n"
        for name, codes_ in drawn.items()
    }


def _round(name: str, now: datetime) -> Round:
    """With a retreat; each step is reached by those before it, but for those that need nobody."""
    decided = name if name in ("preparing", "cancelled") else "open"
    closes_at = now + timedelta(days=9) if name in ("preparing", "open", "cancelled") else now
    round_ = create_round(
        title=f"Весна у реки: {name}",
        decided=decided,
        policy=(CONFLICT if name == "closed" else POLICY).plain(),
        closes_at=closes_at,
        draws_at=closes_at + timedelta(days=2),
        zone="Asia/Krasnoyarsk",
    )
    begins_on = (now + timedelta(days=70)).date()
    more = {"preparing": 2, "open": 3}.get(name, 1)
    for number in range(more):
        create_retreat(
            places=PLACES,
            title=f"Тихая неделя у реки и в лесу, {number + 1}",
            round=round_,
            house=create_house(rooms=(2, 2, 2, 1, 4)),
            begins_on=begins_on + timedelta(days=30 * number),
            zone="Asia/Krasnoyarsk",
        )
    seat_readers(round_)
    teams.follow(teams.team_for(round_, Part.APPEAL), by=None)
    return round_


def _come(round_: Round, **facts: Any) -> str:
    code = codes.draw()
    wishes = list(round_.retreats.order_by("begins_on"))
    create_application(round_, wishes=wishes, code=code, language="ru", **facts)
    return code


def _committee(rounds: dict[str, Round], organiser: User) -> dict[str, str]:
    """The organiser sits for every part; the council reads an appeal."""
    open_ = rounds["open"]
    for part in (Part.ACCESS, Part.SAFETY, Part.CONTACT):
        seating.seat(round=open_.pk, user=organiser, part=part, by=organiser, today=timezone.localdate())
    parts = (Part.ACCESS, Part.SAFETY, Part.CONTACT)
    seen = applicant(open_, parts=parts, name=RTL, features=("step_free", "quiet"), helps=("at_night",))
    applicant(open_, parts=parts, name=LONG)
    return {"ticket": seen.facts().ticket}


def _share_out(rounds: dict[str, Round], by: User, readers: Iterable[User], now: datetime) -> dict[str, str]:
    """Everything up to the step of each round; the codes of those whose places were shared out."""
    found: dict[str, str] = {}
    for name in ("closed", "committed", "drawn", "shared", "published"):
        for number in range(10):
            has_been = bool(number % 3 == 2)
            own = {"has_been": has_been, "own_need": number % 4}
            found[f"{name}-{number}"] = _come(rounds[name], **own)
        closing.close(round=rounds[name].pk, now=now + timedelta(minutes=1))
    _work()
    for name in ("committed", "drawn", "shared", "published"):
        committing.commit(round=rounds[name].pk, by=by, now=now + timedelta(minutes=2))
    for name in ("shared", "published"):
        _draw(rounds[name], readers, now)
    _work()
    _draw(rounds["drawn"], readers, now)
    _engage(rounds["published"], by)
    publishing.publish(round=rounds["published"].pk, by=by, now=now)
    mine = [found[f"published-{number}"] for number in range(10)]
    return _answers(rounds["published"], mine, now)


def _engage(round_: Round, by: User) -> None:
    """Somebody can read what those who come tell the team."""
    retreat = round_.retreats.get()
    create_team_part(
        retreat, colleague=create_retreat_colleague(user=by, roles=["organiser"]), role="organiser"
    )
    teams.follow(teams.team_of(retreat), by=None)


def _draw(round_: Round, readers: Iterable[User], now: datetime) -> None:
    for each in readers:
        drawing.read(round=round_.pk, value="92,1234", by=each, now=now + timedelta(days=2, minutes=5))


def _propose(round_: Round, now: datetime) -> None:
    """Somebody else proposes to call it off once its value is known: it waits for a second person."""
    proposer = create_colleague(username="proposer", role="organiser")
    declare(round_, proposer)
    calling_off.cancel(round=round_.pk, reason="Дом закрыли на ремонт.", by=proposer, now=now)


def _work() -> None:
    while sharing.work_next():
        pass


def _answers(round_: Round, mine: Sequence[str], now: datetime) -> dict[str, str]:
    offers = {each.application_id: each for each in Offer.objects.filter(retreat__round=round_)}
    offered = [code for code in mine if codes.lookup_id(code) in offers]
    none = [code for code in mine if codes.lookup_id(code) not in offers]
    for code in offered[1:4]:
        answers.accept(code=code, now=now)
    stay_forms.send(code=offered[2], stay=Stay(travel="Поездом"), now=now)
    calendars.set_calendar(code=offered[2], says="Занято")
    answers.give_up(code=offered[3], now=now)
    appealing.appeal(code=none[1], why="Мой регион посчитан не тот", now=now)
    return {
        "offered": offered[0],
        "keyboard": offered[4],
        "accepted": offered[1],
        "sent": offered[2],
        "gave-up": offered[3],
        "without": none[0],
        "appealed": none[1],
    }


def _hold(retreat: Retreat, by: User, now: datetime) -> None:
    HouseSpace.objects.create(house=retreat.house, name="Зал с печкой", seats=20)
    meals = [Row("Завтрак", "meal", 480, 540), Row("Обед", "meal", 780, 840), Row("Ужин", "meal", 1080, 1140)]
    days = (retreat.ends_on - retreat.begins_on).days + 1
    for day in range(1, days + 1):
        rows = meals[1:] if day == 1 else meals[:2] if day == days else meals
        programmes.write_day(retreat=retreat.pk, day=day, rows=rows, by=by)
    programmes.publish(retreat=retreat.pk, is_meant=True, by=by, now=now)
    where = Where(city="Речной, у вокзала", address="Набережная, 4")
    retreat_where.set_where(retreat=retreat.pk, where=where, now=now)


def _planned(by: User, now: datetime) -> dict[str, str]:
    mondays = weeks.of_year(YEAR)
    houses = [create_free_house(numbers=()), create_free_house(numbers=(), rooms=(3, 3))]
    team = create_team(numbers=())
    HouseWeek.objects.bulk_create(HouseWeek(house=each, week_on=mondays[10]) for each in houses)
    ColleagueWeek.objects.bulk_create(ColleagueWeek(colleague=each, week_on=mondays[10]) for each in team)
    year = Year.objects.create(year=YEAR, money=1_000_000, most=3, rest=3)
    for code, places in {"RU-TOM": 14, "RU-PER": 2}.items():
        Wanted.objects.create(year=year, region=region(code), places=places)
    Pin.objects.create(year=year, house=houses[0], week_on=mondays[10], is_wanted=True)
    plannings.ask(year=year.pk, by=by, today=now.date())
    making.work_next()
    return {"house": str(houses[0].pk), "colleague": str(team[0].pk), "year": str(year.pk)}


if __name__ == "__main__":
    main()
