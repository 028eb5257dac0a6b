"""What those who come should know for their safety, with working names of the team and no address.

Each language has its own text: Russian is written first and not translated.
"""

from django.utils.text import capfirst
from django.utils.translation import override

from courses.retreats.documents import sheets
from courses.retreats.models import Retreat
from courses.retreats.models.choices import Role

# Whom to turn to first, before those who lead sessions.
ORDER = (Role.ORGANISER, Role.PSYCHOLOGIST, Role.LEAD, Role.CO_TRAINER)


def pdf(retreat: Retreat, language: str) -> bytes:
    parts = list(retreat.team_parts.select_related("colleague"))
    parts.sort(key=lambda each: (ORDER.index(Role(each.role)), each.colleague.name))
    with override(language):
        team = [(capfirst(each.get_role_display()), each.colleague.name) for each in parts]
    return sheets.pdf(
        "briefing", language, {"team": team, "text": f"retreats/documents/_briefing_{language}.html"}
    )
