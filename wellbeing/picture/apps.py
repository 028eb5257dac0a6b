from django.apps import AppConfig


class PictureConfig(AppConfig):
    name = "wellbeing.picture"
    label = "picture"
