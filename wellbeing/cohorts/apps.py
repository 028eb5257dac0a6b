from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "wellbeing.cohorts"
    label = "cohorts"
