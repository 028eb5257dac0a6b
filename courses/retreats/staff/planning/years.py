"""Years in the admin: listed, made and changed, with closed weeks and the places that regions want."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.retreats import scope
from courses.retreats.actions.planning import years as actions
from courses.retreats.actions.planning.years import Said
from courses.retreats.models import Lesson, Year
from courses.retreats.planning import refusals, weeks
from courses.retreats.refusals import Refused
from courses.retreats.staff import frame
from courses.retreats.staff.planning import shown, trails
from courses.retreats.staff.planning.fields import ClosedField
from courses.retreats.staff.retreats import NamedColumn
from trainers.staff import frame as trainers_frame
from trainers.staff.forms import StaffForm
from trainers.staff.listing import Listing
from wellbeing.privacy.guards import staff

MOST_MONEY = 2_000_000_000


class YearForm(StaffForm):
    year = forms.IntegerField(
        label=gettext_lazy("year"), min_value=weeks.FIRST_YEAR, max_value=weeks.LAST_YEAR
    )
    money = forms.IntegerField(
        label=gettext_lazy("money for houses"),
        min_value=0,
        max_value=MOST_MONEY,
        help_text=gettext_lazy("In whole units of your currency. Retreats made already are paid of it."),
    )
    most = forms.IntegerField(
        label=gettext_lazy("at most so many retreats"),
        min_value=1,
        max_value=52,
        help_text=gettext_lazy("Those that are made already count."),
    )
    rest = forms.IntegerField(
        label=gettext_lazy("weeks of rest between two retreats of a colleague"), min_value=0, max_value=26
    )
    closed = ClosedField(
        label=gettext_lazy("closed weeks"),
        required=False,
        help_text=gettext_lazy(
            "One a line, days and then why: 01.05.2027 – 10.05.2027 holidays. Every week that is touched is "
            "closed."
        ),
    )

    def clean(self) -> None:
        """Weeks of another year are a slip: they would close nothing."""
        year, closed = self.cleaned_data.get("year"), self.cleaned_data.get("closed")
        if year and closed:
            own = {week: why for week, why in closed.items() if week.year == year}
            if not own or set(closed.values()) - set(own.values()):
                said = _("Some of these days are in another year than %(year)d. Write days of this year.")
                self.add_error("closed", said % {"year": year})
            self.cleaned_data["closed"] = own

    def said(self) -> Said:
        return Said(**self.cleaned_data)


class YearsView(Listing):
    model = Year
    page_title = gettext_lazy("Planning the year")
    header_icon = "calendar"
    default_ordering = "-year"
    table_classname = "listing stacked"

    def get_base_queryset(self) -> QuerySet[Year]:
        wanted = Coalesce(Sum("wanted__places", distinct=False), 0)
        made = {each.pk: each.made for each in Year.objects.annotate(made=Count("retreats"))}
        self.made = made
        return Year.objects.annotate(wanted_places=wanted).select_related("planning")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("year", label=_("Year"), get_url=_address, sort_key="year"),
            NamedColumn("money", label=_("Money for houses"), accessor=lambda each: intcomma(each.money)),
            NamedColumn("most", label=_("Retreats at most")),
            NamedColumn("wanted_places", label=_("Places wanted by all regions")),
            NamedColumn("made", label=_("Retreats made"), accessor=lambda each: self.made[each.pk]),
            NamedColumn("plans", label=_("Plans"), accessor=_plans),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Add a year"), url=reverse("retreats_staff:new_year"), icon_name="plus")]


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new year."""
    return _form(request, None, _("Add a year"))


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, year_id: UUID) -> HttpResponse:
    """Another state of a year."""
    return _form(request, get_object_or_404(Year, pk=year_id), _("Change the year"))


@staff(scope.ORGANISE)
@require_GET
def show(request: HttpRequest, year_id: UUID) -> HttpResponse:
    """What is given for a year, what is amiss with it, and what came of it."""
    year = get_object_or_404(Year.objects.select_related("planning"), pk=year_id)
    context = {"year": year, "planning": getattr(year, "planning", None), **shown.year(year)}
    context["lessons"] = Lesson.objects.filter(retreat__ends_on__year=year.year - 1).select_related("retreat")
    title = _("Retreats in %(year)s") % {"year": year}
    return frame.page(request, "year", title, context, trail=trails.years())


def addresses() -> list[URLPattern]:
    """The list, the part of it that sorting brings anew, and the pages of a year."""
    names = {
        "index_url_name": "retreats_staff:years",
        "index_results_url_name": "retreats_staff:years_results",
    }
    guarded = staff(scope.ORGANISE)
    results = guarded(YearsView.as_view(**names, results_only=True))
    return [
        path("planning/", guarded(YearsView.as_view(**names)), name="years"),
        path("planning/results/", results, name="years_results"),
        path("planning/new/", new, name="new_year"),
        path("planning/<uuid:year_id>/", show, name="year"),
        path("planning/<uuid:year_id>/edit/", edit, name="edit_year"),
    ]


def _form(request: HttpRequest, year: Year | None, title: str) -> HttpResponse:
    initial = _as_it_is(year) if year else {"year": frame.today().year + 1, "most": 6, "rest": 3, "money": 0}
    form = YearForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        save = partial(actions.save, year=year.pk if year else None, by=frame.colleague(request))
        try:
            saved = save(what=form.said())
        except Refused as error:
            about_year = isinstance(error, refusals.SameYear | refusals.YearInUse)
            form.add_error("year" if about_year else None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(_address(saved))
    trail = trails.year(year) if year else trails.years()
    context = {"form": form, "submit": _("Save"), "back": trail[-1][0]}
    return trainers_frame.page(request, "form", title, context, trail=trail, icon="calendar")


def _as_it_is(year: Year) -> dict[str, Any]:
    closed = list(year.closed_weeks.all())
    lines = []
    for reason in dict.fromkeys(each.reason for each in closed):
        own = weeks.ranges(each.week_on for each in closed if each.reason == reason)
        lines += [f"{first:%d.%m.%Y} – {last:%d.%m.%Y} {reason}" for first, last in own]
    names = ("year", "money", "most", "rest")
    return {**{name: getattr(year, name) for name in names}, "closed": "\n".join(lines)}


def _plans(year: Year) -> str:
    planning = getattr(year, "planning", None)
    return str(planning.get_status_display()) if planning else ""


def _address(year: Year) -> str:
    return reverse("retreats_staff:year", args=[year.pk])
