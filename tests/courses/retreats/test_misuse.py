"""Bad input and misuse, row by row: a sentence, a refusal, an audit line, and never half a result.

What stands elsewhere under tests/courses/retreats is only named here.

| row | where |
| --- | --- |
| rules that cannot all hold: the smallest set is named | `staff/test_sharing_pages.py` rules_in_each_others_way_stand_in_words_and_one_is_let_go_of; `rules/test_loosening.py`; `staff/test_policy.py` what_is_wrong_with_the_rules_is_said_in_words |
| a house smaller than the team | `staff/test_rounds.py` a_house_smaller_than_its_team_and_its_places_is_said; `preparing/test_plans.py` a_house_has_beds_for_people_and_team; `planning/test_given.py`; below a_house_does_not_become_too_small |
| mutual wishes that contradict must-not-meet | `rules/test_ties.py`; in one form `public/test_applying.py` ties_that_cannot_be_are_refused_in_words; below two_who_want_to_come_together |
| circles of wishes | `rules/test_ties.py` a_circle_is_fine, a_circle_with_two_who_must_not_meet; below a_circle_of_wishes |
| an applicant naming themselves | `public/test_applying.py` nobody_names_themselves; `public/test_application.py` a_change_that_cannot_be |
| duplicates from one person, as far as codes can tell | `public/test_applying_once.py`; `applying/test_races.py` of_many_who_press_twice, one_recommendation_is_used_by_one_of_many; what more applications do not gain: `rules/test_promises.py` |
| an organiser on their own retreat's list | `staff/test_sharing_pages.py` whoever_applied_themselves_is_told_so_on_every_step; `committee/test_reviewing.py` who_applied_themselves_is_shut_out; below who_applied_themselves_puts_nobody_to_bed |
| changing the policy after closing | `staff/test_policy.py` the_database_keeps_rules, rules_never_change_once_the_round_is_open; below what_an_open_round_promises |
| replaying with a changed file | `test_replaying.py` |
| two organisers publishing at once | `sharing/test_races.py` two_organisers_publish_at_once; below who_publishes_second |
| a solver killed midway | `sharing/test_killed.py`; `planning/test_making.py` a_killed_working |
| the last second before closing in another time zone | `applying/test_races.py` whoever_came_in_time; `sharing/test_closing.py` the_hour_is_a_moment; `public/test_applying_once.py`; below an_hour_by_other_clocks |
"""  # noqa: E501  a table has no other lines

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.retreats import frozen, opened
from courses.retreats.actions.committee import correcting, declaring
from courses.retreats.actions.sharing import closing, sharing
from courses.retreats.models import Bed, Frozen, House, Offer, Retreat, Round, RoundWork
from courses.retreats.rules.case import Case, pair
from tests.courses.retreats.planning.looking import rows
from tests.courses.retreats.public.visiting import (
    application_of,
    applied,
    apply_address,
    codes_of,
    open_round,
    press,
)
from tests.courses.retreats.sharing.rounds import (
    closed_round,
    everybody_declares,
    organiser,
    published_round,
    shared_round,
    traces,
)
from tests.courses.runs.public.visiting import look, text_of
from tests.factories.accounts import create_colleague
from tests.factories.retreats import create_house, create_retreat, create_round, create_team_part
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

STAFF = "/staff/retreats/"


@pytest.fixture
def by() -> User:
    return create_colleague(username="vera", role="organiser")


def as_it_stands(retreat: Retreat) -> dict[str, Any]:
    limits = {f"limit-{key}": value for key, value in retreat.limits.items()}
    names = ("title", "begins_on", "ends_on", "zone", "language", "places")
    own = {name: getattr(retreat, name) for name in names}
    return {**own, "house": retreat.house_id, "region": retreat.region_id, **limits}


@pytest.mark.parametrize("decided", ["open", "closed", "shared", "published"])
@pytest.mark.parametrize("changed", ["places", "house", "begins_on", "limit-at_night"])
def test_what_an_open_round_promises_stays_whatever_form_is_sent(
    by: User, decided: str, changed: str
) -> None:
    known = {"commitment": "0" * 64, "value": "1", "record": "{}"} if decided != "open" else {}
    round = create_round(decided=decided, **known)
    retreat = create_retreat(round=round, limits={"at_night": 1})
    before = Retreat.objects.values().get()
    other = {
        "places": 2,
        "house": create_house().pk,
        "begins_on": retreat.begins_on + timedelta(days=1),
        "limit-at_night": 3,
    }
    sent = {**as_it_stands(retreat), "title": "Набранное", changed: other[changed]}

    answer = client_of(by).post(f"{STAFF}{retreat.pk}/edit/", sent)

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "они входят в опубликованные правила" in page
    assert "Набранное" in page
    assert Retreat.objects.values().get() == before
    assert traces(round) == [("vera", "retreats.refused_step")]


