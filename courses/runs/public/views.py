"""Finding a run and joining it: without a session, a cookie or a script."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation

from cms.remembering import is_fresh
from courses.runs import refusals
from courses.runs.actions import joining
from courses.runs.models import Run
from courses.runs.public import feed, pages, reading
from courses.runs.public.forms import FilterForm, JoinForm
from courses.runs.public.reading import Shown
from wellbeing.privacy.guards import public
from wellbeing.regions.models import Region


@public("GET")
def index(request: HttpRequest) -> HttpResponse:
    """The open runs of all regions, or of those that were asked for."""
    is_fresh(request)
    now, language = timezone.now(), _language()
    asked = request.GET.get("region", "").replace("\0", "")
    regions = Region.objects.filter(Q(pk__in=reading.listed(now).values("regions")) | Q(pk=asked))
    form = FilterForm(request.GET, regions=[(each.pk, str(each)) for each in regions])
    chosen = form.chosen()
    runs = reading.shown(reading.listed(now).filter(**chosen), language)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return HttpResponse(pages.index(form, chosen, runs, language), status=status)


@public("GET")
def region_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The open runs of a region, for programs."""
    region = get_object_or_404(Region, pk=code.replace("\0", ""))
    runs = reading.shown(reading.listed(timezone.now()).filter(regions=region), _language())
    return HttpResponse(feed.write(region, runs), content_type=feed.CONTENT_TYPE)


@public("GET")
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """A run, its sessions and what joining it means."""
    is_fresh(request)
    return HttpResponse(pages.run(_seen(run_id), timezone.now(), _language()))


@public("GET", "POST")
def join(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The form, in which a code was drawn; then the place codes, once."""
    is_fresh(request)
    if request.method != "POST":
        seen = _seen(run_id)
        return HttpResponse(pages.join(seen, _form(request, seen.run), "", timezone.now(), _language()))
    # Many press at once when a run opens: what only its form shows is read when that comes back.
    run = get_object_or_404(reading.published(), pk=run_id)
    form, once, now, language = _form(request, run), request.POST.get("once", ""), timezone.now(), _language()
    if not form.is_valid():
        page = pages.join(_seen(run_id), form, once, now, language)
        return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)
    return _joined(run, form, once, now, language)


def _form(request: HttpRequest, run: Run) -> JoinForm:
    needs_invitation = run.joining == Run.Joining.CODE
    return JoinForm(request.POST or None, capacity=run.capacity, needs_invitation=needs_invitation)


def _joined(run: Run, form: JoinForm, once: str, now: datetime, language: str) -> HttpResponse:
    invitation = form.cleaned_data.get("invitation", "")
    try:
        joined = joining.join(
            run=run.pk, names=form.names, once=once, invitation=invitation, now=now, note=form.note()
        )
    except refusals.Refused as refused:
        page = pages.join(_seen(run.pk), form, once, now, language, refused=refused)
        return HttpResponse(page, status=pages.STATUS.get(type(refused), HTTPStatus.CONFLICT))
    return HttpResponse(pages.joined(run, joined, language))


def _seen(id: UUID) -> Shown:
    seen = reading.one(id, _language())
    if seen is None:
        raise Http404
    return seen


def _language() -> str:
    return translation.get_language() or "ru"
