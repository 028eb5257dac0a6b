from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from wellbeing.assessments.returning.entries import (
    MOST_ENTRIES,
    MOST_SCALES,
    ROOM,
    Entry,
    added,
    pack,
    unpack,
)

NOVEMBER = date(2026, 11, 1)

values = st.none() | st.decimals("-999.99", "999.99", places=2)
entries = st.builds(
    Entry,
    version=st.text("abcdefgh23456789", min_size=8, max_size=8),
    language=st.sampled_from(["ru", "en"]),
    month=st.dates(date(2026, 1, 1), date(2400, 1, 1)).map(lambda day: day.replace(day=1)),
    values=st.lists(values, max_size=MOST_SCALES).map(tuple),
)


def an_entry(value: str = "62.5", month: date = NOVEMBER) -> Entry:
    return Entry("abcd2345", "ru", month, (Decimal(value), None))


@given(st.lists(entries, max_size=MOST_ENTRIES))
def test_what_is_packed_is_unpacked(kept):
    assert unpack(pack(kept)) == tuple(kept)


def test_the_largest_history_fits_its_room():
    widest = Entry("abcd2345", "ru", date(2100, 12, 1), (Decimal("-999.99"),) * MOST_SCALES)
    assert len(pack([widest] * MOST_ENTRIES)) <= ROOM


def test_the_oldest_goes_when_the_history_is_full():
    full = tuple(an_entry(str(n)) for n in range(MOST_ENTRIES))
    kept = added(full, an_entry("99"))
    assert len(kept) == MOST_ENTRIES
    assert kept[0] == an_entry("1")
    assert kept[-1] == an_entry("99")


def test_pressing_twice_adds_once():
    assert added((an_entry(),), an_entry()) == (an_entry(),)


def test_the_same_values_in_another_month_are_another_entry():
    later = an_entry(month=date(2026, 12, 1))
    assert added((an_entry(),), later) == (an_entry(), later)
