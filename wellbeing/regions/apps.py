from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class RegionsConfig(AppConfig):
    name = "wellbeing.regions"
    label = "regions"

    def ready(self) -> None:
        # After every `migrate` rather than in a data migration: the files stay the one source, a
        # corrected name needs no migration, and a flushed test database gets its regions back.
        post_migrate.connect(_load, sender=self, dispatch_uid="load_regions")


def _load(*, apps: Apps = installed, **_kwargs: object) -> None:
    try:
        apps.get_model("regions", "Region")
    except LookupError:  # Only some other app was migrated, or this one back to nothing.
        return
    from wellbeing.regions import actions  # noqa: PLC0415 - models can be imported only by now

    actions.load_regions()
