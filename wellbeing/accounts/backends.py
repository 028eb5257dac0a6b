"""Who asks, and what they may do: read by two questions of each staff page instead of four."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from wellbeing.accounts.models import User


class Backend(AuthenticationBackend):
    """allauth's. Undo it when Django reads all permissions at once, and Wagtail the profile with its user."""

    def get_user(self, user_id: Any) -> User | None:
        """With the profile that Wagtail looks into on every page."""
        user = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Those of the roles and, as Django has it, one's own."""
        if (
            user_obj.is_active
            and user_obj.pk
            and not (user_obj.is_superuser or hasattr(user_obj, "_perm_cache"))
        ):
            given = Permission.objects.filter(Q(group__user=user_obj) | Q(user=user_obj))
            names = given.order_by().values_list("content_type__app_label", "codename").distinct()
            user_obj._perm_cache = {f"{app}.{name}" for app, name in names}
        found: set[str] = super().get_all_permissions(user_obj, obj)
        return found
