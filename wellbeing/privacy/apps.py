import logging

from django.apps import AppConfig
from django.core import checks as system_checks

from wellbeing.privacy import checks


class PrivacyConfig(AppConfig):
    name = "wellbeing.privacy"
    label = "privacy"

    def ready(self) -> None:
        # A warning may hold a value, as that of a time without a zone does: it goes the way of the logs.
        logging.captureWarnings(True)
        system_checks.register(checks.check_retention, system_checks.Tags.models)
