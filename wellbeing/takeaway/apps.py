from django.apps import AppConfig


class TakeawayConfig(AppConfig):
    name = "wellbeing.takeaway"
    label = "takeaway"
