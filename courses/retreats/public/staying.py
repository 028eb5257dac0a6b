"""Handing out the paper that confirms a stay. The name on it is in the file, and nowhere else."""

from datetime import datetime
from http import HTTPStatus

from django.http import HttpResponse, QueryDict

from courses.retreats import opened, stay_refusals
from courses.retreats.documents import stay
from courses.retreats.documents.stay import Wish
from courses.retreats.public import pages
from courses.retreats.public.paper import StayPaperForm, stayed


def give(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    """The file. Raises refusals.NoSuchApplication, stay_refusals.NoStay."""
    retreat, form = stayed(opened.find(code), now), StayPaperForm(typed)
    if retreat is None:
        raise stay_refusals.NoStay
    if not form.is_valid():
        return pages.shown(code, now, status=HTTPStatus.BAD_REQUEST, typed_forms={"paper": form})
    document = stay.pdf(retreat, Wish(**form.cleaned_data))
    headers = {"Content-Disposition": 'attachment; filename="notes.pdf"'}
    return HttpResponse(document, content_type="application/pdf", headers=headers)
