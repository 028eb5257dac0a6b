"""What a person sees of their history: what may be compared, and what is left unsaid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from cms import generation
from tests.assessments import building
from tests.factories.assessments import TODAY, create_definition, create_draft, create_published
from wellbeing.assessments.actions import drafts, publishing
from wellbeing.assessments.models import InstrumentVersion, MeasuredReliability
from wellbeing.assessments.returning import pages as history_pages
from wellbeing.assessments.returning.entries import Entry
from wellbeing.assessments.returning.series import Line, series_of
from wellbeing.assessments.rules.change import Change

pytestmark = [pytest.mark.django_db, pytest.mark.service]

# S_diff = 2 * sqrt(2 * (1 - 0.5)) = 2: a difference of 4 is beyond 1.96 * 2, one of 3 is not.
RELIABILITY = building.create_reliability("0.5", 2)


@pytest.fixture
def version() -> InstrumentVersion:
    scale = replace(create_definition().scales[0], reliability=RELIABILITY)
    published = create_published(scales=(scale,))
    generation.bump()
    return published


def entry(version: InstrumentVersion, value: object, *, language: str = "ru", month: int = 11) -> Entry:
    number = None if value is None else Decimal(str(value))
    return Entry(version.code, language, date(2026, month, 1), (number,))


def only_line(*kept: Entry) -> Line:
    (series,) = series_of(kept)
    (line,) = series.lines
    return line


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (2, 6, Change.RELIABLY_HIGHER),
        (6, 2, Change.RELIABLY_LOWER),
        (2, 5, Change.NO_RELIABLE_CHANGE),
        (2, 2, Change.NO_RELIABLE_CHANGE),
        (None, 6, Change.NOT_COMPARABLE),
        (2, None, Change.NOT_COMPARABLE),
    ],
)
def test_a_change_is_named_only_beyond_measurement_error(
    version: InstrumentVersion, before: object, after: object, change: Change
) -> None:
    line = only_line(entry(version, before), entry(version, after))

    assert (line.since_before, line.since_first) == (change, None)


def test_one_result_is_compared_with_nothing(version: InstrumentVersion) -> None:
    line = only_line(entry(version, 2))

    assert (line.since_before, line.since_first) == (Change.NOT_COMPARABLE, None)


def test_from_the_third_on_the_first_is_compared_too(version: InstrumentVersion) -> None:
    line = only_line(entry(version, 1), entry(version, 3), entry(version, 5))

    assert (line.since_before, line.since_first) == (Change.NO_RELIABLE_CHANGE, Change.RELIABLY_HIGHER)


def test_without_figures_of_a_sample_nothing_is_said_of_change() -> None:
    version = create_published()
    generation.bump()

    assert only_line(entry(version, 0), entry(version, 9)).since_before == Change.NOT_COMPARABLE


def test_languages_stand_apart_the_one_used_last_first(version: InstrumentVersion) -> None:
    series = series_of(
        [entry(version, 0, language="en"), entry(version, 9), entry(version, 9, language="en")]
    )

    assert [each.language for each in series] == ["en", "ru"]
    assert [len(each.months) for each in series] == [2, 1]
    assert series[1].lines[0].since_before == Change.NOT_COMPARABLE
    assert series[0].lines[0].since_before == Change.RELIABLY_HIGHER


def test_versions_stand_apart_even_if_every_word_is_the_same(version: InstrumentVersion) -> None:
    newer = publishing.publish(version=drafts.new_draft_from(version=version), by="vera", today=TODAY)
    generation.bump()

    series = series_of([entry(version, 0), entry(newer, 9)])

    assert [len(each.months) for each in series] == [1, 1]
    assert {each.lines[0].since_before for each in series} == {Change.NOT_COMPARABLE}


def test_what_is_no_longer_readable_is_left_out(version: InstrumentVersion) -> None:
    draft = create_draft()
    gone = replace(entry(version, 3), version="gonegone")

    series = series_of([entry(draft, 3), gone, entry(version, 3)])

    assert [len(each.months) for each in series] == [1]


def test_each_result_is_told_by_month_band_and_number_the_newest_first(version: InstrumentVersion) -> None:
    line = only_line(entry(version, 4, month=9), entry(version, None, month=10), entry(version, 5))

    assert [(value.month.month, value.band, value.number) for value in line.values] == [
        (11, "high (ru)", "5"),
        (10, "", ""),
        (9, "low (ru)", "4"),
    ]


def test_a_page_says_which_of_its_words_are_in_another_language(version: InstrumentVersion) -> None:
    kept = [entry(version, 0, language="en"), entry(version, 9)]

    page = history_pages.kept(kept, new_code="", typed="", language="ru").decode()

    assert '<td lang="en">low (en)</td>' in page
    assert '<h3 lang="en">total (en)</h3>' in page
    assert "<td>high (ru)</td>" in page
    assert 'lang="ru">' in page.partition("<body")[0]


def measure(version: InstrumentVersion, *, since: date, low: str = "0.3", replaced: str = "0.5") -> None:
    MeasuredReliability.objects.create(
        version=version,
        scale_key="total",
        language="ru",
        alpha=Decimal(low),
        low=Decimal(low),
        high=Decimal(low),
        sd=4,
        people=500,
        first_quarter=date(2026, 1, 1),
        last_quarter=date(2026, 4, 1),
        since_month=since,
        replaced_kind="assumed",
        replaced_value=Decimal(replaced),
        replaced_sd=2,
    )
    generation.bump()


def bar_of(*kept: Entry) -> tuple[str, object, object]:
    bar = only_line(*kept).bar
    assert bar
    return (
        bar.most,
        bar.measured and bar.measured.since_month,
        bar.newer and bar.newer.since_month,
    )


def test_two_readings_keep_their_judgement_when_more_is_measured(
    version: InstrumentVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S_diff is 2 by what was assumed, 4 * sqrt(1.4) = 4.73 by what was measured since."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 20))
    measure(version, since=date(2026, 11, 1))
    old = (entry(version, 1, month=9), entry(version, 6, month=10))

    assert only_line(*old).since_before == Change.RELIABLY_HIGHER
    assert bar_of(*old) == ("3", None, date(2026, 11, 1))
    assert only_line(*old, entry(version, 1, month=11)).since_before == Change.NO_RELIABLE_CHANGE
    assert bar_of(*old, entry(version, 1, month=11)) == ("9", date(2026, 11, 1), None)


def test_what_holds_from_next_month_on_is_not_told_before(
    version: InstrumentVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 20))
    measure(version, since=date(2026, 12, 1))
    kept = (entry(version, 1, month=9), entry(version, 6, month=11))

    assert bar_of(*kept) == ("3", None, None)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 1))
    generation.bump()
    assert bar_of(*kept) == ("3", None, date(2026, 12, 1))


def test_the_page_says_which_figure_was_used_since_when(
    version: InstrumentVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 20))
    measure(version, since=date(2026, 11, 1))
    kept = (entry(version, 1, month=9), entry(version, 6, month=11))
    with translation.override("ru"):
        page = history_pages.kept(kept, new_code="", typed="", language="ru").decode()
    said = "и действует с ноября 2026; до того была 0,5 (предположение)."
    assert (
        f"Разница до 9 может быть случайной. Надёжность 0,3 измерена по ответам в анонимной картине {said}"
        in page
    )


def test_nothing_is_said_of_a_bar_where_nothing_is_compared(version: InstrumentVersion) -> None:
    assert only_line(entry(version, 1)).bar is None
