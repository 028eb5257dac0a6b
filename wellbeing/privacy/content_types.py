"""Content types that Django can read. It reads them before any of its own handling of errors.

Django 5.2 raises on an unknown or unfit charset in this header (`a*=nonsense''x`, `charset=idna`) while it
makes the request, so that nothing of ours could answer. To be undone when it answers that by itself.
"""

import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

READABLE = re.compile(
    r"[\w!#$&^.+/-]*"
    r"(?:\s*;\s*(?:charset=\"?utf-?8\"?|boundary=\"?[\w'()+,./:=?-]{1,70}\"?))*\s*",
    re.ASCII | re.IGNORECASE,
)
UNKNOWN = "application/octet-stream"


def with_readable_content_type(application: WSGIApplication) -> WSGIApplication:
    """The application, told that a body is of no known type when its type is not one that we ever read."""

    def readable(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not READABLE.fullmatch(environ.get("CONTENT_TYPE", "")):
            environ["CONTENT_TYPE"] = UNKNOWN
        return application(environ, start_response)

    return readable
