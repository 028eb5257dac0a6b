"""Who may call a view. Every view carries one guard; a test walks the URL map and finds those without."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]

LONGEST_BODY = 64 * 1024
LONGEST_PARTS = 4 * 1024
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"


def public(
    *methods: str, takes_parts: bool = False, takes_file: int = 0, refused: str = "error.html"
) -> Callable[[View], View]:
    """Open to everybody, without session, cookie or CSRF token: such a view changes nothing that
    belongs to whoever calls it but by a secret in the body of the request.

    A body is an urlencoded form of at most 64 KiB, so that nothing ever reaches a temporary file; with
    `takes_parts`, which programs need that stop a mailing by themselves (RFC 8058), also a form in parts
    of at most 4 KiB, or of as many bytes as `takes_file` says where somebody hands in a file. Anything else
    is answered with 400, 405, 413 or 415 and a page that says so, or with the template `refused` where not
    even that page may name the site.
    """
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)
    longest = {FORM: LONGEST_BODY}
    if takes_parts or takes_file:
        longest[PARTS] = takes_file or LONGEST_PARTS

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            status = _refusal(request, allowed, longest)
            if status:
                response = render(request, refused, {"status": status}, status=status)
                if status == 405:
                    response.headers["Allow"] = ", ".join(sorted(allowed))
                return response
            return view(request, *args, **kwargs)

        guarded.guard = "public"  # type: ignore[attr-defined]
        return csrf_exempt(guarded)

    return decorate


def staff(*permissions: str) -> Callable[[View], View]:
    """For colleagues who hold one of these permissions, on pages of the admin in apps that know no accounts.

    The admin itself asks who is there, and answers a PermissionDenied with a sentence.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not any(request.user.has_perm(each) for each in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.guard = f"staff:{' '.join(permissions)}"  # type: ignore[attr-defined]
        return guarded

    return decorate


def _refusal(request: HttpRequest, allowed: set[str], longest: dict[str, int]) -> int | None:
    if request.method not in allowed:
        return 405
    if request.method != "POST":
        return None
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > longest.get(request.content_type or "", LONGEST_BODY):
        return 413
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type not in longest or charset not in {"utf-8", "utf8"}:
        return 415
    try:
        request.POST  # noqa: B018  read here, where a refusal has its page
    except (MultiPartParserError, SuspiciousOperation):
        return 400
    return None
