from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    """The project itself, so that its management commands are found."""

    name = "wellbeing"
    label = "wellbeing"
