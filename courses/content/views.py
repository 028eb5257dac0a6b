"""What anybody may fetch beside pages."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from wagtail.models import Page

from courses.content.models import CoursePage
from wellbeing.privacy.guards import public


@public("GET")
def handbook(request: HttpRequest, path: str, name: str) -> HttpResponse:
    """A file of a published course as it lies there; nothing is made for who asks."""
    page = Page.find_for_request(request, path)
    if not isinstance(page, CoursePage) or page.get_url(request) != request.path.removesuffix(name):
        raise Http404
    found = next((each for each in page.handbooks.to_fetch() if each.file_name == name), None)
    if found is None:
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return cast(HttpResponse, FileResponse(content, as_attachment=True, filename=name))
