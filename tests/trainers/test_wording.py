"""The answers of the rules in words, with Russian plurals."""

from datetime import date

import pytest
from django.utils import translation

from trainers import wording
from trainers.rules.pathway import Assessor, Kind, Requirement, ShownBy, Stage, Unit
from trainers.rules.standing import Change, Coming, Missing, Standing, State, WayBack

OBSERVED = Requirement(
    "observed",
    Stage.AWARD,
    Kind.OBSERVED,
    5,
    shown_by=ShownBy.RUBRIC,
    assessors=frozenset({Assessor.COORDINATOR, Assessor.ASSESSOR}),
)
SUPERVISION = Requirement(
    "supervision", Stage.AWARD, Kind.SUPERVISION, 6, unit=Unit.HOURS, shown_by=ShownBy.LOG
)


@pytest.mark.parametrize(
    ("has", "english", "russian"),
    [
        (4, "one observed session is missing", "не хватает одного занятия с наблюдением"),
        (3, "2 observed sessions are missing", "не хватает 2 занятий с наблюдением"),
        (0, "5 observed sessions are missing", "не хватает 5 занятий с наблюдением"),
    ],
)
def test_what_is_missing_is_counted_and_says_who_helps(has: int, english: str, russian: str) -> None:
    each = Missing(OBSERVED, has)
    with translation.override("en"):
        assert wording.missing(each) == f"{english}; region coordinators or an assessor can arrange it"
    with translation.override("ru"):
        who = "координаторки и координаторы региона или экспертки и эксперты"
        assert wording.missing(each) == f"{russian}; устроить это могут {who}"


def test_hours_are_said_in_hours_and_by_the_minute_where_they_are_not_whole() -> None:
    with translation.override("ru"):
        log = "время записывает супервизорка или супервизор"
        assert wording.missing(Missing(SUPERVISION, 0)) == f"не хватает 6 часов супервизии; {log}"
        assert wording.missing(Missing(SUPERVISION, 300)) == f"не хватает одного часа супервизии; {log}"
        assert wording.missing(Missing(SUPERVISION, 270)) == f"не хватает 1 ч 30 мин супервизии; {log}"
        assert wording.amount(SUPERVISION, 270) == "4 ч 30 мин из 6 ч"
        assert wording.amount(OBSERVED, 2) == "2 из 5"
        assert wording.hours(0) == "0 ч"


def test_what_may_be_shown_instead_and_how_recent_it_must_be_are_said() -> None:
    course = Requirement("c", Stage.AWARD, Kind.COURSE, 1, subject="crisis-work", instead_of="safety")
    safety = Requirement(
        "safety",
        Stage.AWARD,
        Kind.SAFETY,
        1,
        within_months=24,
        in_region=True,
        assessors=frozenset({Assessor.ASSESSOR}),
    )
    with translation.override("en"):
        assert wording.missing(Missing(safety, 0, (Missing(course, 0),))) == (
            "one safety training or one course is missing; it has to be in the certificate’s "
            "region; not older than 24 months; an assessor can confirm it"
        )


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (Standing(State.IN_TRAINING, way=WayBack.AWARD), "in training, on the way to the first certificate"),
        (Standing(State.CERTIFIED, date(2028, 8, 31)), "certified; renewal opens after Aug. 31, 2028"),
        (
            Standing(State.RENEWAL_DUE, date(2028, 8, 31), WayBack.RENEWAL),
            "renewal is due; the certificate is valid through Aug. 31, 2028",
        ),
        (
            Standing(State.IN_GRACE, date(2028, 8, 31), WayBack.RENEWAL),
            "in grace: the certificate has ended and can be renewed through Aug. 31, 2028",
        ),
        (
            Standing(State.LAPSED, date(2028, 8, 31), WayBack.REACTIVATION),
            "lapsed; through Aug. 31, 2028 a shorter way leads back",
        ),
        (Standing(State.LAPSED, way=WayBack.AWARD), "lapsed; the whole path leads back"),
        (
            Standing(State.SUSPENDED, way=WayBack.DECISION),
            "suspended; two people can lift it, and so can an appeal",
        ),
        (
            Standing(State.REVOKED, way=WayBack.DECISION),
            "revoked; a successful appeal leads back, or the whole path anew",
        ),
    ],
)
def test_every_state_is_said_with_its_day_and_the_way_on(now: Standing, said: str) -> None:
    with translation.override("en"):
        assert wording.standing(now) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change.RENEWAL_OPENS, "с 1 декабря 2026 г. сертификат можно продлить"),
        (Change.EXPIRES, "после 30 ноября 2026 г. сертификат закончится и начнётся запасной срок"),
        (Change.GRACE_ENDS, "после 30 ноября 2026 г. закончится запасной срок и сертификат истечёт"),
        (
            Change.REACTIVATION_ENDS,
            "после 30 ноября 2026 г. короткого пути назад не будет, только весь путь заново",
        ),
    ],
)
def test_what_comes_is_said_with_its_day(change: Change, said: str) -> None:
    with translation.override("ru"):
        assert wording.coming(Coming(date(2026, 12, 1), change)) == said


def test_evidence_that_grows_too_old_is_named() -> None:
    each = Coming(date(2026, 12, 1), Change.EVIDENCE_AGES, OBSERVED)
    with translation.override("en"):
        assert wording.coming(each) == "from Dec. 1, 2026 this is too old to count: session observed"
