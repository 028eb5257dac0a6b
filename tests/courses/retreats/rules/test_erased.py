"""A receipt tells nothing of a few."""

from courses.retreats.rules.erased import Kind, counts


def test_from_ten_on_a_receipt_says_how_many() -> None:
    assert counts({Kind.BEDS: 9, Kind.SEALED: 10, Kind.CALENDARS: 0}) == {
        "beds": None,
        "sealed": 10,
        "calendars": None,
    }
