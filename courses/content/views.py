"""What anybody may fetch beside pages."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from wagtail.models import Page

from courses.content.models import CoursePage
from wellbeing.privacy.guards import public


@public("GET")
def handbook(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """A file of a published course as it lies there; nothing is made for who asks."""
    page = Page.find_for_request(request, path)
    found = page.handbooks.to_fetch().filter(kind=kind).first() if isinstance(page, CoursePage) else None
    if found is None or f"{page.get_url(request)}{found.file_name}" != request.path:
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return cast(HttpResponse, FileResponse(content, as_attachment=True, filename=found.file_name))
