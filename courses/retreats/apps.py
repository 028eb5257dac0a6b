from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetreatsConfig(AppConfig):
    name = "courses.retreats"
    label = "retreats"
    verbose_name = _("Retreats")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.retreats import team_kinds  # noqa: PLC0415 - reads the models
        from wellbeing.accounts import kinds  # noqa: PLC0415 - the same

        for kind in team_kinds.EVERY:
            kinds.register(kind)
