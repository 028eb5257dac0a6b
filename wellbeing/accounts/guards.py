"""Who may call a view under `/staff/`. Each carries its guard in `.guard`, where a test looks for it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin.localization import get_localized_response
from wagtail.permissions import page_permission_policy

from wellbeing.accounts.models import User

View = Callable[..., HttpResponse]


def staff(permission: str) -> Callable[[View], View]:
    """For colleagues who hold one permission; others get a page that says so, with status 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm(permission):
                return forbidden(request)
            return view(request, *args, **kwargs)

        guarded.guard = f"staff:{permission}"  # type: ignore[attr-defined]
        return guarded

    return decorate


def entrance(view: View) -> View:
    """A step of signing in or out: open to whoever comes, throttled by allauth."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return view(request, *args, **kwargs)

    guarded.guard = "entrance"  # type: ignore[attr-defined]
    return guarded


def signed_in(view: View) -> View:
    """For every colleague about their own account, in the language they chose."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        response: HttpResponse = get_localized_response(view, request, *args, **kwargs)
        return response

    guarded.guard = "signed in"  # type: ignore[attr-defined]
    return guarded


def works_on_pages(user: User | AnonymousUser) -> bool:
    """Whether some page is this colleague's to write, change or publish."""
    allowed: bool = page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})
    return allowed


def forbidden(request: HttpRequest) -> HttpResponse:
    """The page for a colleague whose role does not reach this far."""
    return render(request, "accounts/forbidden.html", status=403)
