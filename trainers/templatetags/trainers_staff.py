"""Words of the rules for the templates of staff pages."""

from django import template

from trainers import wording
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
