from django.apps import AppConfig


class CheckinsConfig(AppConfig):
    name = "wellbeing.checkins"
    label = "checkins"

    def ready(self) -> None:
        from wellbeing.checkins import following  # noqa: PLC0415  models are there only now

        following.follow_covers()
