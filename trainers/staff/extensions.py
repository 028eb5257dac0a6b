"""Longer in an emergency: all certificates of a region, looked at first, then made longer or taken back."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from trainers import scope
from trainers.actions import extensions as actions
from trainers.models import Certificate, Extension
from trainers.refusals import NobodyReached, Refused
from trainers.rules import months
from trainers.staff import frame
from trainers.staff.forms import StaffForm
from trainers.staff.listing import more
from trainers.staff.people import WORKS
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Moved:
    """A certificate, and its last month before and after."""

    certificate: Certificate
    before: date
    after: date


class ExtendForm(StaffForm):
    region = forms.ModelChoiceField(label=gettext_lazy("region"), queryset=Region.objects.none())
    months_more = forms.IntegerField(
        label=gettext_lazy("by how many months"), min_value=1, max_value=MOST_MONTHS
    )
    reason = forms.ChoiceField(label=gettext_lazy("reason"), choices=[("", "—"), *Extension.Reason.choices])
    note = forms.CharField(
        label=gettext_lazy("note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed for another reason than those of the list."),
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["region"]
        field.queryset = scope.regions(by)
        if scope.works_in(by, None):
            field.required, field.empty_label = False, _("all regions")
        elif by.region_id:
            field.initial = by.region_id

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("reason") == Extension.Reason.OTHER and not data.get("note", "").strip():
            self.add_error("note", _("Say the reason here."))
        return data


@staff(*WORKS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Who made what longer, when and why, with a way to take it back."""
    by = frame.colleague(request)
    rows = list(_rows(by).annotate(count=Count("reached")))
    context = {"rows": rows, "header_buttons": more(by, "extensions")}
    return frame.page(request, "extensions", _("Extensions"), context, icon="calendar-alt")


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest) -> HttpResponse:
    """What an extension would do, and on a second press doing it."""
    by = frame.colleague(request)
    form = ExtendForm(request.POST or None, by=by)
    moved: list[Moved] = []
    if form.is_valid():
        if "confirm" in request.POST and _extended(form, by):
            messages.success(request, _("The certificates are extended. It can be taken back here."))
            return redirect("trainers:extensions")
        moved = preview(form.cleaned_data["region"], form.cleaned_data["months_more"], by)
        if not moved:
            form.add_error(None, str(NobodyReached()))
    context = {"form": form, "moved": moved, "by_region": counted(moved), "is_preview": bool(moved)}
    trail = [(reverse("trainers:extensions"), _("Extensions"))]
    return frame.page(request, "extend", _("Extend certificates"), context, trail=trail, icon="calendar-alt")


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, extension_id: UUID) -> HttpResponse:
    """Ask, then undo an extension, except for certificates that were renewed since."""
    by = frame.colleague(request)
    extension = get_object_or_404(_rows(by), pk=extension_id)
    form = StaffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.take_back(extension=extension, by=by, today=frame.today())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Taken back: the certificates end as they would have."))
            return redirect("trainers:extensions")
    context = {
        "form": form,
        "intro": _("The certificates end as they would have, except those that were renewed since."),
        "submit": _("Take back"),
        "back": reverse("trainers:extensions"),
        "is_serious": True,
    }
    trail = [(reverse("trainers:extensions"), _("Extensions"))]
    title = _("Take back: %(what)s") % {"what": extension}
    return frame.page(request, "form", title, context, trail=trail, icon="calendar-alt")


def preview(region: Region | None, months_more: int, by: User) -> list[Moved]:
    """Whose certificates would end when, soonest first."""
    reached = actions.reached(region, frame.today(), by)
    found = [
        Moved(each, each.valid_through, months.later(each.valid_through, months_more)) for each in reached
    ]
    return sorted(found, key=lambda each: (each.before, str(each.certificate.candidacy.trainer)))


def counted(moved: list[Moved]) -> list[tuple[Region, int]]:
    """How many certificates of which region, most first."""
    found: dict[Region, int] = defaultdict(int)
    for each in moved:
        found[each.certificate.region] += 1
    return sorted(found.items(), key=lambda item: (-item[1], str(item[0])))


def _extended(form: ExtendForm, by: User) -> bool:
    try:
        actions.extend(**form.cleaned_data, by=by, today=frame.today())
    except Refused as error:
        form.add_error(None, str(error))
        return False
    return True


def _rows(by: User) -> QuerySet[Extension]:
    """Those of the colleague's regions, or all."""
    rows = Extension.objects.select_related("region")
    return rows if scope.works_in(by, None) else rows.filter(region__in=scope.regions(by))
