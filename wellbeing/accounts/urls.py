"""The addresses of signing in and of one's own account, all under `/staff/` and before Wagtail's.

Of allauth's views only these have an address: no sign-up, no mail, no reset of a password by mail.
"""

from django.urls import path, re_path
from wagtail.admin.auth import require_admin_access

from wellbeing.accounts import sign_in, views
from wellbeing.accounts.guards import entrance, signed_in

urlpatterns = [
    path("login/", entrance(sign_in.sign_in), name="account_login"),
    path("login/second/", entrance(sign_in.second_step), name="mfa_authenticate"),
    path("login/passkey/", entrance(sign_in.sign_in_by_passkey), name="mfa_login_webauthn"),
    path("logout/", entrance(sign_in.sign_out), name="account_logout"),
    re_path(r"^password_reset/(?P<rest>.*)$", views.nothing_here),
    path("confirm/", signed_in(sign_in.confirm_by_password), name="account_reauthenticate"),
    path("confirm/code/", signed_in(sign_in.confirm_by_code), name="mfa_reauthenticate"),
    path("confirm/passkey/", signed_in(sign_in.confirm_by_passkey), name="mfa_reauthenticate_webauthn"),
    path(
        "account/", signed_in(require_admin_access(views.OwnAccount.as_view())), name="wagtailadmin_account"
    ),
    path("account/password/", signed_in(sign_in.change_password), name="account_change_password"),
    path("account/ways/", signed_in(sign_in.list_factors), name="mfa_index"),
    path("account/ways/", signed_in(sign_in.list_factors), name="mfa_list_webauthn"),
    path("account/ways/app/", signed_in(sign_in.add_app), name="mfa_activate_totp"),
    path("account/ways/app/remove/", signed_in(sign_in.remove_app), name="mfa_deactivate_totp"),
    path("account/ways/codes/", signed_in(sign_in.show_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/ways/codes/new/", signed_in(sign_in.draw_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path("account/ways/passkey/", signed_in(sign_in.add_passkey), name="mfa_add_webauthn"),
    path("account/ways/passkey/<int:pk>/", signed_in(sign_in.rename_passkey), name="mfa_edit_webauthn"),
    path(
        "account/ways/passkey/<int:pk>/remove/", signed_in(sign_in.remove_passkey), name="mfa_remove_webauthn"
    ),
]
