"""Months as the dates of their first days. Imports no framework."""

from calendar import monthrange
from datetime import date


def of(day: date) -> date:
    """The month of a day."""
    return day.replace(day=1)


def later(month: date, months: int) -> date:
    """The month so many months later, or earlier for a negative number."""
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def between(first: date, second: date) -> int:
    """How many months the second is after the first."""
    return (second.year - first.year) * 12 + second.month - first.month
