"""allauth's views, dressed as pages of ours; only those that staff need have an address (`urls`)."""

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FORM = "accounts/form.html"


class ActivateApp(totp.ActivateTOTPView):
    """Enrols a one-time code app. The code just typed counts for the session that is on."""

    template_name = "accounts/add_app.html"

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.TOTP)
        return response


class PasskeyForm(AddWebAuthnForm):
    """Every passkey here also signs in by itself, so there is nothing to choose."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"].label = _("What you call it")


class AddPasskey(webauthn.AddWebAuthnView):
    """Enrols a passkey. The touch or the look just given counts for the session that is on."""

    template_name = "accounts/add_passkey.html"
    form_class = PasskeyForm

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):
    """Takes a passkey away, but never the last way to sign in."""

    template_name = FORM
    extra_context = {"title": _("Remove a passkey"), "button": _("Remove"), "back": "mfa_index"}

    def form_valid(self, form: Form) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.get_object()):
            message = gettext("This is your last passkey or app. Add another one first.")
            messages.error(self.request, message)
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response


sign_in = account.LoginView.as_view(template_name="accounts/sign_in.html")
sign_in_by_passkey = webauthn.LoginWebAuthnView.as_view()
second_step = factors.AuthenticateView.as_view(template_name="accounts/second_step.html")
sign_out = account.LogoutView.as_view(
    template_name=FORM, extra_context={"title": _("Sign out"), "button": _("Sign out")}
)

confirm_by_password = account.ReauthenticateView.as_view(
    template_name=FORM,
    extra_context={
        "title": _("Is it you?"),
        "says": _("What follows changes how you sign in. Please type your password once more."),
        "button": _("Confirm"),
    },
)
confirm_by_code = factors.ReauthenticateView.as_view(
    template_name=FORM,
    extra_context={
        "title": _("Is it you?"),
        "says": _("What follows changes how you sign in. Please type a code from your app."),
        "button": _("Confirm"),
    },
)
confirm_by_passkey = webauthn.ReauthenticateWebAuthnView.as_view(
    template_name="accounts/confirm_by_passkey.html"
)

list_factors = factors.IndexView.as_view(template_name="accounts/factors.html")
add_app = ActivateApp.as_view()
remove_app = totp.DeactivateTOTPView.as_view(
    template_name=FORM,
    extra_context={
        "title": _("Remove the code app"),
        "says": _("Codes from this app will no longer let you in."),
        "button": _("Remove"),
        "back": "mfa_index",
    },
)
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
rename_passkey = webauthn.EditWebAuthnView.as_view(
    template_name=FORM,
    extra_context={"title": _("Rename a passkey"), "button": _("Save"), "back": "mfa_index"},
)
show_recovery_codes = recovery.ViewRecoveryCodesView.as_view(template_name="accounts/recovery_codes.html")
draw_recovery_codes = recovery.GenerateRecoveryCodesView.as_view(
    template_name=FORM,
    extra_context={
        "title": _("New recovery codes"),
        "says": _("Ten new codes are drawn. Those you have now will no longer work."),
        "button": _("Draw new codes"),
        "back": "mfa_index",
    },
)
change_password = account.PasswordChangeView.as_view(
    template_name=FORM,
    extra_context={"title": _("Change the password"), "button": _("Save"), "back": "wagtailadmin_account"},
)
