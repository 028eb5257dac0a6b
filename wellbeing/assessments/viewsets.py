"""Instruments in Wagtail's admin: one menu for versions, next steps, addresses and files."""

from typing import Any

from django.forms import ModelForm
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from cms.guarded import GuardedViewSet
from wellbeing.assessments.actions import instruments
from wellbeing.assessments.models import Instrument, InstrumentVersion, NextStep
from wellbeing.assessments.staff import (
    cards,
    exporting,
    importing,
    panels,
    publishing,
    starting,
    steps,
    versions,
)

IMPORT = "assessments.import_instrumentversion"


class VersionViewSet(GuardedViewSet):
    model = InstrumentVersion
    icon = "form"
    menu_label = _("Versions")
    url_prefix = "instruments/versions"
    url_namespace = "instrument_versions"
    index_view_class = versions.VersionIndexView
    edit_view_class = versions.VersionEditView
    delete_view_class = versions.VersionDeleteView
    inspect_view_class = versions.VersionInspectView
    inspect_view_enabled = True
    edit_handler = panels.EDIT_HANDLER
    list_per_page = 50
    ordering = ("instrument__position", "instrument__slug", "-number")

    def get_urlpatterns(self) -> list[URLPattern]:
        """A new draft starts with its address, so the page for that takes the place of the stock one."""
        stock = [pattern for pattern in super().get_urlpatterns() if pattern.name != "add"]
        return [
            *stock,
            path("new/", starting.start, name="add"),
            path("<slug:code>/check/", publishing.check, name="check"),
            path("<slug:code>/again/", publishing.check_again, name="check_again"),
            path("<slug:code>/sign-off/", publishing.sign_off, name="sign_off"),
            path("<slug:code>/help/", publishing.state_help_is_staffed, name="state_help"),
            path("<slug:code>/licence/", publishing.check_licence, name="check_licence"),
            path("<slug:code>/publish/", publishing.publish, name="publish"),
            path("<slug:code>/withdraw/", publishing.withdraw, name="withdraw"),
            path("<slug:code>/new-draft/", publishing.new_draft, name="new_draft"),
            path("<slug:code>/export/<slug:release>/", exporting.export, name="export"),
            path("<slug:code>/paper/<slug:language>/", exporting.paper, name="paper"),
            path("<slug:code>/preview/<slug:language>/", starting.preview, name="preview"),
            path("<slug:code>/preview/<slug:language>/page/", starting.preview_page, name="preview_page"),
        ]


class NextStepViewSet(GuardedViewSet):
    model = NextStep
    icon = "list-ul"
    url_prefix = "instruments/steps"
    url_namespace = "next_steps"
    index_view_class = steps.NextStepIndexView
    add_view_class = steps.NextStepCreateView
    edit_view_class = steps.NextStepEditView
    delete_view_class = steps.NextStepDeleteView
    list_per_page = 100

    def get_form_class(self, *_args: object, **_kwargs: object) -> type[steps.NextStepForm]:
        return steps.NextStepForm


class InstrumentForm(ModelForm[Instrument]):
    class Meta:
        model = Instrument
        fields = ["slug", "position"]

    def save(self, *_args: object, **_kwargs: object) -> Instrument:
        return instruments.save_instrument(instrument=self.instance)


class InstrumentViewSet(GuardedViewSet):
    model = Instrument
    icon = "link"
    menu_label = _("Addresses and order")
    url_prefix = "instruments/addresses"
    url_namespace = "instruments"
    list_display = ["slug", "position"]
    without = ("usage", "add", "delete")

    def get_form_class(self, *_args: object, **_kwargs: object) -> type[InstrumentForm]:
        return InstrumentForm


class ImportMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(IMPORT))


class ImportViewSet(ViewSet):
    name = "import"
    icon = "upload"
    menu_label = _("From a file")
    url_prefix = "instruments/import"
    url_namespace = "instrument_import"
    menu_item_class = ImportMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", importing.import_file, name="index")]


class CardMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(cards.READ))


class CardViewSet(ViewSet):
    name = "cards"
    icon = "info-circle"
    menu_label = _("Fact cards")
    url_prefix = "instruments/cards"
    url_namespace = "fact_cards"
    menu_item_class = CardMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", cards.index, name="index"),
            path("new/", cards.new, name="new"),
            path("<slug:name>/", cards.read, name="read"),
            path("<slug:name>/shipped/", cards.shipped, name="shipped"),
            path("<slug:name>/edit/", cards.edit, name="edit"),
            path("<slug:name>/settle/", cards.settle, name="settle"),
            path("<slug:name>/versions/<uuid:id>/", cards.version, name="version"),
        ]


class InstrumentGroup(ViewSetGroup):
    menu_label = _("Instruments")
    menu_icon = "form"
    menu_order = 205
    items = (VersionViewSet, NextStepViewSet, InstrumentViewSet, ImportViewSet, CardViewSet)
