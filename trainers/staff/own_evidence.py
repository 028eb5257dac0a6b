"""Handing in evidence for one's own path, and handing in anew what was asked again."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from trainers import own, scope
from trainers.actions import evidence as actions
from trainers.actions.evidence import Submission
from trainers.fields import MonthField
from trainers.models import Candidacy, Evidence, Requirement
from trainers.models.choices import Stage
from trainers.refusals import AlreadyDecided, Refused
from trainers.rules.pathway import Kind
from trainers.staff import frame
from trainers.staff.own import above
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

NOTE_LENGTH = Evidence._meta.get_field("note").max_length


class EvidenceForm(forms.Form):
    """What was done, in which month and region, with a few words for whoever looks at it."""

    requirement = forms.ChoiceField(label=gettext_lazy("What you did"), widget=forms.RadioSelect)
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    month = MonthField(label=gettext_lazy("In which month"))
    region = forms.ModelChoiceField(label=gettext_lazy("In which region"), queryset=Region.objects.all())
    note = forms.CharField(
        label=gettext_lazy("A few words for whoever looks at it"),
        help_text=gettext_lazy(
            "Never write about participants: no names, nothing they told, nothing by which somebody could be "
            "recognised."
        ),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, asked: list[Requirement], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = {each.key: each for each in asked}
        choices = [(each.key, _in_words(each)) for each in asked]
        self.fields["requirement"].choices = choices  # type: ignore[attr-defined]

    @property
    def submission(self) -> Submission:
        data = self.cleaned_data
        asked = self.asked[data["requirement"]]
        return Submission(
            kind=asked.kind,
            subject=asked.subject,
            month=data["month"],
            region=data["region"],
            note=data["note"],
        )


@staff(scope.WALK)
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """Something new for one of one's pathways."""
    candidacy = get_object_or_404(own.candidacies(frame.colleague(request)), pk=candidacy_id)
    initial = {
        "requirement": request.GET.get("requirement", ""),
        "region": candidacy.trainer.home_region_id,
        "month": frame.today(),
    }
    form = EvidenceForm(request.POST or None, asked=own.asked(candidacy), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            once = form.cleaned_data["once"]
            actions.submit(candidacy=candidacy, what=form.submission, today=frame.today(), once=once)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Handed in. Whoever may assess it sees it now."))
            return redirect("trainers:own_path")
    return _page(request, _("Hand in evidence"), candidacy, form)


@staff(scope.WALK)
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """What a colleague asked again, with everything as it was handed in."""
    row = get_object_or_404(own.evidence(frame.colleague(request)), pk=evidence_id)
    if row.status != Evidence.Status.AGAIN:
        if row.status != Evidence.Status.SUBMITTED:  # a second press finds what the first one did
            messages.error(request, str(AlreadyDecided()))
        return redirect("trainers:own_path")
    asked = own.asked(row.candidacy)
    fitting = scope.requirement_of(row)
    initial = {
        "requirement": fitting.key if fitting else "",
        "month": row.month,
        "region": row.region_id,
        "note": row.note,
    }
    form = EvidenceForm(request.POST or None, asked=asked, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.submit_again(evidence=row, what=form.submission, today=frame.today())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Handed in anew. Whoever may assess it sees it now."))
            return redirect("trainers:own_path")
    return _page(request, _("Hand in anew"), row.candidacy, form, reasons=own.reasons(row))


def _page(
    request: HttpRequest, title: str, candidacy: Candidacy, form: EvidenceForm, *, reasons: Any = ()
) -> HttpResponse:
    context = {
        "candidacy": candidacy,
        "form": form,
        "reasons": reasons,
        "is_observed": any(each.kind == Kind.OBSERVED for each in form.asked.values()),
    }
    status = 400 if form.errors else 200
    return frame.page(request, "own_evidence", title, context, trail=[above()], icon="tasks", status=status)


def _in_words(each: Requirement) -> str:
    """In its editors' words, and when it is asked where that is not the first time."""
    if each.stage == Stage.AWARD:
        return str(each)
    return f"{each} ({each.get_stage_display()})"
