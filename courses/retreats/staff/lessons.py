"""What the team of a retreat learnt from it, under headings, for those who plan the next ones."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from courses.retreats import scope
from courses.retreats.actions.afterwards import lessons
from courses.retreats.models import Lesson, Retreat
from courses.retreats.models.afterwards import LONGEST_LESSON
from courses.retreats.refusals import Refused
from courses.retreats.staff import frame, trails
from trainers.staff.forms import StaffForm
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff


class LessonForm(StaffForm):
    heading = forms.ChoiceField(label=gettext_lazy("about what"), choices=Lesson.Heading.choices)
    kind = forms.ChoiceField(label=gettext_lazy("worked or not"), choices=Lesson.Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("lesson learnt"),
        max_length=LONGEST_LESSON,
        help_text=gettext_lazy(
            "About the retreat, never about a person. Your name and the day stand beside it."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any] | None:
    """Once it is over."""
    return {"count": retreat.lessons.count()} if lessons.is_over(retreat, now) else None


@staff(*scope.SEES_RETREATS)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """What is written down, and one more."""
    seen, form = frame.retreat(request, retreat_id), LessonForm(request.POST or None)
    if form.is_valid():
        try:
            by, now = frame.colleague(request), frame.now()
            lessons.write(retreat=seen.pk, by=by, now=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is kept for two years, for those who plan the next retreats."))
            return redirect("retreats_staff:lessons", seen.pk)
    context = {"retreat": seen, "form": form, "lessons": seen.lessons.all()}
    context["is_over"] = lessons.is_over(seen, frame.now())
    title, trail = _("What we learnt"), trails.retreat(seen)
    return frame.page(request, "lessons", title, context, trail=trail, status=400 if form.errors else 200)


@staff(*scope.SEES_RETREATS)
@require_POST
def remove(request: HttpRequest, retreat_id: UUID, lesson_id: UUID) -> HttpResponse:
    """Delete a lesson; of the team anybody may, should something about a person have got in."""
    seen = frame.retreat(request, retreat_id)
    lessons.remove(retreat=seen, lesson=lesson_id)
    messages.success(request, _("The lesson is deleted."))
    return redirect("retreats_staff:lessons", seen.pk)
