"""The programme of a retreat as it was published, to hang up in the house."""

from django.utils.translation import override

from courses.retreats import programme_words
from courses.retreats.documents import sheets
from courses.retreats.models import Retreat
from courses.retreats.published import Published


def pdf(retreat: Retreat, published: Published, language: str) -> bytes:
    with override(language):
        context = {
            "retreat": retreat,
            "when": sheets.days(retreat),
            "version": published.number,
            "days": programme_words.by_day(published.items, retreat.begins_on),
        }
    return sheets.pdf("programme", language, context)
