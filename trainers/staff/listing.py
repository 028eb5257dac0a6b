"""Lists as Wagtail shows them, with its search and filters, for those who hold one of some permissions."""

from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from wellbeing.privacy.guards import staff


class Listing(generic.IndexView):
    """A list of what this colleague may see. Who may call it at all is said by `addresses`."""

    any_permission_required = None
    search_backend_name = None
    paginate_by = 50
    # A Wagtail list sorted by more than one column takes a tuple here.
    default_ordering: Any = None


class PartColumn(Column):
    """A cell that a template of ours makes from `value`."""

    def __init__(self, name: str, *, template: str, **options: Any) -> None:
        super().__init__(name, **options)
        self.cell_template_name = f"trainers/staff/{template}.html"


def addresses(view: type[Listing], name: str, *permissions: str) -> list[URLPattern]:
    """The list, and the part of it that searching and filtering bring anew."""
    names = {"index_url_name": f"trainers:{name}", "index_results_url_name": f"trainers:{name}_results"}
    guarded = staff(*permissions)
    return [
        path(f"{name}/", guarded(view.as_view(**names)), name=name),
        path(f"{name}/results/", guarded(view.as_view(**names, results_only=True)), name=f"{name}_results"),
    ]
