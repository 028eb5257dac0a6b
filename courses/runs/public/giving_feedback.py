"""Taking what somebody says of a run. The place code travels in the body, and what is said knows it not."""

from datetime import datetime
from http import HTTPStatus

from django.http import HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from courses.runs.actions import enrolling, feedback
from courses.runs.public import pages
from courses.runs.public.feedback import FeedbackForm


def give(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    """Raises refusals.NoSuchPlace, refusals.NoFeedbackNow, refusals.FeedbackGiven."""
    mine, form, language = enrolling.find(code), FeedbackForm(typed), translation.get_language() or "ru"
    if not form.is_valid():
        page = pages.place(mine, code, now, language, typed_forms={"feedback": form})
        return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)
    feedback.give(code=code, said=form.said(), now=now)
    said = _("Thank you. It is sealed, and nothing leads from it to you.")
    return HttpResponse(pages.place(mine, code, now, language, said=said))
