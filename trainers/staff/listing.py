"""Lists as Wagtail shows them, with its search and filters, for those who hold one of some permissions."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from trainers import exporting
from trainers.staff import exports
from wellbeing.privacy.guards import staff


class Listing(generic.IndexView):
    """A list of what this colleague may see. Who may call it at all is said by `addresses`."""

    # Wagtail cuts a wide table off on a phone; here it can be moved.
    results_template_name = "trainers/staff/list_results.html"
    any_permission_required = None
    search_backend_name = None
    paginate_by = 50
    # What `staff.exports` calls this list, where it can be had as a file.
    exported_as = ""
    # A Wagtail list sorted by more than one column takes a tuple here.
    default_ordering: Any = None

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The list as a file, for those who may take it away."""
        wanted = exports.LISTS.get(self.exported_as)
        if not wanted or not any(self.request.user.has_perm(each) for each in wanted.permissions):
            return []
        return [
            Button(
                _("Download, %(kind)s") % {"kind": kind.upper()},
                url=reverse("trainers:export", args=[self.exported_as, kind]),
                icon_name="download",
            )
            for kind in exporting.KINDS
        ]


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
