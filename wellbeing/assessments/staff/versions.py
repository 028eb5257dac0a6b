"""The admin's pages of versions: the list, the form of a draft, a version read-only, deleting a draft."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages as admin_messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, NumberColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton

from wellbeing.assessments.actions import drafts
from wellbeing.assessments.actions.drafts import NotADraft
from wellbeing.assessments.models import Band, Finding, InstrumentVersion, Scale
from wellbeing.assessments.reading import as_definition, as_measured
from wellbeing.assessments.staff import exporting

EDIT = "instrument_versions:edit"
INSPECT = "instrument_versions:inspect"


class VersionFilterSet(WagtailFilterSet):
    class Meta:
        model = InstrumentVersion
        fields = ["status", "instrument"]


def with_unsigned(versions: QuerySet[InstrumentVersion]) -> QuerySet[InstrumentVersion]:
    """Versions with `unsigned`, the number of findings that nobody has answered for yet."""
    is_unsigned = Q(findings__severity=Finding.Severity.OPEN, findings__signed_off_on__isnull=True)
    return versions.select_related("instrument").annotate(unsigned=Count("findings", filter=is_unsigned))


class VersionIndexView(generic.IndexView):
    filterset_class = VersionFilterSet
    page_title = gettext_lazy("Instruments")
    add_item_label = gettext_lazy("New questionnaire")

    def get_base_queryset(self) -> QuerySet[InstrumentVersion]:
        return with_unsigned(super().get_base_queryset())

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            self._get_title_column("__str__"),
            Column("instrument", label=gettext_lazy("Address"), accessor="instrument.slug"),
            StatusTagColumn(
                "status",
                label=gettext_lazy("Status"),
                accessor="get_status_display",
                primary=lambda version: version.status == InstrumentVersion.Status.PUBLISHED,
            ),
            Column(
                "languages",
                label=gettext_lazy("Languages"),
                accessor=lambda version: ", ".join(version.languages),
            ),
            NumberColumn("unsigned", label=gettext_lazy("Unsigned findings"), accessor="unsigned"),
            Column(
                "published_on",
                label=gettext_lazy("Published on"),
                accessor=lambda version: date_format(version.published_on) if version.published_on else "",
            ),
        ]

    def get_edit_url(self, instance: InstrumentVersion) -> str | None:
        url: str | None = super().get_edit_url(instance) if instance.is_draft() else None
        return url

    def get_delete_url(self, instance: InstrumentVersion) -> str | None:
        url: str | None = super().get_delete_url(instance) if instance.is_draft() else None
        return url

    def get_list_more_buttons(self, instance: InstrumentVersion) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if instance.is_draft():
            url = reverse("instrument_versions:check", args=[instance.code])
            buttons.append(Button(_("Check and publish"), url=url, icon_name="circle-check", priority=15))
        return buttons


def lead_to_reading(request: HttpRequest, version: InstrumentVersion) -> HttpResponse:
    messages.warning(
        request,
        _("This version has been published, so it never changes again. A new draft can be made from it."),
    )
    return redirect(INSPECT, version.pk)


class VersionEditView(generic.EditView):
    template_name = "assessments/staff/edit.html"
    success_message = gettext_lazy("The draft is saved. Nobody sees it before it is published.")
    error_message = gettext_lazy("The draft was not saved: look at the marked fields on each tab.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        if not self.object.is_draft() and self.user_has_permission(self.permission_required):
            return lead_to_reading(request, self.object)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return draft_buttons(self.object)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *exporting.buttons(self.object)]

    def save_instance(self) -> InstrumentVersion:
        """Within the transaction of `form_valid`."""
        drafts.lock(version=self.object)
        version: InstrumentVersion = super().save_instance()
        drafts.check(version=version)
        return version

    def form_valid(self, form: ModelForm[InstrumentVersion]) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except NotADraft:
            return lead_to_reading(self.request, self.object)
        except IntegrityError:
            form.add_error(
                None,
                _("Two rows exchange their keys, codes or starts. Give one of them another first, and save."),
            )
            self.produced_error_message = self.get_error_message()
            response = self.form_invalid(form)
        return response

    def get_success_url(self) -> str:
        return reverse(EDIT, args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        url = reverse("instrument_versions:check", args=[self.object.code])
        return [admin_messages.button(url, _("Check and publish"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sets = self.object.response_sets.values_list("key", flat=True)
        context: dict[str, Any] = super().get_context_data(response_set_keys=sets, **kwargs)
        return context


class VersionDeleteView(generic.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.object.is_draft() and self.user_has_permission(self.permission_required):
            return lead_to_reading(request, self.object)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class VersionInspectView(generic.InspectView):
    template_name = "assessments/staff/inspect.html"
    page_title = gettext_lazy("Read")

    def get_object(self, queryset: object = None) -> InstrumentVersion:
        return InstrumentVersion.objects.select_related("instrument").get(pk=super().get_object().pk)

    def get_edit_url(self) -> str | None:
        url: str | None = super().get_edit_url() if self.object.is_draft() else None
        return url

    def get_delete_url(self) -> str | None:
        url: str | None = super().get_delete_url() if self.object.is_draft() else None
        return url

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return draft_buttons(self.object) if self.object.is_draft() else published_buttons(self.object)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *exporting.buttons(self.object)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        instrument = as_definition(self.object)
        measured = [
            (row.scale_key, row.get_language_display(), as_measured(row))
            for row in self.object.measured.order_by("-since_month", "language")
        ]
        scales = [
            (
                scale,
                Scale.MethodChoices(scale.method).label,
                Scale.DirectionChoices(scale.direction).label,
                [(band, Band.KindChoices(band.kind).label) for band in scale.bands],
                [(language, each) for key, language, each in measured if key == scale.key],
            )
            for scale in instrument.scales
        ]
        context: dict[str, Any] = super().get_context_data(
            instrument=instrument,
            scales=scales,
            findings=self.object.findings.all(),
            **kwargs,
        )
        return context


def draft_buttons(version: InstrumentVersion) -> list[HeaderButton]:
    return [
        HeaderButton(
            _("Check and publish"),
            url=reverse("instrument_versions:check", args=[version.code]),
            icon_name="circle-check",
        ),
        preview_button(version),
    ]


def published_buttons(version: InstrumentVersion) -> list[HeaderButton]:
    return [
        HeaderButton(
            _("New draft from this version"),
            url=reverse("instrument_versions:new_draft", args=[version.code]),
            icon_name="copy",
        ),
        preview_button(version),
    ]


def preview_button(version: InstrumentVersion) -> HeaderButton:
    url = reverse("instrument_versions:preview", args=[version.code, (version.languages or ["ru"])[0]])
    return HeaderButton(_("As the public sees it"), url=url, icon_name="view")
