"""A confirmation of attendance: one A4 page with a name that is typed for this one time.

Neither the name nor anything that follows from it is kept, counted or written anywhere. The same attendance
with the same name gives the same bytes. It says months, no days, and nothing of where.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import override, pgettext

from courses.runs.attended import Attended
from wellbeing.documents.pdf import to_pdf

STYLESHEET = Path(__file__).parent / "stylesheets" / "confirmation.css"
LONGEST_NAME = 80
# From how many characters on a name is set smaller, so that it stays within two lines.
SIZES = ((44, "longer"), (24, "long"), (0, ""))
LONG_COURSE = 90
MINUTES = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants on paper; without `course` it only says that it was a training."""

    name: str
    course: str = ""
    language: str = "ru"


def pdf(attended: Attended, wish: Wish) -> bytes:
    """The paper."""
    return to_pdf(html(attended, wish), stylesheet=STYLESHEET)


def html(attended: Attended, wish: Wish) -> str:
    """The whole page that becomes the paper."""
    hours, minutes = divmod(round(attended.length.total_seconds() / MINUTES), MINUTES)
    with override(wish.language):
        return render_to_string(
            "runs/documents/confirmation.html",
            {
                "language": wish.language,
                "name": wish.name,
                "size": next(size for least, size in SIZES if len(wish.name) >= least),
                "course": wish.course,
                "is_wordy": len(wish.course) > LONG_COURSE,
                "attended": attended,
                "hours": hours,
                "minutes": minutes,
                "months": months(attended.first_on, attended.last_on),
            },
        )


def months(first: date, last: date) -> str:
    """One month, or from one to another, the year once where it is the same: «Ноябрь — декабрь 2026»."""
    end = date_format(last, "F Y")
    if (first.year, first.month) == (last.year, last.month):
        return end
    begin = date_format(first, "F" if first.year == last.year else "F Y")
    return pgettext("on paper", "%(begin)s – %(end)s") % {"begin": begin, "end": _within(end)}


def _within(month: str) -> str:
    """Russian months begin with a small letter unless they stand for themselves."""
    return month[:1].lower() + month[1:] if month[:1] > "z" else month
