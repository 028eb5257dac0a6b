"""The admin's pages of pathways: the list of versions, the form of a draft, a version read or deleted."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
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

from trainers import describing, refusals
from trainers.actions import pathways
from trainers.models import PathwayVersion, Requirement
from trainers.staff.pathways_form import KEYS

EDIT = "pathway_versions:edit"
INSPECT = "pathway_versions:inspect"
CHECKERS: tuple[str, ...] = ("trainers.change_pathwayversion", "trainers.publish_pathwayversion")
STARTERS: tuple[str, ...] = ("trainers.add_pathwayversion",)
DRAFT, PUBLISHED = PathwayVersion.Status.DRAFT, PathwayVersion.Status.PUBLISHED


def address(name: str, version: PathwayVersion) -> str:
    """The address of one of our own pages about a version."""
    return reverse(f"pathway_versions:{name}", args=[version.pathway.slug, version.number])


class VersionFilterSet(WagtailFilterSet):
    class Meta:
        model = PathwayVersion
        fields = ["status", "pathway"]


class VersionIndexView(generic.IndexView):
    filterset_class = VersionFilterSet
    results_template_name = "trainers/staff/list_results.html"
    page_title = gettext_lazy("Pathways")
    add_item_label = gettext_lazy("New pathway")

    def get_base_queryset(self) -> QuerySet[PathwayVersion]:
        versions: QuerySet[PathwayVersion] = super().get_base_queryset()
        asked = Count("requirements", distinct=True)
        people = Count("candidacies", distinct=True)
        return versions.select_related("pathway").annotate(asked=asked, people=people)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            self._get_title_column("__str__"),
            StatusTagColumn(
                "status",
                label=gettext_lazy("Status"),
                accessor="get_status_display",
                primary=lambda version: version.status == PUBLISHED,
            ),
            Column(
                "published_month",
                label=gettext_lazy("Published in"),
                accessor=lambda version: (
                    date_format(version.published_month, "F Y") if version.published_month else ""
                ),
            ),
            NumberColumn("asked", label=gettext_lazy("Requirements"), accessor="asked"),
            NumberColumn("people", label=gettext_lazy("People on it"), accessor="people"),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        names = Button(_("Names of pathways"), url=reverse("pathways:index"), icon_name="edit", priority=90)
        is_shown = self.request.user.has_perm("trainers.change_pathway")
        return [*super().header_more_buttons, *([names] if is_shown else [])]

    def get_edit_url(self, instance: PathwayVersion) -> str | None:
        url: str | None = super().get_edit_url(instance) if instance.status == DRAFT else None
        return url

    def get_delete_url(self, instance: PathwayVersion) -> str | None:
        url: str | None = super().get_delete_url(instance) if instance.status == DRAFT else None
        return url

    def get_list_more_buttons(self, instance: PathwayVersion) -> list[Any]:
        return [*super().get_list_more_buttons(instance), *_buttons(instance, self.request, Button)]


def lead_to_reading(request: HttpRequest, version: PathwayVersion) -> HttpResponse:
    messages.warning(request, str(refusals.PublishedAlready()))
    return redirect(INSPECT, version.pk)


class VersionEditView(generic.EditView):
    template_name = "trainers/staff/pathway_edit.html"
    success_message = gettext_lazy("The draft is saved. Nothing changes for anybody before it is published.")
    error_message = gettext_lazy("The draft was not saved: look at what is marked below.")

    def get_queryset(self) -> QuerySet[PathwayVersion]:
        return PathwayVersion.objects.select_related("pathway")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What somebody typed while a colleague published stays on the page, with the form's sentence."""
        self.object = self.get_object()
        is_over = self.object.status != DRAFT and request.method != "POST"
        if is_over and self.user_has_permission(self.permission_required):
            return lead_to_reading(request, self.object)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return _buttons(self.object, self.request, HeaderButton)

    def save_instance(self) -> PathwayVersion:
        """Within the transaction of `form_valid`."""
        pathways.hold(version=self.object, seen=self.form.cleaned_data["seen"])
        version: PathwayVersion = super().save_instance()
        return version

    def form_valid(self, form: ModelForm[PathwayVersion]) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except refusals.Refused as refusal:
            return self._refused(form, str(refusal))
        except IntegrityError:
            said = _("Two requirements exchange their keys. Give one of them another first, and save.")
            return self._refused(form, said)
        return response

    def _refused(self, form: ModelForm[PathwayVersion], sentence: str) -> HttpResponse:
        form.add_error(None, sentence)
        self.produced_error_message = self.get_error_message()
        response: HttpResponse = self.form_invalid(form)
        return response

    def get_success_url(self) -> str:
        return reverse(EDIT, args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return [admin_messages.button(address("check", self.object), _("Check and publish"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keys = Requirement.objects.filter(version=self.object.pk).values_list("key", flat=True)
        context: dict[str, Any] = super().get_context_data(keys=keys, keys_id=KEYS, **kwargs)
        return context


class VersionDeleteView(generic.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.status != DRAFT and self.user_has_permission(self.permission_required):
            return lead_to_reading(request, self.object)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def delete_action(self) -> None:
        with transaction.atomic():
            pathways.hold(version=self.object)
            super().delete_action()

    def form_valid(self, form: ModelForm[PathwayVersion]) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().form_valid(form)
        except refusals.Refused:
            return lead_to_reading(self.request, self.object)
        return response


class VersionInspectView(generic.InspectView):
    template_name = "trainers/staff/pathway_inspect.html"
    page_title = gettext_lazy("Read")

    def get_object(self, queryset: object = None) -> PathwayVersion:
        return PathwayVersion.objects.select_related("pathway").get(pk=super().get_object().pk)

    def get_edit_url(self) -> str | None:
        url: str | None = super().get_edit_url() if self.object.status == DRAFT else None
        return url

    def get_delete_url(self) -> str | None:
        url: str | None = super().get_delete_url() if self.object.status == DRAFT else None
        return url

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return _buttons(self.object, self.request, HeaderButton)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            stages=describing.stages(self.object), numbers=describing.numbers(self.object), **kwargs
        )
        return context


def _buttons(version: PathwayVersion, request: HttpRequest, kind: type[Button]) -> list[Any]:
    """What leads on from a version, for those who may follow."""
    if version.status == DRAFT:
        links = [(CHECKERS, "check", _("Check and publish"), "circle-check")]
    elif version.status == PUBLISHED:
        links = [(STARTERS, "new_draft", _("New draft from this version"), "copy")]
    else:
        links = []
    return [
        kind(label, url=address(name, version), icon_name=icon, priority=15)
        for permissions, name, label, icon in links
        if any(request.user.has_perm(each) for each in permissions)
    ]
