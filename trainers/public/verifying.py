"""The page on which anybody asks whether a certificate holds. Who asked is written nowhere.

Every answer has one length. What was typed stands in the form again, and nowhere else.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override

from cms.navigation import DEFAULT_LANGUAGE, LANGUAGES
from trainers.proof import verifying, words
from trainers.proof.verifying import LONGEST_NAME, Answer, Verdict
from wellbeing.privacy.codes import LONGEST_TYPED
from wellbeing.privacy.guards import public
from wellbeing.privacy.padding import pad_html

LENGTH = 32 * 1024


@public("GET", "POST")
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and below it the answer to what was typed."""
    language = get_language() or DEFAULT_LANGUAGE
    if request.method != "POST":
        return HttpResponse(_page(language))
    number, name = request.POST.get("number", ""), request.POST.get("name", "")
    answer = verifying.by_number(number, name, timezone.localdate())
    return HttpResponse(_page(language, answer=answer, number=number, name=name))


@public("GET", "POST")
def scanned(request: HttpRequest, token: str, language: str = DEFAULT_LANGUAGE) -> HttpResponse:
    """The same for a code that was scanned. Neither the address nor the page holds the number."""
    language = language if language in LANGUAGES else DEFAULT_LANGUAGE
    name = request.POST.get("name", "")
    with override(language):
        answer = verifying.by_token(token, name, timezone.localdate())
        page = _page(language, answer=answer, token=token, name=name)
    status = HTTPStatus.NOT_FOUND if answer.verdict is Verdict.UNKNOWN else HTTPStatus.OK
    return HttpResponse(page, status=status)


def _page(
    language: str, *, answer: Answer | None = None, token: str = "", number: str = "", name: str = ""
) -> bytes:
    page = render_to_string(
        "trainers/verify.html",
        {
            "language": language,
            "path": "verify/",
            "answer": answer,
            "issued": words.month_within(answer.issued) if answer and answer.issued else "",
            "through": words.month_within(answer.through) if answer and answer.through else "",
            "token": token,
            "other": next(code for code in LANGUAGES if code != language),
            "number": number[:LONGEST_TYPED],
            "name": name[:LONGEST_NAME],
        },
    )
    return pad_html(page.encode(), LENGTH)
