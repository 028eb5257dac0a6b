"""Lists as Wagtail shows them, with its search and filters, for those who hold one of some permissions."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, ButtonWithDropdown

from trainers import exporting
from trainers.scope import Colleague
from trainers.staff import exports
from wellbeing.privacy.guards import staff


class CountedPaginator(WagtailPaginator):
    """Wagtail has one plural for every number; Russian has two, so the number stands apart from the word."""

    @cached_property
    def items_count_label(self) -> str:
        return _("In all: %(count)d") % {"count": self.count}


class Listing(generic.IndexView):
    """A list of what this colleague may see. Who may call it at all is said by `addresses`."""

    # Wagtail cuts a wide table off on a phone; here it can be moved.
    results_template_name = "trainers/staff/list_results.html"
    any_permission_required = None
    search_backend_name = None
    paginate_by = 50
    paginator_class = CountedPaginator
    # What `staff.exports` calls this list, where it can be had as a file.
    exported_as = ""
    # A Wagtail list sorted by more than one column takes a tuple here.
    default_ordering: Any = None

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return downloads(self.request.user, self.exported_as)


class PartColumn(Column):
    """A cell that a template of ours makes from `value`."""

    def __init__(self, name: str, *, template: str, **options: Any) -> None:
        super().__init__(name, **options)
        self.cell_template_name = f"trainers/staff/{template}.html"


def downloads(user: Colleague, name: str) -> list[Button]:
    """A list as a file, for those who may take it away."""
    wanted = exports.LISTS.get(name)
    if not wanted or not any(user.has_perm(each) for each in wanted.permissions):
        return []
    return [
        Button(
            _("Download, %(kind)s") % {"kind": kind.upper()},
            url=reverse("trainers:export", args=[name, kind]),
            icon_name="download",
        )
        for kind in exporting.KINDS
    ]


def more(user: Colleague, name: str) -> list[ButtonWithDropdown]:
    """The same for the header of a page that is no list of Wagtail's, where its lists have it."""
    found = downloads(user, name)
    if not found:
        return []
    attrs = {"aria-label": _("Actions")}
    classes = "w-h-slim-header"
    return [ButtonWithDropdown(buttons=found, icon_name="dots-horizontal", attrs=attrs, classname=classes)]


def addresses(view: type[Listing], name: str, *permissions: str) -> list[URLPattern]:
    """The list, and the part of it that searching and filtering bring anew."""
    names = {"index_url_name": f"trainers:{name}", "index_results_url_name": f"trainers:{name}_results"}
    guarded = staff(*permissions)
    return [
        path(f"{name}/", guarded(view.as_view(**names)), name=name),
        path(f"{name}/results/", guarded(view.as_view(**names, results_only=True)), name=f"{name}_results"),
    ]
