"""The documents of one certificate: on paper, as a badge, and whether a name may be checked against it.

The name on the paper is typed for each download. It comes in the body of a request, goes out in the file, and
is nowhere else.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from trainers import scope
from trainers.actions import badges, certificates
from trainers.models import Certificate, Papers
from trainers.proof import papers, verifying
from trainers.proof.papers import LONGEST_NAME, Wish
from trainers.proof.words import month
from trainers.refusals import NoPaper, Refused
from trainers.staff import frame
from wellbeing.privacy.guards import staff

UNKEPT = {"autocomplete": "off", "spellcheck": "false"}


class PaperForm(forms.Form):
    """What is wanted on paper."""

    name = forms.CharField(
        label=gettext_lazy("Name on the document"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy(
            "Goes into the file and is kept nowhere. Leave it empty for a line to write the name on by hand."
        ),
        widget=forms.TextInput(attrs=UNKEPT),
    )
    form = forms.ChoiceField(label=gettext_lazy("Size"), choices=Papers.Form.choices, initial="sheet")
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


class NameForm(forms.Form):
    """A name that may be checked on the public page."""

    checked = forms.CharField(
        label=gettext_lazy("Name that may be checked"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy(
            "Only a slow, salted hash of it is kept: nobody can read it, we neither, but whoever suspects "
            "a name can try it. The certificate is valid without it."
        ),
        widget=forms.TextInput(attrs=UNKEPT),
    )


@staff(scope.WALK, scope.IN_REGION, scope.EVERYWHERE)
@require_http_methods(["GET", "POST"])
def certificate(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page, and the files that its buttons ask for."""
    rows = scope.papers(frame.colleague(request))
    row = get_object_or_404(rows.select_related("region", "version__pathway", "candidacy__trainer"), pk=id)
    if request.method != "POST":
        return _page(request, row)
    try:
        return ANSWERS.get(request.POST.get("do", ""), _paper)(request, row)
    except Refused as error:
        return _page(request, row, {"refused": str(error), "form": PaperForm(request.POST)})


def _paper(request: HttpRequest, row: Certificate) -> HttpResponse:
    form = PaperForm(request.POST)
    if not form.is_valid():
        return _page(request, row, {"form": form})
    if row.suspended_month or row.revoked_month:
        raise NoPaper
    document = papers.pdf(row, Wish(**form.cleaned_data))
    return _file(document, "application/pdf", "notes.pdf")


def _badge(request: HttpRequest, row: Certificate) -> HttpResponse:
    badge = badges.sign(certificate=row, language=get_language() or "ru", today=frame.today())
    return _file(badge.encode(), "application/vc+jwt", "notes.jwt")


def _allow(request: HttpRequest, row: Certificate) -> HttpResponse:
    form = NameForm(request.POST)
    if not _is_own(request, row) or not form.is_valid():
        return _page(request, row, {"names": form})
    certificates.allow_name(certificate=row, name=form.cleaned_data["checked"])
    messages.success(request, _("From now on whoever has the number can check whether a name is this one."))
    return redirect("trainers:certificate", row.pk)


def _forbid(request: HttpRequest, row: Certificate) -> HttpResponse:
    if _is_own(request, row):
        certificates.allow_name(certificate=row, name="")
        messages.success(request, _("No name can be checked any more; the hash is deleted."))
    return redirect("trainers:certificate", row.pk)


ANSWERS: Mapping[str, Callable[[HttpRequest, Certificate], HttpResponse]] = {
    "paper": _paper,
    "badge": _badge,
    "allow": _allow,
    "forbid": _forbid,
}


def _page(request: HttpRequest, row: Certificate, more: Mapping[str, object] | None = None) -> HttpResponse:
    said = verifying.of(row, frame.today())
    context = {
        "certificate": row,
        "verdict": said.verdict,
        "issued": month(row.issued_month),
        "through": month(row.valid_through),
        "address": papers.typed_address(),
        "is_own": _is_own(request, row),
        "form": PaperForm(initial={"language": get_language() or "ru"}),
        "names": NameForm(),
        **(more or {}),
    }
    return frame.page(request, "certificate", _("Documents of a certificate"), context, icon="doc-full")


def _is_own(request: HttpRequest, row: Certificate) -> bool:
    return row.candidacy.trainer.user_id == request.user.pk


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
