"""Somebody comes back through the months in which a release changes what changes are judged by."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.formats import number_format

from cms import generation
from tests.assessments.requests import publish_shipped, send, take, text_of
from tests.picture.simulating import create_release, measured
from wellbeing.assessments.models import InstrumentVersion, MeasuredReliability
from wellbeing.assessments.rules import change
from wellbeing.assessments.rules.definition import Reliability
from wellbeing.picture.actions import measured as actions

pytestmark = [pytest.mark.django_db, pytest.mark.service]

CODE = re.compile(r'<p class="code">([^<]+)</p>')
# The last two questions are of what holds one up.
HEAVY, LIGHT = "44400", "11133"
ASSUMED = "Пока измерено мало, это наше предположение."


@pytest.fixture
def week() -> InstrumentVersion:
    return publish_shipped()["week"]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    def go_to(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_: day)
        generation.bump()

    return go_to


def bar(value: Decimal, sd: Decimal) -> str:
    most = change.mdc95(Reliability("", value, sd, None, "", ""))
    return (
        f"Разница до {str(most.quantize(Decimal('0.1'), 'ROUND_DOWN')).replace('.', ',').removesuffix(',0')} "
    )


def test_what_was_said_stays_and_what_comes_is_judged_by_the_new_figure_with_its_date(
    week: InstrumentVersion, on: Callable[[date], None]
) -> None:
    on(date(2027, 2, 10))
    found = CODE.search(text_of(take(week, HEAVY, do="keep")))
    assert found
    code = found[1]
    on(date(2027, 4, 3))
    in_april = text_of(take(week, LIGHT, do="add", code=code))
    assert "достоверно ниже" in in_april
    assert bar(Decimal("0.7"), Decimal(20)) in in_april
    assert ASSUMED in in_april

    release = create_release(measured(week, 4000, year_epsilon=40.0))
    actions.take_over(release=release, today=date(2027, 4, 12))
    row = MeasuredReliability.objects.get()
    used = number_format(row.low.normalize())
    on(date(2027, 4, 30))
    assert text_of(send("/ru/return/", {"code": code})) == in_april

    on(date(2027, 5, 1))
    in_may = text_of(send("/ru/return/", {"code": code}))
    assert bar(Decimal("0.7"), Decimal(20)) in in_may
    assert f"О результатах начиная с мая 2027 мы судим по другому числу, {used}; сказанное здесь" in in_may

    third = text_of(take(week, HEAVY, do="add", code=code))
    assert bar(row.low, row.sd) in third
    assert (
        f"Надёжность {used} измерена по ответам в анонимной картине и действует с мая 2027; до того" in third
    )
    assert "до того была 0,7 (предположение)." in third
    assert ASSUMED not in third
    assert "О результатах начиная с" not in third


def test_the_result_page_tells_it_too_and_asks_the_database_nothing(
    week: InstrumentVersion, on: Callable[[date], None], django_assert_num_queries: Callable
) -> None:
    on(date(2027, 4, 12))
    before = text_of(take(week, "24242"))
    assert "скобки — осторожное предположение" in before
    release = create_release(measured(week, 4000, year_epsilon=40.0))
    actions.take_over(release=release, today=date(2027, 4, 12))
    on(date(2027, 5, 2))
    after = text_of(take(week, "24242"))
    said = "Точность шкал этого опросника измерена по ответам в анонимной картине"
    assert said not in before
    assert f"{said}; последний раз число обновилось в начале мая 2027." in after
    assert "скобки — осторожное предположение" not in after
    with django_assert_num_queries(0):
        take(week, "13131")
