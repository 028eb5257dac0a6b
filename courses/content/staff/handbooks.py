"""Handbooks in the admin: what is made of each course, how far it is, stopping it, having it made anew."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column, Table

from courses.content.actions import handbooks as actions
from courses.content.handbook import gathering
from courses.content.handbook.making import WHAT
from courses.content.models import CoursePage, Handbook
from wellbeing.documents import alive
from wellbeing.privacy.guards import staff

MAKES = "content.make_handbook"
REFRESH_SECONDS = 10
OPEN = (Handbook.Status.WAITING, Handbook.Status.MAKING)


class PartColumn(Column):
    """A cell that a template of ours makes from the row."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, **options)
        self.cell_template_name = f"content/staff/_handbook_{name}_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With what a form in a cell needs; Wagtail gives it to no template of a cell."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(context["request"])}


@dataclass(frozen=True, slots=True)
class Row:
    """A file, and what the columns say about it."""

    file: Handbook
    is_open: bool
    is_alive: bool
    is_outdated: bool


@staff(MAKES)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The files of every published course. The page looks again by itself while something is made."""
    courses = CoursePage.objects.live().select_related("locale").prefetch_related("handbooks")
    rows = list(courses.order_by("locale__language_code", "path"))
    current = gathering.revisions(rows)
    listed = [(course, _rows(course, current[course.pk])) for course in rows]
    is_open = any(row.is_open for _course, rows in listed for row in rows)
    title = _("Handbooks")
    context = {
        "courses": [(course, _table(rows) if rows else None) for course, rows in listed],
        "refresh": REFRESH_SECONDS if is_open else 0,
        "header_title": title,
        "page_title": title,
        "header_icon": "doc-full",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": title},
        ],
    }
    return render(request, "content/staff/handbooks.html", context)


@staff(MAKES)
@require_POST
def act(request: HttpRequest, id: UUID) -> HttpResponse:
    """Stop one file, or have it made anew."""
    row = get_object_or_404(Handbook.objects.select_related("course"), pk=id)
    do = actions.stop if request.POST.get("do") == "stop" else actions.make_one
    return _done(request, do, handbook=row)


@staff(MAKES)
@require_POST
def make(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
    """Have all files of a course made anew."""
    course = get_object_or_404(CoursePage, translation_key=key, locale__language_code=language)
    return _done(request, actions.make, course=course)


def _done(request: HttpRequest, do: Any, **named: Any) -> HttpResponse:
    try:
        do(**named)
    except (actions.NothingToStop, actions.NotPublished) as refused:
        messages.error(request, str(refused))
    return redirect("content_handbooks")


def _rows(course: CoursePage, current: list[int]) -> list[Row]:
    return [
        Row(
            file=each,
            is_open=each.status in OPEN,
            is_alive=each.status == Handbook.Status.MAKING and alive.is_said(WHAT, each.pk),
            is_outdated=bool(each.file) and each.revisions != current,
        )
        for each in sorted(course.handbooks.all(), key=lambda each: each.kind)
    ]


def _table(rows: list[Row]) -> Table:
    """On a phone each file stands by itself."""
    return Table(_columns(), rows, classname="listing stacked")


def _columns() -> list[BaseColumn]:
    return [
        Column("kind", label=_("File"), accessor="file"),
        PartColumn("state", label=_("State")),
        PartColumn("kept", label=_("On the page of the course")),
        PartColumn("do", label=_("What you can do")),
    ]
