"""What courses add to Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.content.models import CoursePage
from courses.content.staff import handbooks, translations


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [
        path("courses/translations/", translations.show, name="content_translations"),
        path("handbooks/", handbooks.show, name="content_handbooks"),
        path("handbooks/<uuid:id>/", handbooks.act, name="content_handbook"),
        path("handbooks/<uuid:key>/<slug:language>/make/", handbooks.make, name="content_make_handbooks"),
    ]


class HandbooksItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(handbooks.MAKES)


@hooks.register("register_admin_menu_item")
def register_handbooks_item() -> MenuItem:
    return HandbooksItem(
        gettext_lazy("Handbooks"),
        reverse("content_handbooks"),
        name="handbooks",
        icon_name="doc-full",
        order=215,
    )


class TranslationsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(translations.TRANSLATES)


@hooks.register("register_reports_menu_item")
def register_translations_item() -> MenuItem:
    return TranslationsItem(
        gettext_lazy("Translations of courses"),
        reverse("content_translations"),
        name="course-translations",
        icon_name="wagtail-localize-language",
        order=790,
    )


@hooks.register("register_page_header_buttons")
def add_handbooks_button(page: Page, user: Any, **_kwargs: Any) -> Iterator[Button]:
    """From a course to its files."""
    if issubclass(page.specific_class or Page, CoursePage) and user.has_perm(handbooks.MAKES):
        yield Button(_("Handbooks"), reverse("content_handbooks"), icon_name="doc-full", priority=90)
