from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "courses.content"
    label = "content"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms import navigation  # noqa: PLC0415  models are there only now
        from courses.content import following  # noqa: PLC0415  it looks at models
        from courses.content.models import CourseIndexPage, CoursePage, LessonPage  # noqa: PLC0415  as above

        navigation.follow_deleting(CourseIndexPage, CoursePage, LessonPage)
        following.follow_publishing()
        # After every `migrate`, as the roles: so the way is there before the first page.
        post_migrate.connect(_set_up_review, sender=self, dispatch_uid="set_up_review")


def _set_up_review(*, apps: Apps = installed, **_kwargs: object) -> None:
    try:
        apps.get_model("content", "SecondPerson")
    except LookupError:  # Not yet, or not any more.
        return
    from courses.content.actions import reviewing  # noqa: PLC0415  models are there only now

    reviewing.set_up_review()
