"""The pages themselves, the way out, the few addresses every site answers, and errors."""

from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils._os import safe_join
from django.utils.translation import get_language_from_path, override
from wagtail.models import Page

from cms import attachments, kinds, navigation
from wellbeing.privacy.guards import public


@public("GET")
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A published page. Wagtail's own view would also ask for the session of whoever may see a page
    kept for some; here no page is, so the session stays untouched."""
    route = Page.route_for_request(request, path)
    if route is None:
        raise Http404
    found, args, kwargs = route
    response: HttpResponse = found.serve(request, *args, **kwargs)
    return response


@public("GET")
def front(request: HttpRequest) -> HttpResponse:
    return _see(f"/{navigation.DEFAULT_LANGUAGE}/")


@public("GET")
def leave(request: HttpRequest) -> HttpResponse:
    """The quick way out: to a neutral site, asking the browser to forget what this one left in it.

    The browser's history stays; the frame of every page says so.
    """
    response = _see(settings.QUICK_EXIT_URL)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@public("GET")
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@public("GET")
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing to be indexed; calendars that a person subscribed to (`/f/`) are fetched by what heeds this."""
    return HttpResponse("User-agent: *\nAllow: /f/\nDisallow: /\n", content_type="text/plain")


@public("GET")
def favicon(request: HttpRequest) -> HttpResponse:
    """None: a picture in a tab or in the history would tell which site this is."""
    return HttpResponse(status=204)


@public("GET")
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture in the size a page shows. Uploaded files themselves are never served."""
    path = Path(safe_join(settings.MEDIA_ROOT, "images", name))
    if not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type=guess_type(name)[0])


@public("GET")
def attachment(request: HttpRequest, name: str) -> HttpResponse:
    """A file of a lesson, or the part of it that a player asks for (RFC 9110, 14.2)."""
    path = Path(safe_join(settings.MEDIA_ROOT, "files", name))
    kind = kinds.of(name)
    if kind is None or not path.is_file():
        raise Http404
    return attachments.answer(path, kind, request.headers.get("Range", ""))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(request, 500)


def _error(request: HttpRequest, status: int) -> HttpResponse:
    # An error can arise before the language is chosen, so it is read from the path here.
    with override(get_language_from_path(request.path_info) or navigation.DEFAULT_LANGUAGE):
        return render(request, "error.html", {"status": status}, status=status)


def _see(address: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": address})
