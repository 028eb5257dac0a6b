"""Names of retreats that were made from a plan: the season, and a number from the second in it on. Neutral,
and short beside the month and days that stand with them."""

import re
from datetime import date

from django.utils.translation import gettext, gettext_noop, override

from trainers.models.choices import Languages

WINTER, SPRING, SUMMER, AUTUMN = SEASONS = (
    gettext_noop("Winter retreat"),
    gettext_noop("Spring retreat"),
    gettext_noop("Summer retreat"),
    gettext_noop("Autumn retreat"),
)
NUMBERED = re.compile(r"(?P<words>.+?)(?P<number> \d+)?")


def season(day: date) -> str:
    """Its name in the code's own language: December to February is winter, and so on."""
    return SEASONS[day.month % 12 // 3]


def title(name: str, number: int) -> str:
    """As it is kept: in the language that a retreat has until somebody says another."""
    with override(Languages.RU):
        said = gettext(name)
    return said if number == 1 else f"{said} {number}"


def shown(title: str) -> str:
    """In the reader's language, where it is still such a name; else as it was typed."""
    found = NUMBERED.fullmatch(title)
    name = _names().get(found["words"]) if found else None
    return f"{gettext(name)}{found['number'] or ''}" if found and name else title


def _names() -> dict[str, str]:
    with override(Languages.RU):
        return {gettext(each): each for each in SEASONS}
