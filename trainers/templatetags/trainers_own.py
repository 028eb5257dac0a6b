"""Words for the templates of one's own pages."""

from datetime import date

from django import template
from django.utils.text import capfirst

from trainers import own
from trainers.models import Evidence
from trainers.proof import words

register = template.Library()


@register.filter
def own_reasons(row: Evidence) -> list[str]:
    """Why a piece of evidence was decided as it stands."""
    return own.reasons(row)


@register.filter
def sentence(said: str) -> str:
    """With a capital letter and one full stop, also where a shortened word ends it: «… 2026 г.»."""
    return capfirst(said).removesuffix(".") + "."


@register.filter
def within(month: date) -> str:
    """A month within a sentence: «ноябрь 2026»."""
    return words.month_within(month)
