"""A report of the admin: which texts of courses are translated, and which the original left behind."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, Table, TitleColumn

from courses.content import translations
from courses.content.translations import Row, State
from wellbeing.privacy.guards import staff

TRANSLATES = "wagtail_localize.submit_translation"


class StepColumn(Column):
    """The one next step, as a link."""

    cell_template_name = "content/staff/_translation_step_cell.html"

    def get_value(self, instance: Row) -> dict[str, str]:
        return _step(instance)


@staff(TRANSLATES)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    title = _("Translations of courses")
    context = {
        "table": Table(_columns(), list(translations.every()), classname="listing stacked"),
        "header_title": title,
        "page_title": title,
        "header_icon": "wagtail-localize-language",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": title},
        ],
    }
    return render(request, "content/staff/translations.html", context)


def _columns() -> list[BaseColumn]:
    return [
        TitleColumn("page", label=_("Page"), accessor="page", get_url=_edit_original),
        StatusTagColumn("state", label=_("English"), accessor="words", primary=_is_current),
        StepColumn("step", label=_("What to do")),
    ]


def _edit_original(row: Row) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.page.pk])


def _is_current(row: Row) -> bool:
    return row.state is State.CURRENT


def _step(row: Row) -> dict[str, Any]:
    """What brings a translation forward: begin it, take the changed text over, or go on in it."""
    if row.translation is None:
        url = reverse("wagtail_localize:submit_page_translation", args=[row.page.pk])
        return {"url": url, "text": _("Begin")}
    if row.source is not None and row.source.last_updated_at < row.page.last_published_at:
        url = reverse("wagtail_localize:update_translations", args=[row.source.pk])
        return {"url": url, "text": _("Take the changes over")}
    url = reverse("wagtailadmin_pages:edit", args=[row.translation.pk])
    return {"url": url, "text": _("Open") if row.state is State.CURRENT else _("Translate and publish")}
