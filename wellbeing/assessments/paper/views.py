"""The sheet for whoever would rather take a pencil: a file that is the same for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from wellbeing.assessments.paper import kept
from wellbeing.assessments.taking import catalogue
from wellbeing.privacy.guards import public


@public("GET")
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions and the key of what can be taken here, under a name that says nothing."""
    shown = catalogue.current(slug, translation.get_language() or "ru")
    if shown is None:
        raise Http404
    response = HttpResponse(kept.pdf(shown), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="notes.pdf"'
    return response
