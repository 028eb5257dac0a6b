"""Pathways in Wagtail's admin: their versions, which are all there is to do, and their names."""

from django.forms import ModelForm
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from cms.guarded import GuardedViewSet
from trainers.actions import pathways
from trainers.models import Pathway, PathwayVersion
from trainers.staff import pathways as pages
from trainers.staff import pathways_form, pathways_publishing


class PathwayVersionViewSet(GuardedViewSet):
    model = PathwayVersion
    icon = "clipboard-list"
    menu_label = _("Pathways")
    url_prefix = "trainers/pathways"
    url_namespace = "pathway_versions"
    index_view_class = pages.VersionIndexView
    edit_view_class = pages.VersionEditView
    delete_view_class = pages.VersionDeleteView
    inspect_view_class = pages.VersionInspectView
    inspect_view_enabled = True
    edit_handler = pathways_form.EDIT_HANDLER
    list_per_page = 50
    ordering = ("pathway__slug", "-number")

    def get_urlpatterns(self) -> list[URLPattern]:
        """A pathway starts with its names, so the page for that takes the place of the stock one."""
        stock = [pattern for pattern in super().get_urlpatterns() if pattern.name != "add"]
        return [
            *stock,
            path("new/", pathways_publishing.start, name="add"),
            path("<slug:slug>/<int:number>/new-draft/", pathways_publishing.new_draft, name="new_draft"),
            path("<slug:slug>/<int:number>/check/", pathways_publishing.check, name="check"),
            path("<slug:slug>/<int:number>/publish/", pathways_publishing.publish, name="publish"),
            path("<slug:slug>/<int:number>/move/", pathways_publishing.move, name="move"),
        ]


class PathwayForm(ModelForm[Pathway]):
    class Meta:
        model = Pathway
        fields = ["name_ru", "name_en"]

    def save(self, *_args: object, **_kwargs: object) -> Pathway:
        return pathways.rename(pathway=self.instance)


class PathwayViewSet(GuardedViewSet):
    """Names alone: the short name is part of an address, and an address stays."""

    model = Pathway
    icon = "clipboard-list"
    menu_label = _("Names of pathways")
    url_prefix = "trainers/pathways/names"
    url_namespace = "pathways"
    list_display = ["name_ru", "name_en", "slug"]
    ordering = ("slug",)
    without = ("usage", "add", "delete")

    def get_form_class(self, *_args: object, **_kwargs: object) -> type[PathwayForm]:
        return PathwayForm
