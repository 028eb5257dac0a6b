"""Wagtail's pages for staff, kept to what this house uses of them.

Departs from stock, where everybody with a way in sees the choosers, the report of translations and, by
its number, the title of any page; where addresses stand that nothing here leads to; and where a form
sent without its fields breaks the page. To be undone address by address, when Wagtail asks itself.
"""

import logging
import re
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import page_not_found
from wagtail.admin import urls as stock
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page, TaskState
from wagtail.utils.urlpatterns import decorate_urlpatterns

from wellbeing.accounts import guards

View = Callable[..., HttpResponse]

# Nothing leads there, and each either breaks or tells everybody what not everybody may see: the history of
# the whole site shows to whoever holds any permission about trainers what was done with those of all regions.
UNUSED = re.compile(
    r"/staff/(failwhale|test404|localize/api|snippets/choose|workflows|reports/site-history)/"
)
# Only who works on pages needs these: they name pages, drafts included, and what pages may link to.
ABOUT_PAGES = re.compile(r"/staff/(pages|documents|choose-[a-z-]+|bulk|localize|tag-autocomplete)/")
# The root of all pages has no place among others; Wagtail looks for it there all the same.
OF_A_PAGE_AMONG_OTHERS = {
    f"wagtailadmin_pages:{name}" for name in ("lock", "unlock", "move_confirm", "set_page_position")
}
# What Wagtail reads from a form without asking whether it is there, in its own way.
READ_UNASKED = {"wagtailadmin_choose_page_external_link": ["external-link-chooser-url"]}

log = logging.getLogger(__name__)


def kept(view: View) -> View:
    """The view for who may see it; a form that lacks a field is answered with 400, and logged without it."""

    @wraps(view)
    def within(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            if UNUSED.match(request.path_info) or _is_about_the_root(request, kwargs):
                return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
            if ABOUT_PAGES.match(request.path_info) and not _may_see(request, kwargs):
                return guards.forbidden(request)
        try:
            if request.user.is_authenticated and request.method == "POST":
                _ = [request.POST[field] for field in READ_UNASKED.get(_name(request), ())]
            return view(request, *args, **kwargs)
        except MultiValueDictKeyError as missing:
            log.warning("A form came without one of its fields.", exc_info=True)
            raise BadRequest from missing

    return within


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _is_about_the_root(request: HttpRequest, kwargs: dict[str, object]) -> bool:
    if _name(request) not in OF_A_PAGE_AMONG_OTHERS:
        return False
    number = kwargs.get("page_to_move_id", kwargs.get("page_id"))
    return Page.objects.filter(pk=number, depth=1).exists()


def _may_see(request: HttpRequest, kwargs: dict[str, object]) -> bool:
    """For several rows at once it is enough to change rows of that kind, or to hold one of the `permissions`
    that the action names itself."""
    if guards.works_on_pages(request.user) or _is_asked_about(request, kwargs):
        return True
    if _name(request) != "wagtail_bulk_action":
        return False
    app, model = kwargs["app_label"], kwargs["model_name"]
    asked = bulk_action_registry.get_bulk_action_class(app, model, kwargs["action"])
    named = getattr(asked, "permissions", ())
    return any(
        request.user.has_perm(each)
        for each in (*named, *(f"{app}.{action}_{model}" for action in ("add", "change", "delete")))
    )


def _is_asked_about(request: HttpRequest, kwargs: dict[str, object]) -> bool:
    """Whether a page waits for this colleague's approval, who need not work on pages otherwise."""
    waiting = TaskState.objects.reviewable_by(request.user)
    page = kwargs.get("page_id")
    return page is not None and waiting.filter(workflow_state__object_id=str(page)).exists()


urlpatterns = decorate_urlpatterns(stock.urlpatterns, kept)
