"""Colleagues of retreats in the admin: listed with what they do, and the weeks in which they can."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.retreats import scope
from courses.retreats.actions.planning import colleagues as actions
from courses.retreats.actions.planning.colleagues import Said
from courses.retreats.models import Colleague
from courses.retreats.models.choices import Role
from courses.retreats.planning import given, refusals, weeks
from courses.retreats.refusals import Refused
from courses.retreats.staff import frame
from courses.retreats.staff.planning import trails
from courses.retreats.staff.planning.fields import WeeksField
from courses.retreats.staff.planning.houses import confirm
from courses.retreats.staff.retreats import NamedColumn
from trainers.models import Trainer
from trainers.staff.forms import StaffForm
from trainers.staff.listing import Listing
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff

MOST_A_YEAR = 20


class ColleagueForm(StaffForm):
    name = forms.CharField(
        label=gettext_lazy("working name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("what they do"), choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )
    trainer = forms.ModelChoiceField(
        label=gettext_lazy("trainer"),
        queryset=Trainer.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Whose certificates count. Who leads is planned only with weeks in which they hold one."
        ),
    )
    user = forms.ModelChoiceField(
        label=gettext_lazy("signs in as"),
        queryset=User.objects.none(),
        required=False,
        help_text=gettext_lazy("With an account they see the retreats in whose team they are."),
    )
    most = forms.IntegerField(
        label=gettext_lazy("at most so many retreats a year"), min_value=0, max_value=MOST_A_YEAR
    )
    weeks = WeeksField(
        label=gettext_lazy("weeks in which they can"),
        required=False,
        help_text=gettext_lazy(
            "One range a line, such as 01.03.2027 – 28.03.2027. Weeks count that are whole within it, from "
            "Monday to Sunday. A single day stands for its week."
        ),
    )

    def __init__(self, data: Any, *, colleague: Colleague | None) -> None:
        super().__init__(data, initial=_as_it_is(colleague) if colleague else {"most": 2})
        fields: Any = self.fields
        used = Colleague.objects.exclude(pk=colleague.pk) if colleague else Colleague.objects.all()
        trainers = used.filter(trainer__isnull=False).values("trainer")
        fields["trainer"].queryset = Trainer.objects.exclude(pk__in=trainers).order_by("name")
        holds = Q(is_active=True, groups__permissions__codename=scope.HOLD.partition(".")[2])
        users = used.filter(user__isnull=False).values("user")
        found = User.objects.filter(holds).exclude(pk__in=users)
        fields["user"].queryset = User.objects.filter(pk__in=found.values("pk")).order_by("name", "username")

    def said(self) -> Said:
        return Said(**self.cleaned_data)


class ColleaguesView(Listing):
    model = Colleague
    page_title = gettext_lazy("Colleagues of retreats")
    header_icon = "group"
    search_fields = ["name"]
    default_ordering = "name"
    table_classname = "listing stacked"

    def get_base_queryset(self) -> QuerySet[Colleague]:
        return Colleague.objects.select_related("trainer").prefetch_related("weeks")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("name", label=_("Working name"), get_url=_address, sort_key="name"),
            NamedColumn("roles", label=_("What they do"), accessor=roles),
            NamedColumn("trainer", label=_("Trainer"), accessor="trainer"),
            NamedColumn("most", label=_("At most a year"), accessor="most"),
            NamedColumn("weeks", label=_("Weeks ahead"), accessor=_ahead),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("retreats_staff:new_colleague")
        return [HeaderButton(_("Add a colleague"), url=url, icon_name="plus")]


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new colleague with their weeks."""
    return _form(request, None, _("Add a colleague"))


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, colleague_id: UUID) -> HttpResponse:
    """Another state of a colleague."""
    colleague = get_object_or_404(Colleague.objects.prefetch_related("weeks"), pk=colleague_id)
    return _form(request, colleague, str(colleague))


@staff(scope.ORGANISE)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, colleague_id: UUID) -> HttpResponse:
    """Take a colleague out, once it was asked whether it is meant."""
    colleague = get_object_or_404(Colleague, pk=colleague_id)
    trail = [*trails.colleagues(), (_address(colleague), str(colleague))]
    if request.method == "POST":
        try:
            actions.remove(colleague=colleague.pk, by=frame.colleague(request))
        except Refused as error:
            messages.error(request, str(error))
            return redirect(_address(colleague))
        messages.success(request, _("They are planned with no more."))
        return redirect("retreats_staff:colleagues")
    intro = _("Their weeks go, and they are in no team any more, past ones included.")
    return confirm(request, _("Take the colleague out"), intro, trail)


def addresses() -> list[URLPattern]:
    """The list, the part of it that searching brings anew, and the pages below."""
    names = {
        "index_url_name": "retreats_staff:colleagues",
        "index_results_url_name": "retreats_staff:colleagues_results",
    }
    guarded = staff(scope.ORGANISE)
    results = guarded(ColleaguesView.as_view(**names, results_only=True))
    return [
        path("colleagues/", guarded(ColleaguesView.as_view(**names)), name="colleagues"),
        path("colleagues/results/", results, name="colleagues_results"),
        path("colleagues/new/", new, name="new_colleague"),
        path("colleagues/<uuid:colleague_id>/", edit, name="colleague"),
        path("colleagues/<uuid:colleague_id>/remove/", remove, name="remove_colleague"),
    ]


def roles(colleague: Colleague) -> str:
    return ", ".join(str(Role(each).label) for each in colleague.roles)


def _form(request: HttpRequest, colleague: Colleague | None, title: str) -> HttpResponse:
    form = ColleagueForm(request.POST if request.method == "POST" else None, colleague=colleague)
    if form.is_valid():
        by, key = frame.colleague(request), colleague.pk if colleague else None
        save = partial(actions.save, colleague=key, by=by)
        try:
            saved = save(what=form.said())
        except Refused as error:
            form.add_error("name" if isinstance(error, refusals.SameName) else None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("retreats_staff:colleague", saved.pk)
    context = {"form": form, "colleague": colleague, "leads": _leads(colleague) if colleague else None}
    return frame.page(request, "colleague_form", title, context, trail=trails.colleagues())


def _leads(colleague: Colleague) -> dict[str, int] | None:
    """In how many of their weeks somebody who leads may do so."""
    if Role.LEAD not in colleague.roles:
        return None
    can = [each.week_on for each in colleague.weeks.all()]
    may = given.lead_weeks([colleague], can)[colleague.pk]
    return {"can": len(can), "may": len(may)}


def _as_it_is(colleague: Colleague) -> dict[str, Any]:
    can = [each.week_on for each in colleague.weeks.all()]
    names = ("name", "roles", "trainer", "user", "most")
    return {
        **{name: getattr(colleague, name) for name in names},
        "weeks": weeks.written(weeks.ranges(can)),
    }


def _address(colleague: Colleague) -> str:
    return reverse("retreats_staff:colleague", args=[colleague.pk])


def _ahead(colleague: Colleague) -> int:
    today = frame.today()
    return sum(each.week_on >= today for each in colleague.weeks.all())
