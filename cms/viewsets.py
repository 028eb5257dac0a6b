"""The help directory in Wagtail's admin."""

from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import HelpEntry
from cms.models.help import LANGUAGES, HelpEntryQuerySet


class HelpEntryForm(WagtailAdminModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )


class HelpEntryFilterSet(WagtailFilterSet):
    waits = django_filters.ChoiceFilter(
        label=_("Verification"),
        choices=[("to_verify", _("waits to be verified")), ("current", _("on the public page"))],
        method="by_verification",
    )

    class Meta:
        model = HelpEntry
        fields = ["operator_type", "affirming", "reachable_from", "cost"]

    def by_verification(self, entries: HelpEntryQuerySet, name: str, value: str) -> HelpEntryQuerySet:
        today = timezone.localdate()
        return entries.to_verify(today) if value == "to_verify" else entries.current(today)


def _both(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_ru"), FieldPanel(f"{name}_en")])


PANELS: list[Any] = [
    MultiFieldPanel([_both("name"), _both("about")], heading=_("What it is")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("operator_type"), FieldPanel("affirming")]),
            _both("asks_for"),
            _both("caution"),
        ],
        heading=_("Whether it is safe"),
    ),
    InlinePanel(
        "contacts",
        heading=_("How to reach it"),
        min_num=1,
        panels=[FieldRowPanel([FieldPanel("kind"), FieldPanel("value")]), _both("note")],
    ),
    MultiFieldPanel(
        [FieldPanel("reachable_from"), _both("network"), FieldPanel("regions")], heading=_("From where")
    ),
    MultiFieldPanel(
        [
            FieldPanel("is_round_the_clock"),
            _both("hours"),
            FieldRowPanel([FieldPanel("time_zone"), FieldPanel("cost")]),
            FieldPanel("languages"),
        ],
        heading=_("When, for how much, in which language"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("position"),
            FieldRowPanel(
                [FieldPanel("verified_on", read_only=True), FieldPanel("verified_by", read_only=True)]
            ),
        ],
        heading=_("On the page"),
    ),
]


class HelpEntryViewSet(SnippetViewSet):
    model = HelpEntry
    icon = "help"
    menu_label = _("Help directory")
    menu_order = 210
    add_to_admin_menu = True
    url_namespace = "cms_help"
    base_url_path = "help"
    list_display = [
        "name_ru",
        "operator_type",
        "affirming",
        "reachable_from",
        Column("verified_on", label=_("verified on")),
        Column("leaves_on", label=_("leaves the page on")),
    ]
    filterset_class = HelpEntryFilterSet
    search_fields = ["name_ru", "name_en", "about_ru"]
    search_backend_name = None
    ordering = ["position", "name_ru"]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(PANELS, base_form_class=HelpEntryForm)
