from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "wellbeing.privacy"
    label = "privacy"
