"""What allauth asks us: whom to throttle, what to keep, what counts as a second factor.

Everything here that starts with an underscore overrides allauth's own name; a test watches each,
because allauth may rename them.
"""

import time
from base64 import b64decode, b64encode
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from wellbeing.accounts import keys
from wellbeing.accounts.models import User

NEUTRAL_NAME = "staff"
MAIN_FACTORS = frozenset({Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN})


class AccountAdapter(DefaultAccountAdapter):
    """Signs in by password and keeps no address, agent or typed name anywhere."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """One word for everybody, so that every limit that allauth counts by address is a global one."""
        return "everybody"

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        username = str(credentials.get("username", "")).lower()
        return keys.keyed_hash(username, label=keys.TYPED_USERNAME).hex()

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """As allauth does, but a colleague who may no longer sign in is told no more than a stranger."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        for record in get_authentication_records(request, user):
            record.pop("username", None)
        response: HttpResponse | None = super().pre_login(request, user, **details)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        self.add_message(request, messages.ERROR, message=gettext("This did not work. Please try again."))
        return redirect("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtailadmin_home")

    def is_reauthentication_required(self, *, app: str, **_details: object) -> bool:
        """Not within five minutes of any sign-in or confirmation: allauth itself would ask somebody
        for the password they have typed a second ago."""
        records = get_authentication_records(context.request, context.request.user)
        newest = max((record["at"] for record in records), default=0.0)
        return bool(time.time() - newest > account_settings.REAUTHENTICATION_TIMEOUT)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps second factors sealed, and says nothing of the site on a colleague's phone."""

    def encrypt(self, text: str) -> str:
        return b64encode(SecretBox(keys.key(keys.SECOND_FACTOR)).encrypt(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed; once SECRET_KEY has changed, a secret that nobody holds, so that no code fits."""
        try:
            return SecretBox(keys.key(keys.SECOND_FACTOR)).decrypt(b64decode(encrypted_text)).decode()
        except CryptoError:
            return str(generate_totp_secret())

    def is_mfa_enabled(self, user: User, types: list[str] | None = None) -> bool:
        """Recovery codes are a second factor by themselves: a new colleague gets them with the
        password, on another way, so that nobody can come in and enrol with the password alone."""
        if types and set(types) >= MAIN_FACTORS:
            types = [*types, Authenticator.Type.RECOVERY_CODES]
        return bool(super().is_mfa_enabled(user, types))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Never the last one."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=MAIN_FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def get_totp_label(self, user: User) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return NEUTRAL_NAME

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": NEUTRAL_NAME}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
