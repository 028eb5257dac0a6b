"""Certificates for a cohort as one file: asking for it, seeing how far it is, stopping it, fetching it."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trainers import scope
from trainers.actions import papers as actions
from trainers.models import Papers, Pathway
from trainers.proof import making
from trainers.refusals import Refused
from trainers.staff import frame
from wellbeing.accounts.models import User
from wellbeing.documents import alive
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

WORKS = (scope.IN_REGION, scope.EVERYWHERE)
REFRESH_SECONDS = 3
TITLE = gettext_lazy("Certificates for a cohort")


class CohortForm(forms.Form):
    """Which certificates, and how they shall look."""

    region = forms.ModelChoiceField(
        queryset=Region.objects.none(),
        label=gettext_lazy("Region"),
        required=False,
        empty_label=gettext_lazy("all of mine"),
    )
    pathway = forms.ModelChoiceField(
        queryset=Pathway.objects.all(),
        label=gettext_lazy("Pathway"),
        required=False,
        empty_label=gettext_lazy("all pathways"),
    )
    form = forms.ChoiceField(label=gettext_lazy("Size"), choices=Papers.Form.choices, initial="sheet")
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = scope.regions(by)  # type: ignore[attr-defined]


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest) -> HttpResponse:
    """The form, and the files that are being made or wait to be fetched."""
    by = frame.colleague(request)
    if request.method != "POST":
        return _ask(request, CohortForm(by=by, initial={"language": get_language() or "ru"}))
    form = CohortForm(request.POST, by=by)
    if not form.is_valid():
        return _ask(request, form)
    try:
        made = actions.begin(**form.cleaned_data, by=by, today=frame.today())
    except Refused as error:
        return _ask(request, form, str(error))
    return redirect("trainers:papers_made", made.pk)


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def made(request: HttpRequest, id: UUID) -> HttpResponse:
    """How far it is. The page asks again by itself while it runs."""
    by = frame.colleague(request)
    row = get_object_or_404(Papers, pk=id, owner=by)
    if request.method != "POST":
        return _progress(request, row)
    act = actions.stop if request.POST.get("do") == "stop" else actions.go_on
    try:
        act(papers=row, by=by)
    except Refused as error:
        row.refresh_from_db()
        return _progress(request, row, str(error))
    return redirect("trainers:papers_made", row.pk)


@staff(*WORKS)
@require_GET
def fetch(request: HttpRequest, id: UUID) -> HttpResponse:
    """The file, read from the disk bit by bit."""
    row = get_object_or_404(Papers, pk=id, owner=frame.colleague(request), status=Papers.Status.DONE)
    try:
        content = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename="notes.zip")
    response.headers["Cache-Control"] = "no-store"
    return cast(HttpResponse, response)


def _ask(request: HttpRequest, form: CohortForm, refused: str = "") -> HttpResponse:
    rows = Papers.objects.filter(owner=frame.colleague(request)).order_by("-made_on", "pk")
    context = {"form": form, "refused": refused, "rows": rows}
    return frame.page(request, "papers", str(TITLE), context, icon="doc-full")


def _progress(request: HttpRequest, row: Papers, refused: str = "") -> HttpResponse:
    is_running = row.status == Papers.Status.RUNNING
    is_alive = is_running and alive.is_said(making.WHAT, row.pk)
    context = {
        "row": row,
        "refused": refused,
        "is_running": is_running,
        "is_alive": is_alive,
        "refresh": REFRESH_SECONDS if is_alive and not refused else 0,
    }
    trail = [(reverse("trainers:papers"), str(TITLE))]
    return frame.page(request, "papers_made", _("One file"), context, trail=trail, icon="doc-full")
