from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "wellbeing.assessments"
    label = "assessments"
