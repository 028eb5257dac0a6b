from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.core import checks
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "wellbeing.accounts"
    label = "accounts"

    def ready(self) -> None:
        from wellbeing.accounts import coordinators, kinds  # noqa: PLC0415 - reads the models
        from wellbeing.accounts.checks import check_roles  # noqa: PLC0415 - the same

        kinds.register(coordinators.KIND)
        checks.register(check_roles)
        # After every `migrate` rather than in a data migration: the file stays the one source, and
        # a permission that a later migration brings is given without another one.
        post_migrate.connect(_sync_roles, sender=self, dispatch_uid="sync_roles")


def _sync_roles(*, apps: Apps = installed, **_kwargs: object) -> None:
    try:
        apps.get_model("wagtailcore", "GroupPagePermission")
    except LookupError:  # Only some other app was migrated, or Wagtail back to nothing.
        return
    from wellbeing.accounts import actions  # noqa: PLC0415 - models can be imported only by now

    actions.sync_roles()
