"""A confirmation of a stay: one A4 page with a name that is typed for this one time.

Made as that of runs is: nothing of it is kept, the same stay with the same name gives the same bytes, and it
says months, no days, and nothing of where or of whom with.
"""

from dataclasses import dataclass

from django.utils.translation import override

from courses.retreats.documents import sheets
from courses.retreats.models import Retreat
from courses.runs.documents import confirmation


@dataclass(frozen=True, slots=True)
class Wish:
    name: str
    language: str = "ru"


def pdf(retreat: Retreat, wish: Wish) -> bytes:
    with override(wish.language):
        context = {
            "name": wish.name,
            "size": next(size for least, size in confirmation.SIZES if len(wish.name) >= least),
            "nights": (retreat.ends_on - retreat.begins_on).days,
            "months": confirmation.months(retreat.begins_on, retreat.ends_on),
        }
    return sheets.pdf("stay", wish.language, context, stylesheet=confirmation.STYLESHEET)
