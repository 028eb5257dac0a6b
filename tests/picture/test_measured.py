"""From a simulated release to the figure by which changes are judged: taken over, dated, never altered."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from tests.factories.accounts import create_colleague
from tests.factories.assessments import create_definition, create_draft, create_published
from tests.picture.simulating import QUARTER, create_release, measured
from wellbeing.assessments.actions import shipped
from wellbeing.assessments.models import InstrumentVersion, MeasuredReliability
from wellbeing.assessments.rules.definition import Licence, LicenceClass, Reliability
from wellbeing.picture import measuring
from wellbeing.picture.actions import judging
from wellbeing.picture.actions import measured as actions
from wellbeing.picture.models import Release

pytestmark = [pytest.mark.django_db, pytest.mark.service]

TODAY = date(2027, 4, 12)
ENOUGH = 4000
WIDE = 40.0


@pytest.fixture
def week() -> InstrumentVersion:
    """The project's own short check-in: one scale, an assumed reliability."""
    shipped.load_shipped(by="nadya", today=date(2026, 11, 22))
    return InstrumentVersion.objects.get(instrument__slug="week")


def take_over(written: list, *, today: date = TODAY, **changes: object) -> list[MeasuredReliability]:
    return actions.take_over(release=create_release(written, **changes), today=today)


def test_a_release_of_enough_people_replaces_what_was_assumed(week: InstrumentVersion) -> None:
    (made,) = take_over(measured(week, ENOUGH, year_epsilon=WIDE))
    row = MeasuredReliability.objects.get()
    assert row == made
    assert (row.version, row.language, row.since_month) == (week, "ru", date(2027, 5, 1))
    assert (row.replaced_kind, row.replaced_value, row.replaced_sd) == ("assumed", Decimal("0.7"), 20)
    assert (row.first_quarter, row.last_quarter) == (QUARTER, QUARTER)
    assert row.low < row.alpha < row.high
    assert row.people == pytest.approx(ENOUGH, rel=0.05)  # noise included


def test_with_the_noise_of_the_real_budget_it_takes_thousands(week: InstrumentVersion) -> None:
    assert take_over(measured(week, 400)) == []


def test_what_waits_to_be_judged_changes_nothing(week: InstrumentVersion) -> None:
    written = measured(week, ENOUGH, year_epsilon=WIDE)
    assert take_over(written, is_apart=True, state=Release.State.WAITING) == []
    assert measuring.quarters(week) == ()


@pytest.mark.parametrize(("is_published", "rows"), [(True, 1), (False, 0)])
def test_what_was_apart_counts_once_it_is_published(
    week: InstrumentVersion, *, is_published: bool, rows: int
) -> None:
    apart = create_release(
        measured(week, ENOUGH, year_epsilon=WIDE), is_apart=True, state=Release.State.WAITING
    )
    mira = create_colleague(username="mira", role="council")
    judging.judge(
        release=apart.pk, is_published=is_published, reason="Похоже на остальное.", by=mira, today=TODAY
    )
    assert MeasuredReliability.objects.count() == rows


def test_the_same_again_is_no_news_and_another_figure_is(week: InstrumentVersion) -> None:
    take_over(measured(week, ENOUGH, year_epsilon=WIDE))
    later = date(2027, 7, 5)
    assert (
        take_over(measured(week, 1000, year_epsilon=WIDE, seed=4), quarter=date(2027, 4, 1), today=later)
        == []
    )
    apart = measured(week, 20_000, year_epsilon=WIDE, loading=0.5)
    (made,) = take_over(apart, quarter=date(2027, 7, 1), today=date(2027, 10, 9))
    first = MeasuredReliability.objects.earliest("since_month")
    assert (made.replaced_kind, made.replaced_value) == ("alpha", first.low)
    assert (made.since_month, made.first_quarter) == (date(2027, 11, 1), QUARTER)


def test_two_releases_of_one_month_change_it_once(week: InstrumentVersion) -> None:
    take_over(measured(week, ENOUGH, year_epsilon=WIDE))
    other = measured(week, 20_000, year_epsilon=WIDE, loading=0.4)
    assert take_over(other, is_apart=True) == []
    assert MeasuredReliability.objects.count() == 1


def test_quarters_of_which_none_is_enough_are_enough_together(week: InstrumentVersion) -> None:
    days = [
        date(2025, 10, 1),
        date(2026, 1, 1),
        date(2026, 4, 1),
        date(2026, 7, 1),
        date(2026, 10, 1),
        QUARTER,
    ]
    made = [take_over(measured(week, 1500, year_epsilon=3.5), quarter=day) for day in days]
    assert made[0] == []
    row = MeasuredReliability.objects.get()
    assert row.first_quarter == days[0] < row.last_quarter
    assert 1000 <= row.people <= 1500


def test_no_more_than_two_years_are_put_together(week: InstrumentVersion) -> None:
    days = [date(2025 + i // 4, i % 4 * 3 + 1, 1) for i in range(9)]
    for day in days:
        create_release(measured(week, 200, year_epsilon=WIDE), quarter=day)
    (both,) = [each for each in measuring.together(week, measuring.quarters(week)) if each.language == "ru"]
    assert both.kept and both.kept.quarters == 8
    assert 1550 <= (both.n.value or 0) <= 1650


def test_a_retest_figure_and_instruments_of_others_stay(week: InstrumentVersion) -> None:
    figures = Reliability("retest", Decimal("0.8"), Decimal(2), 90, "adults", "a paper")
    own = create_published(slug="own", **_with(figures))
    assert take_over(measured(own, 2000, year_epsilon=WIDE)) == []
    whose = Licence(
        LicenceClass.FREE,
        "Somebody",
        "https://example.org",
        "2026-01-01",
        allowed_uses=("display",),
        attribution={"ru": "Чьё-то.", "en": "Somebody's."},
    )
    others = create_published(slug="others", licence=whose, **_with(figures))
    assert take_over(measured(others, 2000, year_epsilon=WIDE), quarter=date(2027, 4, 1)) == []


def _with(figures: Reliability) -> dict:
    (scale,) = create_definition().scales
    return {"scales": (replace(scale, reliability=figures),)}


def refused(statement: str) -> None:
    rule = "measured_reliability_is_only_added"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_history_is_only_added_to(week: InstrumentVersion) -> None:
    (made,) = take_over(measured(week, ENOUGH, year_epsilon=WIDE))
    refused("UPDATE assessments_measuredreliability SET low = 0.5")
    refused("DELETE FROM assessments_measuredreliability")
    for changes, rule in (
        ({"since_month": date(2027, 4, 1)}, "measured_reliability_in_order"),
        ({"since_month": date(2027, 5, 1)}, "one_measured_reliability_a_month"),
        ({"since_month": date(2027, 6, 2)}, "measured_reliability_since_a_month"),
        ({"people": 399}, "measured_on_enough_people"),
        ({"low": Decimal("0.95"), "alpha": Decimal("0.9")}, "measured_reliability_is_possible"),
        ({"last_quarter": date(2027, 2, 1)}, "measured_in_quarters_before"),
        ({"version": create_draft(slug="new")}, "measured_reliability_of_our_own"),
    ):
        fields = {
            field.attname: getattr(made, field.attname) for field in made._meta.fields if field.name != "id"
        }
        fields = {key.removesuffix("_id"): value for key, value in fields.items()} | {"version": week}
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            MeasuredReliability.objects.create(**fields | {"since_month": date(2027, 6, 1)} | changes)
