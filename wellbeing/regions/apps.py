from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "wellbeing.regions"
    label = "regions"
