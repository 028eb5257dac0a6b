"""The programme of a retreat: all of it with what is to be said of it, a day at a time, and its versions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.retreats import drafted, programme_words, published, scope
from courses.retreats.actions.preparing import programmes
from courses.retreats.models import Retreat
from courses.retreats.refusals import Refused
from courses.retreats.rules import programme
from courses.retreats.rules.findings import Grade
from courses.retreats.staff import frame, trails
from courses.retreats.staff.day_form import Rows, rows_of
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any]:
    newest = published.newest(retreat)
    items = drafted.items(retreat)
    return {
        "version": programme_words.version(newest.number) if newest else "",
        "is_other": bool(programme.changes(newest.items if newest else [], items)),
        "is_there": bool(items),
    }


@staff(*scope.SEES_RETREATS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """Every day with its slots and findings; pressing the button publishes it."""
    seen = frame.retreat(request, retreat_id)
    if request.method != "POST":
        return _page(request, seen)
    is_meant, by = "is_meant" in request.POST, frame.colleague(request)
    try:
        version = programmes.publish(retreat=seen.pk, is_meant=is_meant, by=by, now=frame.now())
    except Refused as refused:
        return _page(request, seen, refused=str(refused), status=409)
    said = _("%(version)s is published: those who come read it on their page, with what changed.")
    messages.success(request, said % {"version": programme_words.version(version.number)})
    return redirect("retreats_staff:programme", seen.pk)


@staff(*scope.SEES_RETREATS)
@require_http_methods(["GET", "POST"])
def day(request: HttpRequest, retreat_id: UUID, number: int) -> HttpResponse:
    """The slots of one day in one form."""
    seen = frame.retreat(request, retreat_id)
    if not (1 <= number <= drafted.days(seen) or seen.slots.filter(day=number).exists()):
        raise Http404
    rows, refused = rows_of(request.POST or None, seen, number), ""
    if rows.is_bound and rows.is_valid():
        try:
            _write(request, seen, number, rows)
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, _("Saved. It is read once it is published."))
            if "more" in request.POST:
                return redirect("retreats_staff:programme_day", seen.pk, number)
            return redirect("retreats_staff:programme", seen.pk)
    name = programme_words.day(seen.begins_on, number)
    context = {"retreat": seen, "rows": rows, "refused": refused, "back": _address(seen)}
    status = 400 if refused or (rows.is_bound and not rows.is_valid()) else 200
    trail = [*trails.retreat(seen), (_address(seen), _("Programme"))]
    return frame.page(request, "programme_day", name, context, trail=trail, status=status)


def _write(request: HttpRequest, seen: Retreat, number: int, rows: Rows) -> None:
    by = frame.colleague(request)
    programmes.write_day(retreat=seen.pk, day=number, rows=rows.rows(), dropped=rows.dropped(), by=by)


def _page(request: HttpRequest, seen: Retreat, *, refused: str = "", status: int = 200) -> HttpResponse:
    items, newest, first = drafted.items(seen), published.newest(seen), seen.begins_on
    found = programme.look(items, drafted.days(seen))
    by_day = {each.number: each for each in programme_words.by_day(items, first)}
    numbers = sorted({*range(1, drafted.days(seen) + 1), *by_day})
    changes = programme.changes(newest.items, items) if newest else []
    context = {
        "retreat": seen,
        "refused": refused,
        "days": [
            (number, programme_words.day(first, number), by_day[number].items if number in by_day else [])
            for number in numbers
        ],
        "blocks": [programme_words.finding(each, first) for each in found if each.grade is Grade.BLOCK],
        "warnings": [programme_words.finding(each, first) for each in found if each.grade is Grade.WARN],
        "notes": [programme_words.finding(each, first) for each in found if each.grade is Grade.NOTE],
        "version": programme_words.version(newest.number) if newest else "",
        "changes": [programme_words.change(each, first) for each in changes],
        "may_publish": bool(items) and (newest is None or bool(changes)),
    }
    trail = trails.retreat(seen)
    title = trails.of(_("Programme"), seen)
    return frame.page(request, "programme", title, context, trail=trail, status=status)


def _address(retreat: Retreat) -> str:
    return reverse("retreats_staff:programme", args=[retreat.pk])
