"""Supervision, logged by whoever gave it: month, minutes, form, and nothing of what was said."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.widgets.button import HeaderButton

from trainers import scope, wording
from trainers.actions import evidence as actions
from trainers.fields import MonthField
from trainers.models import Supervision, Trainer
from trainers.refusals import Refused
from trainers.staff import frame
from trainers.staff.forms import StaffForm
from trainers.staff.listing import Listing
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff

SUPERVISES = (scope.IN_REGION, scope.EVERYWHERE, scope.ASSESS, scope.WALK)
SHORTEST, LONGEST = 15, 1200


class SupervisionView(Listing):
    model = Supervision
    page_title = gettext_lazy("Supervision")
    header_icon = "comment"
    search_fields = ["trainer__name"]
    exported_as = "supervision"
    default_ordering = ("-month", "pk")

    def get_base_queryset(self) -> QuerySet[Supervision]:
        return scope.supervision(self.request.user).select_related("trainer__home_region")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            Column("trainer", label=_("Trainer")),
            Column("region", label=_("Home region"), accessor="trainer.home_region"),
            Column("month", label=_("Month"), accessor=lambda row: f"{row.month:%m.%Y}"),
            Column("minutes", label=_("Time"), accessor=lambda row: wording.hours(row.minutes)),
            Column("form", label=_("Form"), accessor="get_form_display"),
            Column("logged_by_name", label=_("Supervisor")),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Log supervision"), url=reverse("trainers:supervise"), icon_name="plus")]


class SuperviseForm(StaffForm):
    trainer = forms.ModelChoiceField(label=gettext_lazy("trainer"), queryset=Trainer.objects.none())
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    month = MonthField(label=gettext_lazy("month"))
    minutes = forms.IntegerField(
        label=gettext_lazy("minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text=gettext_lazy("All of that month together, from 15 minutes to 20 hours."),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("form"), choices=Supervision.Form.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = scope.supervised(by).order_by("name")
        self.fields["trainer"].queryset = rows  # type: ignore[attr-defined]  # a choice of models


@staff(*SUPERVISES)
@require_http_methods(["GET", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Write down that one supervised somebody, and for how long."""
    by = frame.colleague(request)
    chosen = {"trainer": _uuid(request.GET.get("trainer", "")), "month": frame.today()}
    form = SuperviseForm(request.POST or None, by=by, initial=chosen)
    if form.is_valid():
        try:
            actions.log_supervision(**form.cleaned_data, by=by, today=frame.today())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Logged. It counts from now on."))
            return redirect("trainers:supervision")
    context = {
        "form": form,
        "intro": _("Whoever gave the supervision logs it. Nothing of what was said belongs here."),
        "submit": _("Log"),
        "back": reverse("trainers:supervision"),
    }
    trail = [(reverse("trainers:supervision"), _("Supervision"))]
    return frame.page(request, "form", _("Log supervision"), context, trail=trail, icon="comment")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
