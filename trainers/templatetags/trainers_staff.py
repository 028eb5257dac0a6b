"""Words of the rules for the templates of staff pages."""

from datetime import date

from django import template
from django.utils.text import capfirst

from trainers import wording
from trainers.proof.words import month_within
from trainers.rules.standing import ACTIVE, State

register = template.Library()


@register.simple_tag
def state_words(state: str) -> str:
    """A state's name in the language of the page."""
    return wording.state(State(state))


@register.filter
def state_class(state: str) -> str:
    """Set apart: those by whom a run may be led."""
    return "w-status--primary" if state in ACTIVE else ""


@register.filter
def in_hours(minutes: int) -> str:
    return wording.hours(minutes)


@register.filter
def in_month(first: date) -> str:
    return month_within(first)


@register.filter
def full_stop(said: str) -> str:
    """With a full stop, unless it ends with that of a shortened word."""
    return said if said.endswith(".") else f"{said}."


@register.filter
def sentence(said: str) -> str:
    return full_stop(capfirst(said))
