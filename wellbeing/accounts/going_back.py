"""Where somebody is led once they did what was asked in between: back to a page of the staff area, and to no
other."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

NAME = "next"


def with_way_back(address: str, back: str) -> str:
    """`address`, which leads on to `back`."""
    return f"{address}?{urlencode({NAME: back})}"


def wanted(request: HttpRequest, *, otherwise: str) -> str:
    """Where the person came from, if that is a page of the staff area here."""
    said = request.GET.get(NAME, "")
    is_ours = said.startswith(reverse("wagtailadmin_home")) and ".." not in said
    return said if is_ours and url_has_allowed_host_and_scheme(said, None) else otherwise
