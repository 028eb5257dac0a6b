"""A version to carry elsewhere: as a FHIR questionnaire."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin.widgets.button import Button

from wellbeing.assessments import outgoing
from wellbeing.assessments.exporting import Release
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.privacy.guards import staff


@staff("assessments.view_instrumentversion")
@require_GET
def export(request: HttpRequest, code: str, release: str) -> HttpResponse:
    """The version in the named release of FHIR, to be saved."""
    version = get_object_or_404(InstrumentVersion.objects.select_related("instrument"), code=code)
    if release not in set(Release):
        raise Http404
    file = outgoing.fhir(version, Release(release))
    response = HttpResponse(file.content, content_type="application/fhir+json")
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def buttons(version: InstrumentVersion) -> list[Button]:
    """What the pages of a version offer among their further actions."""
    return [
        Button(
            _("Download as FHIR %(release)s") % {"release": release.name},
            url=reverse("instrument_versions:export", args=[version.code, release.value]),
            icon_name="download",
            priority=40,
        )
        for release in Release
    ]
