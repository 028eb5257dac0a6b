"""The rules of a pathway read as a person would say them, in both languages."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from tests.factories.trainers import create_pathway
from trainers import describing
from trainers.models import PathwayVersion, Requirement
from trainers.rules.pathway import Assessor, Kind, ShownBy, Stage, Unit
from trainers.rules.pathway import Requirement as Rule

LED = Rule(key="led", stage=Stage.AWARD, kind=Kind.LED, count=2)


@pytest.mark.parametrize(
    ("rule", "russian", "english"),
    [
        (replace(LED, count=1), "поток, проведённый самостоятельно", "run led"),
        (LED, "2 потока, проведённых самостоятельно", "2 runs led"),
        (replace(LED, count=5), "5 потоков, проведённых самостоятельно", "5 runs led"),
        (replace(LED, count=21), "21 поток, проведённый самостоятельно", "21 runs led"),
        (
            replace(LED, kind=Kind.SUPERVISION, unit=Unit.HOURS, count=8),
            "8 часов супервизии",
            "8 hours of supervision",
        ),
        (
            replace(LED, kind=Kind.SUPERVISION, unit=Unit.HOURS, count=1),
            "1 час супервизии",
            "1 hour of supervision",
        ),
        (
            replace(LED, within_months=36),
            "2 потока, проведённых самостоятельно, за последние 3 года",
            "2 runs led, within the last 3 years",
        ),
        (
            replace(LED, within_months=12, in_region=True),
            "2 потока, проведённых самостоятельно, за последний год, в регионе сертификата",
            "2 runs led, within the last year, in the region of the certificate",
        ),
        (
            replace(LED, kind=Kind.COURSE, count=1, subject="holding-a-group", within_months=18),
            "пройденный курс или модуль (именно «holding-a-group»), за последние 18 месяцев",
            "course or module completed (namely “holding-a-group”), within the last 18 months",
        ),
    ],
)
def test_a_requirement_is_measured_in_words(rule: Rule, russian: str, english: str) -> None:
    with override("ru"):
        assert describing.measure(rule) == russian
    with override("en"):
        assert describing.measure(rule) == english


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_words_for_one_and_for_several(kind: Kind) -> None:
    with override("ru"):
        one, two, five = (describing.amount(replace(LED, kind=kind, count=n)) for n in (1, 2, 5))
    assert two.startswith("2 ")
    assert five.startswith("5 ")
    assert one
    assert not any("a" <= letter <= "z" for letter in one + two + five), "translated"


def test_who_may_say_so_is_named_and_nobody_is_nobody() -> None:
    with override("en"):
        assert describing.who(
            replace(LED, assessors=frozenset({Assessor.ASSESSOR, Assessor.COORDINATOR}))
        ) == ("coordinators of the region or assessors")
        assert describing.who(replace(LED, assessors=frozenset())) == ""
        assert describing.who(replace(LED, shown_by=ShownBy.LOG)) == "whoever gave the supervision"


@pytest.mark.service
@pytest.mark.django_db
def test_alternatives_stand_with_what_they_replace_and_nowhere_else() -> None:
    version = create_pathway()

    with override("en"):
        award, renewal, back = describing.stages(version)

    assert [each.key for each in award.asked] == [
        "own-course",
        "trainers-course",
        "co-facilitated",
        "observed",
        "supervision",
        "reflection",
        "safety",
        "ethics",
    ]
    (runs, *_) = renewal.asked
    assert [each.key for each in runs.instead] == ["renewal-co-facilitated"]
    with override("en"):
        assert runs.sentence == "Either 2 runs led, or 3 runs co-facilitated"
    assert [each.key for each in back.asked] == ["back-session", "back-supervision", "back-ethics"]
    with override("ru"):
        (runs, *_) = describing.stages(version)[1].asked
        assert runs.sentence == (
            "Либо 2 потока, проведённых самостоятельно, либо 3 потока, проведённых вдвоём"
        )


def row(key: str, instead_of: str = "", stage: str = Stage.AWARD) -> Requirement:
    return Requirement(
        key=key, stage=stage, kind=Kind.LED, count=1, assessors=["assessor"], instead_of=instead_of
    )


def test_an_alternative_to_an_alternative_is_one_more_way_and_a_circle_is_left_out() -> None:
    rows = [
        row("a"),
        row("b", "a"),
        row("c", "b"),
        row("d", "e"),
        row("e", "d"),
        row("f", "a", Stage.RENEWAL),
    ]

    (found,) = describing.asked(rows, Stage.AWARD)

    assert found.key == "a"
    assert [each.key for each in found.instead] == ["b", "c"]
    assert {each.instead for each in found.instead} == {()}


def test_how_long_a_certificate_holds_is_four_sentences() -> None:
    with override("ru"):
        assert describing.numbers(PathwayVersion(months_valid=24)) == [
            "Сертификат действует 24 месяца.",
            "Продлить его можно, когда до конца останется 90 дней.",
            "Потом есть запасной срок, 90 дней: можно и вести потоки, и продлить сертификат.",
            "Если он истёк, 12 месяцев ещё открыт короткий путь назад, а позже — весь путь заново.",
        ]
        late = PathwayVersion(months_valid=1, renewal_days=0, grace_days=1, reactivation_months=1)
        assert describing.numbers(late) == [
            "Сертификат действует 1 месяц.",
            "Продлить его можно только после конца, в запасной срок.",
            "Потом есть запасной срок, 1 день: можно и вести потоки, и продлить сертификат.",
            "Если он истёк, 1 месяц ещё открыт короткий путь назад, а позже — весь путь заново.",
        ]
        strict = PathwayVersion(months_valid=1, renewal_days=1, grace_days=0, reactivation_months=0)
        assert describing.numbers(strict)[1:] == [
            "Продлить его можно, когда до конца останется 1 день.",
            "Запасного срока нет: закончился — значит истёк.",
            "Если он истёк, назад ведёт только весь путь заново.",
        ]
