"""The check-in of a group: whoever has a pulse code answers five questions, and nobody learns who did.

The code travels in the body alone; no session, no cookie, and nothing of a request is kept but one sealed
number among the others of the group.
"""

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wellbeing.assessments.pulse import pages
from wellbeing.assessments.rules.load import load
from wellbeing.assessments.taking import catalogue
from wellbeing.assessments.taking.answers import BadAnswers
from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.cohorts import refusals
from wellbeing.cohorts.actions import answering
from wellbeing.cohorts.actions.answering import Opening
from wellbeing.privacy.guards import public

# The check-in that groups answer, by its address among the self-checks.
CHECK = "week"
STATUS: dict[type[refusals.Refused], int] = {refusals.TooManyNow: HTTPStatus.TOO_MANY_REQUESTS}


@public("GET", "POST")
def take(request: HttpRequest) -> HttpResponse:
    """Ask for the code; then the questions, in the language of the group; then one's own result."""
    language = translation.get_language() or "ru"
    if request.method != "POST":
        return HttpResponse(pages.ask(language))
    typed, today = request.POST.get("code", ""), timezone.localdate()
    try:
        return _opened_at_last(request.POST, typed, today)
    except refusals.Refused as refused:
        status = STATUS.get(type(refused), HTTPStatus.OK)
        return HttpResponse(pages.refused(typed, _sentence(refused), language), status=status)


def _opened_at_last(form: QueryDict, typed: str, today: date) -> HttpResponse:
    """Looked at once more where somebody was faster, with the version of before."""
    try:
        return _opened(form, typed, today)
    except refusals.OtherMeasure:
        return _opened(form, typed, today)


def _opened(form: QueryDict, typed: str, today: date) -> HttpResponse:
    opening = answering.find(typed, today=today)
    with translation.override(opening.language):
        shown = _asked(opening)
        if shown is None:
            sentence = _("The questions are not there today.")
            return HttpResponse(pages.refused(typed, sentence, opening.language))
        if "v" in form:
            return _read(form, shown, typed, today)
        return HttpResponse(pages.counted(shown) if opening.has_answered else pages.questions(shown, typed))


def _read(form: QueryDict, shown: Shown, typed: str, today: date) -> HttpResponse:
    """What the answers lead to, if they are answers to these questions."""
    if form["v"] != shown.code:
        return HttpResponse(pages.changed(shown, typed), status=HTTPStatus.CONFLICT)
    try:
        line = shown.sheet.from_form(form.getlist)
    except BadAnswers as wrong:
        marked = shown.sheet.readable(form.getlist)
        page = pages.questions(shown, typed, marked=marked, bad=wrong.questions)
        return HttpResponse(page, status=HTTPStatus.BAD_REQUEST)
    return _answered(shown, typed, line, today)


def _answered(shown: Shown, typed: str, line: str, today: date) -> HttpResponse:
    results = shown.plan.score(shown.sheet.codes(line))
    weighed = load(shown.instrument.scales, results)
    if weighed is None:
        return HttpResponse(pages.too_few(shown, typed, line))
    is_new = answering.add(
        typed=typed, measure=shown.code, value=weighed.value, band=weighed.band, today=today
    )
    return HttpResponse(pages.result(shown, results, line, is_new=is_new))


def _asked(opening: Opening) -> Shown | None:
    """The version that the group has answered before, or the present one for the first who answers."""
    if opening.measure:
        return catalogue.version(opening.measure, opening.language)
    return catalogue.current(CHECK, opening.language)


def _sentence(refused: refusals.Refused) -> str:
    """Why nothing opens, for whoever typed the code."""
    match refused:
        case refusals.TooManyNow():
            return _("Too many codes are tried at this moment. Nothing is lost: wait a minute, press again.")
        case refusals.NotOpen(opens_on=date() as day):
            said = _("The questions are closed now. They open on %(day)s, with the same code.")
            return said % {"day": date_format(day, "DATE_FORMAT")}
        case refusals.NotOpen():
            return _("The time to answer is over. Thank you for thinking of it.")
    return _("This code opens no questions. Check it for slips. When the time of a group is over, none do.")
