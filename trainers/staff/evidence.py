"""What was handed in: what waits, oldest first, and what somebody says of it."""

from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import (
    BaseColumn,
    BulkActionsCheckboxColumn,
    Column,
    StatusTagColumn,
    Table,
    TitleColumn,
)

from trainers import describing, scope
from trainers.actions import evidence as actions
from trainers.models import Decision, Evidence
from trainers.models.choices import Domains, Kind
from trainers.refusals import Refused
from trainers.rules.pathway import HIGHEST_MARK, RUBRIC
from trainers.staff import frame
from trainers.staff.forms import StaffForm
from trainers.staff.listing import Listing
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

LOOKS = (scope.IN_REGION, scope.EVERYWHERE, scope.ASSESS, scope.WALK)
REASON_LENGTH = Decision._meta.get_field("reason").max_length


class EvidenceFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=Evidence.Status.choices, method="by_status"
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=Kind.choices)
    region = django_filters.ModelChoiceFilter(label=gettext_lazy("Region"), queryset=Region.objects.all())

    class Meta:
        model = Evidence
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Evidence]) -> QuerySet[Evidence]:
        """What waits, unless another state is asked for."""
        rows: QuerySet[Evidence] = super().filter_queryset(queryset)
        status = self.form.cleaned_data.get("status") or Evidence.Status.SUBMITTED
        return rows.filter(status=status)

    def by_status(self, rows: QuerySet[Evidence], _name: str, _value: str) -> QuerySet[Evidence]:
        return rows


class InboxView(Listing):
    model = Evidence
    page_title = gettext_lazy("Evidence")
    template_name = "trainers/staff/inbox.html"
    header_icon = "clipboard-list"
    filterset_class = EvidenceFilterSet
    search_fields = ["candidacy__trainer__name"]
    exported_as = "evidence"
    default_ordering = ("submitted_month", "month", "pk")

    def get_base_queryset(self) -> QuerySet[Evidence]:
        user = self.request.user
        rows = scope.evidence(user).exclude(candidacy__trainer__user=user)
        return rows.select_related("candidacy__trainer", "region").prefetch_related(
            "candidacy__version__requirements"
        )

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="evidence"),
            TitleColumn(
                "kind",
                get_title_id=lambda row: f"evidence_{row.pk}_title",
                label=_("What"),
                accessor=lambda row: capfirst(row.get_kind_display()),
                get_url=lambda row: reverse("trainers:evidence", args=[row.pk]),
            ),
            Column("trainer", label=_("Trainer"), accessor="candidacy.trainer"),
            Column("region", label=_("Region")),
            Column("month", label=_("Month"), accessor=lambda row: f"{row.month:%m.%Y}"),
            Column("submitted", label=_("Came in"), accessor=lambda row: f"{row.submitted_month:%m.%Y}"),
            StatusTagColumn("who", label=_("Who"), accessor=_for_whom, primary=lambda row: row.is_for_me),
        ]

    def get_table(self, object_list: Any) -> Table:
        """The rows of this page, with whether this colleague may assess each, asked once for all."""
        rows = list(object_list)
        mine = scope.assessable(self.request.user, rows)
        for row in rows:
            row.is_for_me = row.pk in mine
        return super().get_table(rows)


class DecideForm(StaffForm):
    """What is said of a piece of evidence. Marks are asked of an observed session alone."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("decision"),
        choices=[
            (Decision.Outcome.ACCEPTED, gettext_lazy("accept")),
            (Decision.Outcome.AGAIN, gettext_lazy("ask again, with a reason")),
            (Decision.Outcome.REJECTED, gettext_lazy("reject, with a reason")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What is missing and what to do next. The trainer reads this. No names."),
    )

    def __init__(self, *args: Any, evidence: Evidence, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_observed = evidence.kind == Kind.OBSERVED
        given = evidence.marks or {}
        for domain in RUBRIC if self.is_observed else ():
            self.fields[domain] = forms.TypedChoiceField(
                label=Domains(domain).label,
                choices=[(mark, str(mark)) for mark in range(1, HIGHEST_MARK + 1)],
                coerce=int,
                empty_value=None,
                required=False,
                initial=given.get(domain),
                widget=forms.RadioSelect,
            )

    def marks(self) -> dict[str, int] | None:
        """The marks that were given; None where none are asked."""
        if not self.is_observed:
            return None
        given = {domain: self.cleaned_data[domain] for domain in RUBRIC}
        return {domain: mark for domain, mark in given.items() if mark}


@staff(*LOOKS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """One piece of evidence, with what was decided, and a decision for whoever may take it."""
    by = frame.colleague(request)
    evidence = _found(by, evidence_id)
    requirement = scope.requirement_of(evidence)
    waits = evidence.status == Evidence.Status.SUBMITTED
    may_assess = scope.may_assess(by, evidence, requirement)
    form = DecideForm(request.POST or None, evidence=evidence)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(
                evidence=evidence,
                outcome=form.cleaned_data["outcome"],
                reason=form.cleaned_data["reason"],
                marks=form.marks(),
                by=by,
                today=frame.today(),
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is decided. The trainer sees it on their path."))
            return redirect("trainers:inbox")
    context = {
        "evidence": evidence,
        "requirement": requirement,
        "who": describing.who(requirement.rule()) if requirement else "",
        "marks": [(Domains(domain).label, mark) for domain, mark in (evidence.marks or {}).items()],
        "is_trainer_theirs": scope.trainers(by).filter(pk=evidence.candidacy.trainer_id).exists(),
        "form": form if (waits and may_assess) or form.errors else None,
    }
    title = f"{capfirst(evidence.get_kind_display())}: {evidence.candidacy.trainer}"
    trail = [(reverse("trainers:inbox"), _("Evidence"))]
    return frame.page(request, "evidence", title, context, trail=trail, icon="clipboard-list")


def _found(by: User, evidence_id: UUID) -> Evidence:
    rows = scope.evidence(by).select_related("candidacy__trainer__home_region", "region")
    rows = rows.prefetch_related("candidacy__version__requirements", "decisions")
    return get_object_or_404(rows, pk=evidence_id)


def _for_whom(row: Any) -> str:
    return _("for you") if row.is_for_me else _("for others")
