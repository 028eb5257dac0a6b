"""A version to carry elsewhere: as a FHIR questionnaire, and on paper."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin.widgets.button import Button

from wellbeing.assessments import outgoing
from wellbeing.assessments.actions import publishing
from wellbeing.assessments.exporting import Release
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.paper import kept
from wellbeing.assessments.taking import catalogue
from wellbeing.privacy.guards import staff


@staff("assessments.view_instrumentversion")
@require_GET
def export(request: HttpRequest, code: str, release: str) -> HttpResponse:
    """The version in the named release of FHIR, to be saved."""
    version = _version(code)
    if release not in set(Release):
        raise Http404
    file = outgoing.fhir(version, Release(release))
    response = HttpResponse(file.content, content_type="application/fhir+json")
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@staff("assessments.view_instrumentversion")
@require_GET
def paper(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The version as a sheet with its key, as the public would print it; or what has to be mended before."""
    version = _version(code)
    if language not in version.languages:
        raise Http404
    if any(each.rule == "error" for each in publishing.obstacles(version=version)):
        messages.error(request, _("There is nothing to print yet: mend this first."))
        return redirect("instrument_versions:check", code)
    content = kept.made(catalogue.prepare_version(version, language))
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="notes.pdf"'
    return response


def buttons(version: InstrumentVersion) -> list[Button]:
    """What the pages of a version offer among their further actions."""
    sheets = [
        Button(
            _("The sheet to print, in %(language)s") % {"language": name},
            url=reverse("instrument_versions:paper", args=[version.code, language]),
            icon_name="doc-full",
            priority=40,
        )
        for language, name in settings.LANGUAGES
        if language in version.languages
    ]
    files = [
        Button(
            _("Download as FHIR %(release)s") % {"release": release.name},
            url=reverse("instrument_versions:export", args=[version.code, release.value]),
            icon_name="download",
            priority=50,
        )
        for release in Release
    ]
    return [*sheets, *files]


def _version(code: str) -> InstrumentVersion:
    return get_object_or_404(InstrumentVersion.objects.select_related("instrument"), code=code)
