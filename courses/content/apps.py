from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "courses.content"
    label = "content"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms import navigation  # noqa: PLC0415  models are there only now
        from courses.content import following  # noqa: PLC0415
        from courses.content.models import CourseIndexPage, CoursePage, LessonPage  # noqa: PLC0415

        navigation.follow_deleting(CourseIndexPage, CoursePage, LessonPage)
        following.follow_publishing()
