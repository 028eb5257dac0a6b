"""The headers of every answer. Public answers carry one exact set and never a cookie."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

STAFF_PREFIX = "/staff/"

COMMON = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, noarchive",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=(), interest-cohort=()",
}

STAFF = COMMON | {
    # With `no-referrer` a browser also hides where a form came from, and the CSRF check refuses it.
    "Referrer-Policy": "same-origin",
    # Wagtail 7.4 and its translation editor write scripts into the page for dates, choosers and
    # inline forms, and styles from scripts. To be tightened when they stop.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; frame-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}

# The pages that take passwords, codes and passkeys need nothing that stands in the page.
SIGN_IN_PREFIXES = ("/staff/login/", "/staff/logout/", "/staff/confirm/", "/staff/account/")
SIGN_IN = STAFF | {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
}


def public_headers() -> dict[str, str]:
    """The exact headers of a public answer; the style sheet stands in the page and is named by its hash."""
    style_source: str = import_string(settings.PUBLIC_STYLE_SOURCE)
    return COMMON | {
        "Cache-Control": "no-store",
        "Content-Security-Policy": (
            f"default-src 'none'; script-src 'none'; style-src {style_source}; img-src 'self' data:; "
            "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "X-Frame-Options": "DENY",
    }


class PrivacyHeaders:
    """Outermost middleware: sets the headers on whatever leaves, errors and redirects included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.public = public_headers()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(STAFF_PREFIX):
            is_sign_in = request.path_info.startswith(SIGN_IN_PREFIXES)
            _set(response, SIGN_IN if is_sign_in else STAFF)
            response.headers.setdefault("Cache-Control", "no-store")
            return response
        _set(response, self.public)
        response.cookies.clear()
        del response.headers["Vary"]
        return response


def _set(response: HttpResponse, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        response.headers[name] = value
