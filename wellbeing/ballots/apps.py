from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "wellbeing.ballots"
    label = "ballots"
