"""Courses and their lessons. Anyone reads them; nothing of the reading stays on the server."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import LESSON
from courses.content.addresses import LessonCopyForm, refuse_taken
from courses.content.handbook.models import Handbook
from courses.content.review import Reviewed, SecondPerson

__all__ = ["CourseIndexPage", "CoursePage", "Handbook", "LessonPage", "SecondPerson"]


class CourseIndexPage(Reviewed):
    """The list of all courses."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["content.CoursePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of courses")
        verbose_name_plural = _("lists of courses")

    def courses(self) -> list["CoursePage"]:
        """The published courses, each with `lesson_count` and `minute_count`. Two queries."""
        courses = list(CoursePage.objects.child_of(self).live())
        deep = self.depth + 1
        below = (
            LessonPage.objects.descendant_of(self)
            .live()
            .annotate(course=Substr("path", 1, deep * Page.steplen))
            .order_by()
            .values_list("course")
            .annotate(Count("pk"), Sum("minutes"))
        )
        counted = {course: (lessons, minutes) for course, lessons, minutes in below}
        for course in courses:
            course.lesson_count, course.minute_count = counted.get(course.path, (0, 0))
        return courses

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"courses": self.courses()}


class CoursePage(RoutablePageMixin, Reviewed):
    """A course: what it is for, and its lessons in their order."""

    parent_page_types = ["content.CourseIndexPage"]
    subpage_types = ["content.LessonPage"]

    body = StreamField(LESSON, blank=True, verbose_name=_("body"))

    lesson_count: int
    minute_count: int

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def lessons(self) -> QuerySet["LessonPage"]:
        """The published lessons in their order."""
        return LessonPage.objects.child_of(self).live().order_by("path")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        lessons = list(self.lessons().defer("body"))
        return super().get_context(request, *args, **kwargs) | {
            "lessons": lessons,
            "minute_count": sum(lesson.minutes for lesson in lessons),
        }

    @path("")
    def show(self, request: HttpRequest) -> HttpResponse:
        return self.render(request)

    @path("card/")
    def show_card(self, request: HttpRequest) -> HttpResponse:
        """One sheet with a box to tick for each lesson; the only place where progress is kept."""
        return self.render(request, template="content/course_card.html")


class LessonPage(Reviewed):
    """A lesson of ten to twenty minutes."""

    parent_page_types = ["content.CoursePage"]
    subpage_types: list[str] = []
    copy_form_class = LessonCopyForm

    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("How long reading and exercises take an unhurried reader."),
    )
    body = StreamField(LESSON, blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("minutes"), FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        permissions = [("approve_lessonpage", _("Can approve lessons that somebody else wrote"))]
        constraints = [
            models.CheckConstraint(
                name="lesson_takes_some_minutes", condition=models.Q(minutes__gte=1, minutes__lte=90)
            )
        ]

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | self._place()

    def clean(self) -> None:
        super().clean()
        try:
            refuse_taken(self.slug, CoursePage.get_subpage_urls())
        except ValidationError as error:
            raise ValidationError({"slug": error}) from None

    def _place(self) -> dict[str, Any]:
        """The course and the neighbours; a lesson that is not published yet has no number."""
        lessons = list(LessonPage.objects.sibling_of(self).live().order_by("path").defer("body"))
        keys = [lesson.pk for lesson in lessons]
        number = keys.index(self.pk) + 1 if self.pk in keys else 0
        return {
            "course": self.get_parent(),
            "number": number,
            "lesson_count": len(lessons),
            "before": lessons[number - 2] if number > 1 else None,
            "after": lessons[number] if 0 < number < len(lessons) else None,
        }
