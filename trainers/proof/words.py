"""What paper, page and badge say alike."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language


def month(first: date) -> str:
    """A month that stands for itself: «Ноябрь 2026»."""
    return capfirst(date_format(first, "F Y"))


def month_within(first: date) -> str:
    """A month within a sentence, after «по» in Russian: «ноябрь 2026»."""
    said = date_format(first, "F Y")
    return said.lower() if (get_language() or "ru").startswith("ru") else said
