"""Quarters of a year, each known by its first day. Pure: imports no framework."""

from datetime import date, timedelta

MONTHS = 3
NUMERALS = ("I", "II", "III", "IV")
NAMES = {"ru": "{numeral} квартал {year}", "en": "Q{number} {year}"}


def first_day(day: date) -> date:
    """The first day of the quarter in which a day is."""
    return date(day.year, day.month - (day.month - 1) % MONTHS, 1)


def is_first_day(day: date) -> bool:
    return day == first_day(day)


def closing_day(quarter: date) -> date:
    """Its last day; ballots are still taken on it."""
    return following(quarter) - timedelta(days=1)


def following(quarter: date) -> date:
    """The first day of the quarter after."""
    return first_day(first_day(quarter) + timedelta(days=MONTHS * 31))


def year_before(quarter: date) -> date:
    """The same quarter of the year before."""
    return quarter.replace(year=quarter.year - 1)


def name(quarter: date, *, language: str) -> str:
    """What people call it; in English for a language that has no words for it here."""
    number = (quarter.month - 1) // MONTHS + 1
    words = NAMES.get(language, NAMES["en"])
    return words.format(numeral=NUMERALS[number - 1], number=number, year=quarter.year)
