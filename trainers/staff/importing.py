"""Importing a spreadsheet in the admin: the file, a preview of each row, and the word to go.

The file stays in memory and is forgotten. What was read of it, without its sealed columns, travels in the
page of the preview, signed for whoever looks at it.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from trainers import refusals, scope
from trainers.actions import importing
from trainers.actions.importing import Done
from trainers.actions.sealing_imported import Sealing
from trainers.importing import travelling
from trainers.importing.faults import Fault, Unreadable, Why
from trainers.importing.planning import Mark, Outcome, Plan
from trainers.importing.reading import Reading
from trainers.importing.tables import LARGEST
from trainers.staff import frame
from trainers.staff.import_words import Words
from wellbeing.accounts import unlocking
from wellbeing.privacy.guards import staff

WORKS = (scope.IN_REGION, scope.EVERYWHERE)
LASTS = 60 * 60  # seconds that a preview can be confirmed
HEADINGS = {
    Mark.WRONG: gettext_lazy("Wrong, left out"),
    Mark.CHANGED: gettext_lazy("Changed"),
    Mark.CREATED: gettext_lazy("Created"),
    Mark.UNCHANGED: gettext_lazy("Unchanged"),
}


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("CSV or XLSX with a row of headings, in Russian or English, at most 5 MB."),
        allow_empty_file=True,
    )


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def import_trainers(request: HttpRequest) -> HttpResponse:
    """Take the file and show what it would do; where it cannot be read, the form is there again."""
    if request.method != "POST":
        return _start(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        if _was_dropped(request):
            del form.errors["file"]
            form.add_error("file", Words().sentence(Fault(Why.TOO_LARGE)))
        return _start(request, form)
    try:
        what = importing.read(data=form.cleaned_data["file"].read())
    except Unreadable as error:
        form.add_error("file", Words().sentence(error.fault))
        return _start(request, form)
    return _preview(request, what)


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def confirm_import(request: HttpRequest) -> HttpResponse:
    """Write what the preview said. Where anything has changed since, the preview of now is shown instead."""
    if request.method != "POST":
        return redirect("trainers:import")
    try:
        what = _carried(request)
    except (signing.BadSignature, ValueError):
        messages.error(request, str(refusals.StalePreview()))
        return redirect("trainers:import")
    try:
        done = importing.carry_out(
            what=what,
            fingerprint=request.POST.get("fingerprint", ""),
            by=frame.colleague(request),
            today=frame.today(),
            sealing=_sealing(request),
        )
    except (refusals.Refused, Unreadable) as error:
        said = Words().sentence(error.fault) if isinstance(error, Unreadable) else str(error)
        return _preview(request, what, refused=said)
    messages.success(request, _report(done))
    return redirect("trainers:people")


def _start(request: HttpRequest, form: FileForm) -> HttpResponse:
    context = {"form": form, "may_everywhere": request.user.has_perm(scope.EVERYWHERE)}
    return frame.page(request, "import", _title(), context, trail=_trail(), icon="upload")


def _preview(request: HttpRequest, what: Reading, refused: str = "") -> HttpResponse:
    plan = importing.plan(what=what, by=frame.colleague(request), today=frame.today())
    words = Words()
    can_seal = bool(what.sealed) and unlocking.current(request) is not None
    unlock = f"{reverse('accounts:unlock')}?next={reverse('trainers:import')}"
    context = {
        "refused": refused,
        "counts": [(str(HEADINGS[mark]), mark, plan.counts.get(mark, 0)) for mark in HEADINGS],
        "groups": _groups(plan, words),
        "notes": [words.sentence(each) for each in what.notes],
        "has_sealed": bool(what.sealed),
        "can_seal": can_seal,
        "unlock": unlock,
        "can_write": plan.writes or can_seal,
        "carried": signing.dumps(travelling.pack(what), salt=_salt(request), compress=True),
        "fingerprint": plan.fingerprint(),
    }
    return frame.page(request, "import_preview", _title(), context, trail=_trail(), icon="upload")


def _groups(plan: Plan, words: Words) -> list[tuple[str, Mark, list[tuple[Any, ...]]]]:
    """The rows by what becomes of them: line, working name, region, and what is to be said of each."""
    return [
        (str(heading), mark, [_row(each, words) for each in plan.outcomes if each.mark is mark])
        for mark, heading in HEADINGS.items()
        if plan.counts.get(mark)
    ]


def _row(outcome: Outcome, words: Words) -> tuple[int, str, str, Sequence[str]]:
    row = outcome.row
    said = [words.fault(each) for each in outcome.faults] or [words.change(each) for each in outcome.changes]
    return row.line, row.name, words.region(row.home), said


def _carried(request: HttpRequest) -> Reading:
    token = request.POST.get("carried", "")
    return travelling.unpack(signing.loads(token, salt=_salt(request), max_age=LASTS))


def _sealing(request: HttpRequest) -> Sealing | None:
    """The file sent once more. Raises LockedMeanwhile."""
    file: UploadedFile | None = request.FILES.get("file")
    if file is None:
        return None
    key = unlocking.current(request)
    if key is None:
        raise refusals.LockedMeanwhile
    return Sealing(file.read(), key)


def _report(done: Done) -> str:
    created, changed = (done.plan.counts.get(mark, 0) for mark in (Mark.CREATED, Mark.CHANGED))
    said = [
        ngettext("%(count)d trainer created", "%(count)d trainers created", created) % {"count": created},
        ngettext("%(count)d changed", "%(count)d changed", changed) % {"count": changed},
    ]
    if done.sealed:
        said.append(ngettext("%(count)d sealed", "%(count)d sealed", done.sealed) % {"count": done.sealed})
    if done.left:
        left = ngettext(
            "%(count)d could not be sealed: you are not in the region’s team, or it is too long",
            "%(count)d could not be sealed: you are not in the region’s team, or it is too long",
            done.left,
        )
        said.append(left % {"count": done.left})
    return "; ".join(said) + "."


def _salt(request: HttpRequest) -> str:
    return f"trainers.import:{travelling.FORMAT}:{request.user.pk}"


def _title() -> str:
    return _("Trainers from a spreadsheet")


def _trail() -> list[tuple[str, str]]:
    return [(reverse("trainers:people"), _("Trainers"))]


def _was_dropped(request: HttpRequest) -> bool:
    """Whether the upload was too large to be kept in memory, and so left out of the request altogether."""
    return "file" not in request.FILES and int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST
