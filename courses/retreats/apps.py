from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetreatsConfig(AppConfig):
    name = "courses.retreats"
    label = "retreats"
    verbose_name = _("Retreats")
    default_auto_field = "django.db.models.BigAutoField"
