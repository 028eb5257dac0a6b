"""Starting a questionnaire from nothing, and seeing a version as the public will."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.log_actions import log

from wellbeing.assessments.actions import drafts, publishing
from wellbeing.assessments.models import Instrument, InstrumentVersion
from wellbeing.assessments.rules.definition import Instrument as Definition
from wellbeing.assessments.rules.definition import Licence, LicenceClass
from wellbeing.assessments.staff import frame
from wellbeing.assessments.staff.versions import EDIT
from wellbeing.assessments.taking import catalogue
from wellbeing.privacy.guards import staff

SLUG_HELP = gettext_lazy(
    "The end of the public address: small Latin letters, digits, hyphens. It stays in the history of "
    "people's browsers, so it must not say what the questionnaire is about."
)


class StartForm(forms.Form):
    slug = forms.SlugField(label=gettext_lazy("Address"), max_length=40, help_text=SLUG_HELP)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        initial=["ru", "en"],
    )
    title_ru = forms.CharField(label=gettext_lazy("Title (Russian)"), max_length=120, required=False)
    title_en = forms.CharField(label=gettext_lazy("Title (English)"), max_length=120, required=False)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if Instrument.objects.filter(slug=slug).exists():
            raise forms.ValidationError(
                _("This address is taken. To change that questionnaire, open it and make a new draft.")
            )
        return slug

    def definition(self) -> Definition:
        """A questionnaire with a title and nothing else yet."""
        data = self.cleaned_data
        return Definition(
            key=data["slug"],
            title={"ru": data["title_ru"], "en": data["title_en"]},
            about={},
            recall={},
            is_validated=False,
            items=(),
            response_sets=(),
            scales=(),
            licence=Licence(LicenceClass.OPERATOR),
            languages=tuple(data["languages"]),
        )


@staff("assessments.add_instrumentversion")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for an address and a title, then open the form of the draft."""
    form = StartForm(request.POST or None, initial={"slug": drafts.neutral_slug()})
    if form.is_valid():
        draft = drafts.create_draft(instrument=form.definition(), slug=form.cleaned_data["slug"])
        log(instance=draft, action="wagtail.create")
        return redirect(EDIT, draft.pk)
    return frame.page(request, "start", _("New questionnaire"), {"form": form})


@staff("assessments.view_instrumentversion")
@require_GET
def preview(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The questions in a frame, or what has to be mended before there is something to see."""
    version = _version(code, language)
    context = {
        "language": language,
        "errors": [each for each in publishing.obstacles(version=version) if each.rule == "error"],
        "languages": [(key, name) for key, name in settings.LANGUAGES if key in version.languages],
    }
    return frame.page(request, "preview", _("As the public sees it"), context, version=version)


@staff("assessments.view_instrumentversion")
@require_GET
def preview_page(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The page that the public will see, to stand in the frame. Nothing can be sent from there."""
    version = _version(code, language)
    if any(each.rule == "error" for each in publishing.obstacles(version=version)):
        raise Http404
    return HttpResponse(catalogue.prepare_version(version, language).questions.plain)


def _version(code: str, language: str) -> InstrumentVersion:
    version = get_object_or_404(InstrumentVersion.objects.select_related("instrument"), code=code)
    if language not in version.languages:
        raise Http404
    return version
