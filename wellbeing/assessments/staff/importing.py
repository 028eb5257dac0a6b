"""Loading a questionnaire from files in the admin. They stay in memory and are forgotten."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from wellbeing.assessments.actions import drafts, importing
from wellbeing.assessments.importing import formats
from wellbeing.assessments.importing.source import LIMIT
from wellbeing.assessments.staff import frame, reporting
from wellbeing.assessments.staff.starting import SLUG_HELP
from wellbeing.privacy.guards import staff

MOST_MB = LIMIT // 1_000_000
LANGUAGES = (
    ("", gettext_lazy("As the file says, or by its texts")),
    ("ru", gettext_lazy("Russian")),
    ("en", gettext_lazy("English")),
)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several at once, as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class ImportForm(forms.Form):
    file = FilesField(
        label=gettext_lazy("Questionnaire file"),
        help_text=gettext_lazy(
            "At most 5 MB. If the questionnaire comes in several files, choose them all at once, in any "
            "order, or pack them into one ZIP."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the texts"),
        choices=LANGUAGES,
        required=False,
        help_text=gettext_lazy("Counts only where the file names none. REDCap files never name one."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=40,
        help_text=SLUG_HELP,
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        return slug

    def clean_file(self) -> Sequence[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["file"]
        if any((file.size or 0) > LIMIT for file in files):
            raise forms.ValidationError(_too_large())
        return files


def _too_large() -> str:
    return _("The file is larger than %(most)s MB. No questionnaire is: check which file it is.") % {
        "most": MOST_MB
    }


@staff("assessments.import_instrumentversion")
@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Take the files, make a draft, and show the report; on an error the form is there again."""
    if request.method != "POST":
        form = ImportForm(initial={"slug": drafts.neutral_slug()})
        return _page(request, {"form": form})
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        if _was_dropped(request):
            del form.errors["file"]
            form.add_error("file", _too_large())
        return _page(request, {"form": form})
    files = form.cleaned_data["file"]
    data, *beside = [file.read() for file in files]
    version, report = importing.import_questionnaire(
        data=data,
        valuesets=beside,
        slug=form.cleaned_data["slug"],
        today=timezone.localdate(),
        language=form.cleaned_data["language"],
    )
    if version:
        log(instance=version, action="wagtail.create")
    context = {
        "form": form,
        "version": version,
        "file_name": ", ".join(file.name for file in files[:3]) + (", …" if files[3:] else ""),
        "understood": reporting.understood(report, version),
        "groups": reporting.groups(report),
    }
    return _page(request, context)


def _page(request: HttpRequest, context: Mapping[str, object]) -> HttpResponse:
    language = "ru" if get_language() == "ru" else "en"
    known = [(each.name, each.about[language]) for each in formats.ALL]
    return frame.page(request, "import", _("Questionnaire from a file"), {**context, "formats": known})


def _was_dropped(request: HttpRequest) -> bool:
    """Whether the upload was too large to be kept in memory, and so left out of the request altogether."""
    return "file" not in request.FILES and int(request.META.get("CONTENT_LENGTH") or 0) > LIMIT
