"""Loading a questionnaire from a file in the admin. The file stays in memory and is forgotten."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from wellbeing.assessments.actions import drafts, importing
from wellbeing.assessments.importing import formats
from wellbeing.assessments.importing.source import LIMIT
from wellbeing.assessments.staff import frame, reporting
from wellbeing.assessments.staff.starting import SLUG_HELP
from wellbeing.privacy.guards import staff

MOST_MB = LIMIT // 1_000_000


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Questionnaire file"),
        help_text=format_lazy(
            "{} {}.", gettext_lazy("At most 5 MB, in one of these formats:"), formats.names()
        ),
    )
    valueset = forms.FileField(
        label=gettext_lazy("Value set file"),
        required=False,
        help_text=gettext_lazy("Only if the answers stand in a file of their own."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=40,
        help_text=SLUG_HELP,
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        return slug

    def clean_file(self) -> UploadedFile:
        return _small(self.cleaned_data["file"])

    def clean_valueset(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["valueset"]
        return _small(file) if file else None


def _small(file: UploadedFile) -> UploadedFile:
    if (file.size or 0) > LIMIT:
        raise forms.ValidationError(_too_large())
    return file


def _too_large() -> str:
    return _("The file is larger than %(most)s MB. No questionnaire is: check which file it is.") % {
        "most": MOST_MB
    }


@staff("assessments.import_instrumentversion")
@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Take the file, make a draft, and show the report; on an error the form is there again."""
    if request.method != "POST":
        form = ImportForm(initial={"slug": drafts.neutral_slug()})
        return _page(request, {"form": form})
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        if _was_dropped(request):
            del form.errors["file"]
            form.add_error("file", _too_large())
        return _page(request, {"form": form})
    valueset = form.cleaned_data["valueset"]
    version, report = importing.import_questionnaire(
        data=form.cleaned_data["file"].read(),
        valuesets=[valueset.read()] if valueset else [],
        slug=form.cleaned_data["slug"],
        today=timezone.localdate(),
    )
    if version:
        log(instance=version, action="wagtail.create")
    context = {
        "form": form,
        "version": version,
        "file_name": form.cleaned_data["file"].name,
        "understood": reporting.understood(report, version),
        "groups": reporting.groups(report),
    }
    return _page(request, context)


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    return frame.page(request, "import", _("Questionnaire from a file"), context)


def _was_dropped(request: HttpRequest) -> bool:
    """Whether the upload was too large to be kept in memory, and so left out of the request altogether."""
    return "file" not in request.FILES and int(request.META.get("CONTENT_LENGTH") or 0) > LIMIT
