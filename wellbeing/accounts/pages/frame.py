"""The frame of our own pages in the admin: Wagtail's header and the way back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

Crumb = tuple[str, object]


def page(
    request: HttpRequest,
    template: str,
    title: str,
    context: Mapping[str, Any],
    *,
    icon: str,
    above: Sequence[Crumb] = (),
    folder: str = "accounts",
    status: int = 200,
) -> HttpResponse:
    """`<folder>/<template>.html` under a header; `above` are the pages it hangs under."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    crumbs += [{"url": address, "label": str(label)} for address, label in above]
    crumbs.append({"url": "", "label": title})
    whole = {
        **context,
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
    }
    return render(request, f"{folder}/{template}.html", whole, status=status)
