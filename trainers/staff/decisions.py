"""What two people decide: proposing, a second person's yes or no, and appeals."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from trainers import scope
from trainers.actions import appeals, certificates
from trainers.models import Appeal, Candidacy, Proposal
from trainers.refusals import Refused
from trainers.staff import frame
from trainers.staff.certificates import found as certificate_found
from trainers.staff.forms import StaffForm
from trainers.staff.listing import more
from trainers.staff.people import above, of
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

NOTE_LENGTH = 500
ANSWERS = (
    (Proposal.Outcome.CONFIRMED, gettext_lazy("confirm")),
    (Proposal.Outcome.DECLINED, gettext_lazy("decline, and say why")),
)
RULINGS = (
    (Appeal.Outcome.GRANTED, gettext_lazy("grant it: the decision is undone")),
    (Appeal.Outcome.REFUSED, gettext_lazy("refuse it: the decision stands")),
)


class Words(forms.CharField):
    """A few sentences, or none."""

    def __init__(self, *, label: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=label, max_length=NOTE_LENGTH, required=False, widget=widget)


class AwardForm(StaffForm):
    region = forms.ModelChoiceField(label=gettext_lazy("region"), queryset=Region.objects.none())
    note = Words(label=gettext_lazy("note for the second person"))

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["region"].queryset = scope.regions(by)  # type: ignore[attr-defined]  # a choice of models


class ProposeForm(StaffForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("reason"),
        choices=[("", "—"), *[each for each in Proposal.Reason.choices if each[0]]],
    )
    note = Words(label=gettext_lazy("note for the second person"))


class AnswerForm(StaffForm):
    """Yes or no, with why."""

    outcome = forms.ChoiceField(label=gettext_lazy("decision"), widget=forms.RadioSelect)
    why = Words(label=gettext_lazy("why"))

    def __init__(self, *args: Any, answers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outcome"].choices = answers  # type: ignore[attr-defined]  # a choice field


@staff(scope.DECIDE)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, what for somebody to hear it, oldest first."""
    by = frame.colleague(request)
    context = {
        "by": by,
        "proposals": open_proposals(by),
        "appeals": open_appeals(by),
        "header_buttons": more(by, "proposals"),
    }
    return frame.page(request, "decisions", _("Decisions"), context, icon="check")


@staff(scope.DECIDE)
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal: for a second person a decision, for whoever appeals came to a ruling."""
    by = frame.colleague(request)
    rows = scope.proposals(by).select_related(
        "candidacy__trainer", "candidacy__version__pathway", "region", "certificate", "appeal"
    )
    row = get_object_or_404(rows, pk=proposal_id)
    appeal = Appeal.objects.filter(proposal=row).first()
    form = _form(request, row, appeal)
    if form and form.is_valid() and _done(request, form, _answer(row, appeal, form, by)):
        return redirect("trainers:decisions")
    context = {
        "row": row,
        "appeal": appeal,
        "form": form,
        "is_own": row.proposed_by == by and row.outcome == Proposal.Outcome.OPEN,
        "is_trainer_theirs": scope.trainers(by).filter(pk=row.candidacy.trainer_id).exists(),
    }
    trail = [(reverse("trainers:decisions"), _("Decisions"))]
    return frame.page(request, "proposal", capfirst(str(row)), context, trail=trail, icon="check")


@staff(scope.DECIDE)
@require_http_methods(["GET", "POST"])
def propose_award(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """Propose a certificate for one of the colleague's regions."""
    by = frame.colleague(request)
    rows = Candidacy.objects.filter(trainer__in=scope.trainers(by)).select_related("trainer", "version")
    candidacy = get_object_or_404(rows, pk=candidacy_id)
    form = AwardForm(request.POST or None, by=by, initial={"region": candidacy.trainer.home_region_id})
    if form.is_valid():
        made = _made(
            form,
            lambda data: certificates.propose_award(candidacy=candidacy, by=by, today=frame.today(), **data),
        )
        if made:
            return _proposed(request, candidacy)
    return _propose(request, form, _("Propose a certificate"), candidacy)


@staff(scope.DECIDE)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, certificate_id: UUID, kind: str) -> HttpResponse:
    """Propose to suspend, to revoke or to lift a suspension, with a reason from the list."""
    if kind not in certificates.FROM:
        raise Http404
    by = frame.colleague(request)
    certificate = certificate_found(by, certificate_id)
    form = ProposeForm(request.POST or None)
    if form.is_valid():
        made = _made(
            form,
            lambda data: certificates.propose(
                certificate=certificate, kind=kind, by=by, today=frame.today(), **data
            ),
        )
        if made:
            return _proposed(request, certificate.candidacy)
    title = _("Propose to %(what)s") % {"what": Proposal.Kind(kind).label}
    return _propose(request, form, title, certificate.candidacy)


def open_proposals(by: User) -> QuerySet[Proposal]:
    rows = scope.proposals(by).filter(outcome=Proposal.Outcome.OPEN)
    return rows.select_related("candidacy__trainer", "region").order_by("proposed_month", "pk")


def open_appeals(by: User) -> QuerySet[Appeal]:
    rows = scope.appeals(by).filter(outcome=Appeal.Outcome.OPEN)
    return rows.select_related("proposal__candidacy__trainer", "proposal__region").order_by(
        "made_month", "pk"
    )


def _form(request: HttpRequest, row: Proposal, appeal: Appeal | None) -> AnswerForm | None:
    """What there is to answer, a proposal or an appeal; who comes late still learns that it is decided."""
    is_late = request.method == "POST"
    if appeal and (is_late or appeal.outcome == Appeal.Outcome.OPEN):
        return AnswerForm(request.POST or None, answers=RULINGS)
    if not appeal and (is_late or row.outcome == Proposal.Outcome.OPEN):
        return AnswerForm(request.POST or None, answers=ANSWERS)
    return None


def _answer(row: Proposal, appeal: Appeal | None, form: AnswerForm, by: User) -> Callable[[], object]:
    """The one action that the answer asks for."""
    outcome, why, today = form.cleaned_data["outcome"], form.cleaned_data["why"], frame.today()
    if appeal:
        return lambda: appeals.decide(appeal=appeal, outcome=outcome, why=why, by=by, today=today)
    if outcome == Proposal.Outcome.CONFIRMED:
        return lambda: certificates.confirm(proposal=row, by=by, today=today)
    return lambda: certificates.decline(proposal=row, why=why, by=by, today=today)


def _done(request: HttpRequest, form: StaffForm, act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("It is decided."))
    return True


def _made(form: StaffForm, act: Callable[[dict[str, Any]], object]) -> bool:
    try:
        act(form.cleaned_data)
    except Refused as error:
        form.add_error(None, str(error))
        return False
    return True


def _proposed(request: HttpRequest, candidacy: Candidacy) -> HttpResponse:
    messages.success(request, _("Proposed. A second person decides; nothing has changed yet."))
    return redirect("trainers:person", candidacy.trainer_id)


def _propose(request: HttpRequest, form: StaffForm, title: str, candidacy: Candidacy) -> HttpResponse:
    trail = [above(), of(candidacy.trainer)]
    context = {
        "form": form,
        "intro": _("A second person decides. What you write here, both of you and the trainer may read."),
        "submit": _("Propose"),
        "back": trail[-1][0],
    }
    return frame.page(request, "form", title, context, trail=trail, icon="check")