def test_the_name_of_a_retreat_can_still_be_another(by: User) -> None:
    retreat = create_retreat(round=create_round(), limits={"at_night": 1})

    client_of(by).post(f"{STAFF}{retreat.pk}/edit/", {**as_it_stands(retreat), "title": "Другая"})

    retreat.refresh_from_db()
    assert (retreat.title, retreat.limits) == ("Другая", {"at_night": 1})


def house_form(house: House, *beds: int) -> dict[str, Any]:
    rooms = [
        {"row": str(room.pk), "name": room.name, "beds": str(number)}
        for room, number in zip(house.rooms.all(), beds, strict=True)
    ]
    sent = {"name": house.name, "region": house.region_id, "reaches": [house.region_id], "price": "1"}
    return {**sent, "weeks": "", **rows("rooms", *rooms, there=len(rooms)), **rows("spaces")}


def test_a_house_does_not_become_too_small_for_what_is_planned_in_it(by: User) -> None:
    house = create_house(rooms=(2, 2, 2))
    create_team_part(create_retreat(house=house, places=4))
    client, page = client_of(by), f"{STAFF}houses/{house.pk}/"

    refused = text(client.post(page, house_form(house, 2, 1, 1)))

    assert "кроватей: 4. Мест 4 и команда (1) — это 5." in refused
    assert sorted(house.rooms.values_list("beds", flat=True)) == [2, 2, 2]
    client.post(page, house_form(house, 2, 2, 1))
    assert sorted(house.rooms.values_list("beds", flat=True)) == [1, 2, 2]


def named(code: str, mark: str, kind: str = "bound") -> None:
    """Somebody names another once they know the mark."""
    form = press(application_of(code), "change")
    assert press(form, "save", kind1=kind, mark1=mark).status_code == 200


def closed(round: Round) -> Case:
    """What the round is closed upon, and that its rules can all hold."""
    assert round.closes_at is not None
    closing.close(round=round.pk, now=round.closes_at + timedelta(minutes=1))
    sharing.work_next()
    found = frozen.closed_case(Round.objects.get(pk=round.pk))
    assert found.conflict == []
    return found.case


def test_two_who_want_to_come_together_and_must_not_meet_are_kept_apart() -> None:
    round = open_round()
    (one, my_mark), (two, other_mark) = codes_of(applied(round)), codes_of(applied(round, name="Кедр"))
    named(one, other_mark)
    named(two, my_mark)
    first, second = opened.read(one).facts, opened.read(two).facts
    assert (first.ties[0][1], second.ties[0][1]) == (second.mark, first.mark)

    contradicts = press(press(application_of(one), "change"), "save", kind2="apart", mark2=other_mark)
    by_the_committee(round, first.ticket, second.ticket)
    case = closed(round)

    assert contradicts.status_code == 400
    assert opened.read(one).facts.ties == first.ties
    real = pair(first.ticket, second.ticket)
    assert (real in case.apart, case.bound, case.together) == (True, frozenset(), frozenset())


def by_the_committee(round: Round, ticket: str, other: str) -> None:
    user = User.objects.get(username="safety-reader")
    declaring.declare(round=round.pk, applied=False, close=[], forget=False, by=user)
    correcting.keep_apart(round=round, ticket=ticket, other=other, by=user, now=timezone.now())


def test_a_circle_of_wishes_binds_nobody_who_did_not_say_so_and_stops_nothing() -> None:
    round = open_round(retreats=1)
    Retreat.objects.update(places=2)
    people = [codes_of(applied(round, name=name)) for name in ("Ива", "Кедр", "Клён")]
    for number, (code, _mark) in enumerate(people):
        named(code, people[(number + 1) % 3][1])

    case = closed(round)

    assert (len(case.applicants), case.bound, case.together) == (3, frozenset(), frozenset())


