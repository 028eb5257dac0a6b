"""Handing out the paper that says somebody took part. The name on it is in the file, and nowhere else."""

from datetime import datetime
from http import HTTPStatus

from django.http import HttpResponse, QueryDict
from django.utils import translation

from courses.runs import refusals
from courses.runs.actions import enrolling
from courses.runs.attended import attended
from courses.runs.documents import confirmation
from courses.runs.documents.confirmation import Wish
from courses.runs.public import pages, reading
from courses.runs.public.paper import NAMED, PaperForm


def give(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    """The file. Raises refusals.NoSuchPlace, refusals.NothingAttended."""
    mine, form = enrolling.find(code), PaperForm(typed)
    found = attended(mine, now)
    if found is None or not found.sessions:
        raise refusals.NothingAttended
    if not form.is_valid():
        page = pages.place(mine, code, now, _language(), typed_forms={"paper": form})
        return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)
    wish = form.cleaned_data
    seen = reading.one(mine.party.run_id, wish["language"]) if wish["says"] == NAMED else None
    course = seen.course if seen else ""
    document = confirmation.pdf(found, Wish(wish["name"], course, wish["language"]))
    response = HttpResponse(document, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="notes.pdf"'
    return response


def _language() -> str:
    return translation.get_language() or "ru"
