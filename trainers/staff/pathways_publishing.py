"""From a draft to the rules in force: what stands in the way, whom it concerns, publishing and moving."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.log_actions import log

from trainers import describing, refusals, scope
from trainers.actions import pathways
from trainers.models import Candidacy, Pathway, PathwayVersion
from trainers.staff import frame, pathways_affected
from trainers.staff.pathways import CHECKERS, DRAFT, EDIT, INSPECT, PUBLISHED, address, lead_to_reading
from trainers.staff.pathways_form import FAULTS
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff

A_PAGE = 50


class StartForm(forms.Form):
    slug = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=40,
        help_text=gettext_lazy(
            "The end of the public address: small Latin letters, digits, hyphens, such as "
            "“recovery-group”. It cannot be changed later."
        ),
    )
    name_ru = forms.CharField(label=gettext_lazy("Name in Russian"), max_length=120)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=120)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if Pathway.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is a pathway with this short name. Choose another one."))
        return slug


class MoveForm(forms.Form):
    candidacies = forms.ModelMultipleChoiceField(
        queryset=Candidacy.objects.none(),
        error_messages={
            "required": gettext_lazy("Nobody is chosen. Tick those who go on by the new rules."),
            "invalid_choice": gettext_lazy("Somebody of those chosen is no longer in this list. Look again."),
            "invalid_pk_value": gettext_lazy(
                "Somebody of those chosen is no longer in this list. Look again."
            ),
        },
    )


@staff("trainers.add_pathway")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for a short name and names, then open the form of the first draft."""
    form = StartForm(request.POST or None)
    if form.is_valid():
        try:
            draft = pathways.start(**form.cleaned_data)
        except IntegrityError:
            form.add_error("slug", _("There is a pathway with this short name. Choose another one."))
        else:
            log(instance=draft, action="wagtail.create")
            return redirect(EDIT, draft.pk)
    return _page(request, "pathway_start", _("New pathway"), {"form": form})


@staff("trainers.add_pathwayversion")
@require_http_methods(["GET", "POST"])
def new_draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, then copy the published version into the next draft, or open the draft that is there."""
    version = _version(slug, number)
    there = version.pathway.versions.filter(status=DRAFT).first()
    if request.method != "POST":
        return _page(request, "pathway_new_draft", _("New draft"), {"there": there}, version)
    draft = pathways.new_draft(pathway=version.pathway)
    if draft != there:
        log(instance=draft, action="wagtail.create")
        messages.success(request, _("The draft is ready. The published rules stay until it is published."))
    return redirect(EDIT, draft.pk)


@staff(*CHECKERS)
@require_GET
def check(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What stands in the way of publishing, what would change, and for whom."""
    version = _version(slug, number)
    if version.status != DRAFT:
        return lead_to_reading(request, version)
    public = version.pathway.versions.filter(status=PUBLISHED).first()
    words = {each.key: str(each) for each in version.requirements.all()}
    affected = pathways.affected(version=version, today=frame.today())
    problems = [(words.get(each.key, ""), FAULTS[each.fault][1]) for each in pathways.faults(version=version)]
    context = {
        "obstacles": problems,
        "public_now": public,
        "changes": describing.changes(public, version) if public else None,
        "groups": pathways_affected.groups(affected, frame.colleague(request)),
        "seen": pathways.mark(version=version),
    }
    return _page(request, "pathway_check", _("Check and publish"), context, version)


@staff("trainers.publish_pathwayversion")
@require_POST
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Make the draft the rules in force, unless something stands in the way."""
    version = _version(slug, number)
    by = frame.colleague(request).get_username()
    try:
        pathways.publish(version=version, by=by, today=frame.today(), seen=request.POST.get("seen", ""))
    except refusals.PublishedAlready:
        return lead_to_reading(request, version)
    except refusals.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(address("check", version))
    log(instance=version, action="wagtail.publish")
    messages.success(request, _("Published. Whoever begins from now on begins by these rules."))
    if _movable(version, frame.colleague(request)).exists():
        return redirect(address("move", version))
    return redirect(INSPECT, version.pk)


@staff(scope.IN_REGION, scope.EVERYWHERE)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let chosen trainers of one's own go on by the published version; the others finish on theirs."""
    version = _version(slug, number)
    if version.status != PUBLISHED:
        messages.warning(request, str(refusals.NotPublished()))
        return redirect(INSPECT, version.pk)
    rows = _movable(version, frame.colleague(request))
    form = MoveForm(request.POST if request.method == "POST" else None)
    form.fields["candidacies"].queryset = rows  # type: ignore[attr-defined]
    if form.is_valid():
        chosen = list(form.cleaned_data["candidacies"])
        try:
            moved = pathways.move(version=version, chosen=chosen, by=frame.colleague(request))
        except refusals.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext(
                "%(count)d trainer goes on by these rules.", "%(count)d trainers go on by these rules.", moved
            )
            messages.success(request, said % {"count": moved})
            return redirect(address("move", version))
    return _page(
        request, "pathway_move", _("Move trainers"), _move_context(request, version, rows, form), version
    )


def _move_context(
    request: HttpRequest, version: PathwayVersion, rows: QuerySet[Candidacy], form: MoveForm
) -> dict[str, Any]:
    paginator = Paginator(rows.order_by("trainer__name", "pk"), A_PAGE)
    shown: Page[Candidacy] = paginator.get_page(request.GET.get("p"))
    among = Candidacy.objects.filter(pk__in=[each.pk for each in shown])
    affected = pathways.affected(version=version, today=frame.today(), among=among)
    return {
        "form": form,
        "ticked": set(request.POST.getlist("candidacies")),
        "shown": shown,
        "people": [pathways_affected.person(each) for each in affected],
    }


def _movable(version: PathwayVersion, by: User) -> QuerySet[Candidacy]:
    """Those on another version with whom a colleague works, never themselves."""
    rows = pathways.earlier(version=version).filter(trainer__in=scope.trainers(by))
    return rows.exclude(trainer__user=by)


def _version(slug: str, number: int) -> PathwayVersion:
    versions = PathwayVersion.objects.select_related("pathway")
    return get_object_or_404(versions, pathway__slug=slug, number=number)


def _page(
    request: HttpRequest,
    name: str,
    title: str,
    context: dict[str, Any],
    version: PathwayVersion | None = None,
) -> HttpResponse:
    trail = [(reverse("pathway_versions:index"), _("Pathways"))]
    if version:
        act = EDIT if version.status == DRAFT else INSPECT
        trail.append((reverse(act, args=[version.pk]), str(version)))
        title, context = f"{title}: {version}", {**context, "version": version}
    return frame.page(request, name, title, context, trail=trail, icon="clipboard-list")
