"""From draft to public in the admin: one page that says what stands in the way, and the acts on it."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.log_actions import log

from wellbeing.assessments.actions import drafts, licences, mending, publishing
from wellbeing.assessments.actions.drafts import NotADraft
from wellbeing.assessments.actions.licences import NotAllowed
from wellbeing.assessments.actions.publishing import NotPublishable
from wellbeing.assessments.importing.again import NotComparable
from wellbeing.assessments.models import Finding, InstrumentVersion
from wellbeing.assessments.staff import frame
from wellbeing.assessments.staff.versions import EDIT, INSPECT, lead_to_reading
from wellbeing.privacy.guards import staff

CHECK = "instrument_versions:check"


WHY_NOT = {
    "no_numbers": gettext_lazy("No answer has a number yet, so there is nothing to check again."),
    "order": gettext_lazy(
        "The file had its questions in another order than the card, and the draft does not say which is "
        "which. It cannot be checked again: correct the file, and load it."
    ),
    "misfit": gettext_lazy("The scales of the card do not fit into a draft: look at the card."),
}


class SignOffForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why this may stay as it is"),
        max_length=Finding._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write a reason: whoever reads this later needs it.")},
    )


@staff("assessments.view_instrumentversion")
@require_GET
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What stands in the way of publishing, every finding, and the next thing to do."""
    version = _version(code)
    if not version.is_draft():
        return lead_to_reading(request, version)
    return _page(request, version)


@staff("assessments.change_instrumentversion")
@require_POST
def check_again(request: HttpRequest, code: str) -> HttpResponse:
    """Hold the draft against its fact card again, as it stands now."""
    version = _version(code)
    try:
        card = mending.check_again(version=version)
    except NotADraft:
        return lead_to_reading(request, version)
    except NotComparable as error:
        messages.warning(request, WHY_NOT[error.why])
        return redirect(CHECK, code)
    log(instance=version, action="wagtail.edit")
    messages.success(request, _("The draft was checked again: the findings are those that hold now."))
    if card:
        said = _("The draft now fits the card %(card)s. Its scales and bands were taken over: look at them.")
        messages.success(request, said % {"card": card})
    return redirect(CHECK, code)


@staff("assessments.sign_off_finding")
@require_POST
def sign_off(request: HttpRequest, code: str) -> HttpResponse:
    """Answer for one finding of the draft with one's name and a reason."""
    version = _version(code)
    number = request.POST.get("finding", "")
    finding = get_object_or_404(version.findings, pk=number if number.isdecimal() else None)
    form = SignOffForm(request.POST, prefix=str(finding.pk))
    if not form.is_valid():
        return _page(request, version, refused={finding.pk: form})
    try:
        publishing.sign_off(
            finding=finding,
            by=request.user.get_username(),
            reason=form.cleaned_data["reason"],
            today=_today(),
        )
    except NotADraft:
        return lead_to_reading(request, version)
    return redirect(f"{redirect(CHECK, code).url}#finding-{finding.pk}")


@staff("assessments.publish_instrumentversion")
@require_POST
def state_help_is_staffed(request: HttpRequest, code: str) -> HttpResponse:
    """Put one's name to it that people answer where the page sends those in need."""
    version = _version(code)
    try:
        publishing.state_help_is_staffed(version=version, by=request.user.get_username(), today=_today())
    except NotADraft:
        return lead_to_reading(request, version)
    return redirect(CHECK, code)


@staff("assessments.publish_instrumentversion")
@require_POST
def check_licence(request: HttpRequest, code: str) -> HttpResponse:
    """Put one's name to it that the licence record allows showing the text here."""
    version = _version(code)
    try:
        licences.check(version=version, by=request.user.get_username(), today=_today())
    except NotADraft:
        return lead_to_reading(request, version)
    except NotAllowed:
        messages.error(
            request, _("The licence record does not allow it yet: look at what stands in the way.")
        )
    return redirect(f"{redirect(CHECK, code).url}#licence-section")


@staff("assessments.publish_instrumentversion")
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Make the draft the public version, unless something stands in the way."""
    version = _version(code)
    try:
        publishing.publish(version=version, by=request.user.get_username(), today=_today())
    except NotADraft:
        return lead_to_reading(request, version)
    except NotPublishable:
        messages.error(request, _("It was not published: look at what stands in the way."))
        return redirect(CHECK, code)
    log(instance=version, action="wagtail.publish")
    messages.success(request, _("Published. Whoever opens the address now gets this version."))
    return redirect(INSPECT, version.pk)


@staff("assessments.publish_instrumentversion")
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, then take the published version off the public list."""
    version = _version(code)
    if request.method != "POST":
        return frame.page(request, "withdraw", _("Withdraw"), {}, version=version)
    if publishing.withdraw(version=version):
        log(instance=version, action="wagtail.unpublish")
        messages.success(request, _("Withdrawn. Its address no longer asks anybody anything."))
    return redirect(INSPECT, version.pk)


@staff("assessments.add_instrumentversion")
@require_http_methods(["GET", "POST"])
def new_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, then copy the version into the next draft under the same address."""
    version = _version(code)
    if request.method != "POST":
        drafts_there = version.instrument.versions.filter(status=InstrumentVersion.Status.DRAFT)
        context = {"drafts": drafts_there}
        return frame.page(request, "new_draft", _("New draft"), context, version=version)
    draft = drafts.new_draft_from(version=version)
    log(instance=draft, action="wagtail.create")
    messages.success(request, _("The draft is ready to be edited. The published version stays as it is."))
    return redirect(EDIT, draft.pk)


def _page(
    request: HttpRequest, version: InstrumentVersion, *, refused: dict[int, SignOffForm] | None = None
) -> HttpResponse:
    findings = list(version.findings.all())
    signable = [finding for finding in findings if finding.severity == Finding.Severity.OPEN]
    forms_of = refused or {}
    public = version.instrument.versions.filter(status=InstrumentVersion.Status.PUBLISHED).first()
    obstacles = publishing.obstacles(version=version)
    context = {
        "obstacles": obstacles,
        "can_check_licence": any(each.rule == "licence_unchecked" for each in obstacles),
        "findings": [
            (finding, forms_of.get(finding.pk) or SignOffForm(prefix=str(finding.pk))) for finding in signable
        ],
        "notes": [finding for finding in findings if finding.severity == Finding.Severity.NOTE],
        "has_sensitive": version.items.filter(is_sensitive=True).exists(),
        "public_now": public,
    }
    return frame.page(request, "check", _("Check and publish"), context, version=version)


def _version(code: str) -> InstrumentVersion:
    return get_object_or_404(InstrumentVersion.objects.select_related("instrument"), code=code)


def _today() -> date:
    return timezone.localdate()
