"""No staff page without a second factor."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wellbeing.accounts import guards

STAFF_PREFIX = "/staff/"
ENTRANCE = frozenset(
    {
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)
ENROLMENT = frozenset({"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"})


class SecondFactorRequired:
    """Lets nobody past the pages that enrol a second factor who has not signed in with one.

    1. The pages of signing in and out are open.
    2. Who signed in with a password alone, because there was nothing else yet, may enrol.
    3. If the account has a second factor by now, such a session is over: it may be a stranger's.
    4. Who has no role at all sees a page that says so, not Wagtail's endless redirect.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.path_info.startswith(STAFF_PREFIX) or name in ENTRANCE:
            return None
        if not request.user.is_authenticated:
            return None
        if not _used_second_factor(request):
            return _lead_to_second_factor(request, name)
        is_own_account = getattr(view, "guard", None) == "signed in"
        if not is_own_account and not request.user.has_perm("wagtailadmin.access_admin"):
            return guards.forbidden(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Asks to confirm who is there, before allauth does: it would put the whole request, with
        the client's address, agent and form, into the session."""
        if not isinstance(exception, ReauthenticationRequired):
            return None
        methods = get_adapter().get_reauthentication_methods(request.user)
        if not methods:
            return redirect("account_login")
        return redirect(f"{methods[0]['url']}?{urlencode({'next': request.path})}")


def _used_second_factor(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def _lead_to_second_factor(request: HttpRequest, name: str) -> HttpResponse | None:
    if is_mfa_enabled(request.user):
        logout(request)
        return redirect("account_login")
    if name in ENROLMENT:
        return None
    return redirect(reverse("mfa_index"))
