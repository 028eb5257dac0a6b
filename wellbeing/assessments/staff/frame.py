"""The frame of our own pages in the admin: the same header and way back as Wagtail's."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wellbeing.assessments.models import InstrumentVersion


def page(
    request: HttpRequest,
    name: str,
    title: str,
    context: Mapping[str, Any],
    *,
    version: InstrumentVersion | None = None,
    trail: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """The template `name` under a header with `title`; a page about a version leads back to it.

    `trail` are further steps of the way back: addresses, each with its name.
    """
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("instrument_versions:index"), "label": _("Instruments")},
    ]
    if version:
        act = "edit" if version.is_draft() else "inspect"
        crumbs.append(
            {"url": reverse(f"instrument_versions:{act}", args=[version.pk]), "label": str(version)}
        )
    crumbs += [{"url": url, "label": label} for url, label in trail]
    crumbs.append({"url": "", "label": title})
    whole = {
        **context,
        "version": version or context.get("version"),
        "breadcrumbs_items": crumbs,
        "header_title": f"{title}: {version}" if version else title,
        "header_icon": "form",
    }
    return render(request, f"assessments/staff/{name}.html", whole)