def test_a_circle_in_which_everybody_says_so_comes_whole_or_not_at_all() -> None:
    round = open_round(retreats=1)
    people = [codes_of(applied(round, name=name)) for name in ("Ива", "Кедр", "Клён")]
    marks = [mark for _code, mark in people]
    for number, (code, _mark) in enumerate(people):
        others = [marks[(number + more) % 3] for more in (1, 2)]
        form = press(application_of(code), "change")
        kinds = {"kind1": "bound", "mark1": others[0], "kind2": "bound", "mark2": others[1]}
        assert press(form, "save", **kinds).status_code == 200

    tickets = sorted(opened.opened(round))

    assert closed(round).bound == {pair(one, other) for one in tickets for other in tickets if one < other}


def test_a_retreat_of_another_round_is_no_wish() -> None:
    round = open_round()
    other = create_retreat(round=create_round(), house=create_house())

    page = applied(round, wish1=str(other.pk))

    assert page.status_code == 400
    assert "Такого в списке нет" in page.content.decode()
    assert not round.applications.exists()


def test_who_applied_themselves_puts_nobody_to_bed_and_reads_no_names(by: User) -> None:
    round = published_round(by=organiser())
    retreat = Retreat.objects.get(round=round)
    declaring.declare(round=round.pk, applied=True, close=[], forget=False, by=by)
    client = client_of(by)
    before = len(traces(round))

    seen = text(client.get(f"{STAFF}{retreat.pk}/rooms/", follow=True))
    pressed = text(client.post(f"{STAFF}{retreat.pk}/rooms/", {"propose": "1"}, follow=True))

    for page in (seen, pressed):
        assert "шаги в нём делают другие" in page
    assert not Bed.objects.exists()
    assert traces(round)[before:] == [("vera", "retreats.ask_who_comes")]


def test_the_history_does_not_tell_who_of_two_applied_themselves(by: User) -> None:
    olga = organiser()
    round = published_round(by=olga)
    retreat = Retreat.objects.get(round=round)
    declaring.declare(round=round.pk, applied=True, close=[], forget=False, by=by)
    before = len(traces(round))

    for colleague in (by, olga):
        client_of(colleague).get(f"{STAFF}{retreat.pk}/rooms/", follow=True)

    asked = [(each.username, "retreats.ask_who_comes") for each in (by, olga)]
    assert traces(round)[before:] == asked


def test_who_publishes_second_changes_nothing_and_reads_what_stands(by: User) -> None:
    first = organiser()
    round = shared_round(by=first)
    everybody_declares()
    for user in (first, by):
        client = client_of(user)
        answer = client.post(f"{STAFF}rounds/{round.pk}/publish/", follow=True)
        assert "опубликован" in text(answer)

    assert Offer.objects.count() == 2
    assert [who for who, action in traces(round) if action == "retreats.publish_result"] == [first.username]


def test_a_round_that_is_called_off_keeps_nothing_of_what_it_was_closed_upon(by: User) -> None:
    round = closed_round()
    everybody_declares()

    client_of(by).post(f"{STAFF}rounds/{round.pk}/call-off/", {"reason": "Дом закрыт"})
    sharing.work_next()

    assert Round.objects.get().decided == "cancelled"
    assert (Frozen.objects.count(), RoundWork.objects.count()) == (0, 0)
    assert "Отменён" in text(client_of(by).get(f"{STAFF}rounds/{round.pk}/"))


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Asia/Kamchatka", datetime(2027, 1, 9, 11, 59, tzinfo=UTC)),
        ("Europe/Kaliningrad", datetime(2027, 1, 9, 21, 59, tzinfo=UTC)),
    ],
)
def test_an_hour_by_other_clocks_is_one_moment_for_everybody(by: User, zone: str, instant: datetime) -> None:
    typed = {"title": "Весна", "zone": zone, "closes_day": "2027-01-09", "closes_hour": "23:59"}
    sent = typed | {"answer_hours": "72", "announced": "Курсы на день", "once": str(uuid4())}

    client_of(by).post(f"{STAFF}rounds/new/", sent)

    round = Round.objects.get()
    assert round.closes_at == instant
    round.decided = "open"
    assert round.is_open(instant - timedelta(microseconds=1))
    assert not round.is_open(instant)
    create_retreat(round=round)
    Round.objects.update(decided="open", draws_at=instant + timedelta(days=1))
    assert "9 января 2027, 23:59" in text_of(look(apply_address(round)))
