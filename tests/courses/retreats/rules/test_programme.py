"""What a programme has to leave free, and what changed from one to the next."""

from courses.retreats.rules import programme
from courses.retreats.rules.findings import Grade
from courses.retreats.rules.programme import Change, Finding, Item, Kind, Way, What, changes, look

DAYS = 3


def at(begins: str, ends: str, kind: str = Kind.SESSION, *, day: int = 2, **more: object) -> Item:
    def minutes(text: str) -> int:
        hours, _colon, rest = text.partition(":")
        return 60 * int(hours) + int(rest)

    said = {"key": f"{day} {begins} {kind}", "title": f"{kind} {begins}", "people": ("Вера",), **more}
    return Item(kind=kind, day=day, begins=minutes(begins), ends=minutes(ends), **said)  # type: ignore[arg-type]


def day(*items: Item, day: int = 2) -> list[Item]:
    """With three meals and rest after the second."""
    meals = [
        at(begins, ends, Kind.MEAL, day=day)
        for begins, ends in (("08:00", "09:00"), ("13:00", "14:00"), ("18:00", "19:00"))
    ]
    return [*meals, at("14:00", "15:30", Kind.REST, day=day), *items]


def found(*items: Item) -> list[Finding]:
    return [each for each in look(items, DAYS) if each.what is not What.EMPTY]


def test_a_day_with_rest_and_meals_has_nothing_to_say() -> None:
    assert found(*day(at("09:00", "12:00"), at("15:30", "18:00"))) == []


def test_rest_of_less_than_an_hour_and_a_half_is_none() -> None:
    short = [each for each in day(at("09:00", "12:00")) if each.kind != Kind.REST]
    assert found(*short, at("14:00", "15:29", Kind.REST)) == [Finding(What.NO_REST, 2)]
    assert found(*short, at("14:00", "15:30", Kind.REST)) == []


def test_rest_that_goes_on_as_free_time_is_one_stretch() -> None:
    short = [each for each in day(at("09:00", "12:00")) if each.kind != Kind.REST]
    assert found(*short, at("14:00", "14:45", Kind.REST), at("14:45", "15:30", Kind.FREE)) == []


def test_a_session_in_the_middle_of_rest_takes_it() -> None:
    assert found(*day(at("14:30", "15:00"))) == [Finding(What.NO_REST, 2)]


def test_a_meal_in_the_middle_of_rest_takes_it_too() -> None:
    items = [each for each in day(at("09:00", "12:00")) if each.kind != Kind.REST]
    assert found(*items, at("12:30", "14:30", Kind.REST)) == [Finding(What.NO_REST, 2)]


def test_a_room_and_a_person_are_in_two_places_on_one_day_alone() -> None:
    one, other = at("09:00", "10:00", space="Зал"), at("09:30", "10:30", space="Зал")
    assert programme.twice([other, one]) == [("Вера", one, other), ("Зал", one, other)]
    assert programme.twice([one, at("09:30", "10:30", day=3, space="Зал")]) == []
    assert programme.twice([at("09:00", "10:00", people=()), at("09:30", "10:30", people=())]) == []


def test_a_day_without_sessions_needs_no_rest_of_its_own() -> None:
    assert found(*(each for each in day() if each.kind == Kind.MEAL)) == []


def test_no_session_goes_on_after_nine() -> None:
    assert found(*day(at("19:00", "21:00"))) == []
    late = at("20:00", "21:01")
    assert found(*day(late)) == [Finding(What.LATE, 2, (late.title,))]
    assert found(*day(at("20:00", "23:00", Kind.FREE))) == []


def test_six_hours_of_sessions_are_enough() -> None:
    six = day(at("09:00", "13:00"), at("15:30", "17:30"))
    assert found(*six) == []
    assert found(*six, at("17:30", "17:31")) == [Finding(What.TOO_MUCH, 2)]


def test_two_groups_at_once_are_no_more_hours_but_said() -> None:
    one, other = at("09:00", "13:00", title="А"), at("09:00", "13:00", title="Б")
    said = found(*day(one, other, at("15:30", "17:30")))
    assert said == [Finding(What.PARALLEL, 2, ("А", "Б"))]
    assert said[0].grade == Grade.NOTE


def test_a_whole_day_has_three_meals_the_first_and_the_last_one() -> None:
    assert found(at("08:00", "09:00", Kind.MEAL), at("13:00", "14:00", Kind.MEAL)) == [Finding(What.MEALS, 2)]
    assert found(at("18:00", "19:00", Kind.MEAL, day=1), at("08:00", "09:00", Kind.MEAL, day=3)) == []
    assert found(at("10:00", "12:00", Kind.TRAVEL, day=1)) == [Finding(What.MEALS, 1)]


def test_a_session_while_people_eat_is_asked_about() -> None:
    said = found(*day(at("12:00", "13:30", title="Круг")))
    assert said == [Finding(What.CLASHES, 2, ("Круг", "meal 13:00"))]
    assert said[0].grade == Grade.WARN


def test_a_session_that_nobody_holds_is_noted() -> None:
    assert found(*day(at("09:00", "10:00", title="Круг", people=()))) == [Finding(What.NOBODY, 2, ("Круг",))]


def test_what_is_on_a_day_that_the_retreat_has_not_blocks() -> None:
    said = found(at("09:00", "10:00", Kind.FREE, day=4))
    assert said == [Finding(What.OUTSIDE, 4, ("free 09:00",))]
    assert said[0].grade == Grade.BLOCK


def test_empty_days_are_noted() -> None:
    assert look([], DAYS) == [Finding(What.EMPTY, each) for each in (1, 2, 3)]


def test_what_changed_is_said_once_for_each_way() -> None:
    stays, goes = at("08:00", "09:00", Kind.MEAL), at("09:00", "10:00", key="gone")
    was = at("10:00", "11:00", key="a", title="Круг", space="Зал")
    now = at("11:00", "12:00", key="a", title="Круг", space="Терраса", people=("Глеб",))
    new = at("16:00", "17:00", key="new")
    assert changes([stays, was, goes], [new, now, stays]) == [
        Change(Way.MOVED, now, was),
        Change(Way.ELSEWHERE, now, was),
        Change(Way.BY_OTHERS, now, was),
        Change(Way.NEW, new),
        Change(Way.GONE, goes),
    ]
    assert changes([stays, was], [was, stays]) == []


def test_another_day_another_end_and_another_kind_are_changes_and_what_is_gone_is_in_order() -> None:
    was = at("09:00", "10:00", key="a", title="Круг")
    for way, now in (
        (Way.MOVED, at("09:00", "10:00", key="a", title="Круг", day=3)),
        (Way.MOVED, at("09:00", "11:00", key="a", title="Круг")),
        (Way.RENAMED, at("09:00", "10:00", Kind.REST, key="a", title="Круг")),
    ):
        assert changes([was], [now]) == [Change(way, now, was)]
    late = at("11:00", "12:00", key="b")
    assert changes([late, was], []) == [Change(Way.GONE, was), Change(Way.GONE, late)]


def test_what_is_written_down_is_read_as_it_was() -> None:
    items = day(at("09:00", "12:00", space="Зал"))
    assert programme.read(programme.plain(items)) == sorted(items, key=lambda each: each.begins)
