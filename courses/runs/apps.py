from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RunsConfig(AppConfig):
    name = "courses.runs"
    label = "runs"
    verbose_name = _("Runs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.runs import team_kind  # noqa: PLC0415 - reads the models
        from wellbeing.accounts import kinds  # noqa: PLC0415 - the same

        kinds.register(team_kind.KIND)
