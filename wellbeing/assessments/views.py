"""The anonymous side: choose an instrument, take it, keep the result, come back to it.

Nothing here reads or writes a session, and nothing is stored but what the person asks to keep or to add.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation

from wellbeing.assessments.actions import histories
from wellbeing.assessments.actions.histories import NoSuchHistory
from wellbeing.assessments.adding import offers
from wellbeing.assessments.adding import views as adding
from wellbeing.assessments.documents import result_document
from wellbeing.assessments.returning import pages as history_pages
from wellbeing.assessments.returning.entries import Entry
from wellbeing.assessments.taking import catalogue
from wellbeing.assessments.taking.answers import BadAnswers
from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.privacy.guards import public


@public("GET")
def choose(request: HttpRequest) -> HttpResponse:
    """The list of what can be taken in this language."""
    return HttpResponse(history_pages.choose(catalogue.listed(_language()), _language()))


@public("GET", "POST")
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask; the answer to the POST is the result, and whatever is done with it comes to this address too."""
    shown = catalogue.current(slug, _language())
    if request.method != "POST":
        if shown is None:
            raise Http404
        return HttpResponse(shown.questions.plain)
    # A form that names no version is taken for the present one.
    answered = catalogue.version(request.POST["v"], _language()) if "v" in request.POST else shown
    if answered is None or answered.slug != slug:
        raise Http404
    try:
        line = _line(request, answered)
    except BadAnswers as wrong:
        marked = answered.sheet.readable(request.POST.getlist)
        return HttpResponse(answered.questions.again(marked, wrong.questions), status=400)
    return ANSWERS.get(request.POST.get("do", ""), _result)(request, answered, line)


def _result(request: HttpRequest, shown: Shown, line: str) -> HttpResponse:
    form = offers.form_for(shown, now=timezone.now())
    return HttpResponse(shown.result.render(shown.plan.score(shown.sheet.codes(line)), line, form=form))


def _document(request: HttpRequest, shown: Shown, line: str) -> HttpResponse:
    response = HttpResponse(result_document(shown, line), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="notes.pdf"'
    return response


def _keep(request: HttpRequest, shown: Shown, line: str) -> HttpResponse:
    entry = _entry(shown, line)
    code = histories.keep(entry=entry, today=timezone.localdate())
    return HttpResponse(history_pages.kept((entry,), new_code=code, typed=code, language=_language()))


def _add(request: HttpRequest, shown: Shown, line: str) -> HttpResponse:
    typed = request.POST.get("code", "")
    try:
        kept = histories.add(typed=typed, entry=_entry(shown, line), today=timezone.localdate())
    except NoSuchHistory:
        return HttpResponse(history_pages.not_found(typed, _language(), adding=(shown, line)))
    return HttpResponse(history_pages.kept(kept, new_code="", typed=typed, language=_language()))


ANSWERS: dict[str, Callable[[HttpRequest, Shown, str], HttpResponse]] = {
    "pdf": _document,
    "keep": _keep,
    "add": _add,
    "place": adding.choose,
    "picture": adding.add,
}


@public("GET", "POST")
def come_back(request: HttpRequest) -> HttpResponse:
    """The sealed history: ask for the code, then show it; the code travels in the body alone."""
    if request.method != "POST":
        return HttpResponse(history_pages.ask(_language()))
    typed = request.POST.get("code", "")
    try:
        return HttpResponse(_with_code(request.POST.get("do", ""), typed))
    except NoSuchHistory:
        return HttpResponse(history_pages.not_found(typed, _language()))


def _with_code(wanted: str, typed: str) -> bytes:
    language, today = _language(), timezone.localdate()
    if wanted == "change":
        new_code, kept = histories.change_code(typed=typed, today=today)
        return history_pages.kept(kept, new_code=new_code, typed=new_code, language=language)
    if wanted == "delete":
        histories.delete(typed=typed)
        return history_pages.deleted(language)
    kept = histories.open_history(typed=typed, today=today)
    if wanted == "ask-delete":
        return history_pages.ask_to_delete(kept, typed, language)
    return history_pages.kept(kept, new_code="", typed=typed, language=language)


def _line(request: HttpRequest, shown: Shown) -> str:
    carried = request.POST.getlist("a")
    if len(carried) == 1:
        return shown.sheet.from_line(carried[0])
    if carried:
        raise BadAnswers([])
    return shown.sheet.from_form(request.POST.getlist)


def _entry(shown: Shown, line: str) -> Entry:
    results = shown.plan.score(shown.sheet.codes(line))
    month = timezone.localdate().replace(day=1)
    return Entry(shown.code, shown.language, month, tuple([result.value for result in results]))


def _language() -> str:
    return translation.get_language() or "ru"
