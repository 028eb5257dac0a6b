"""Which regions have nobody, which are about to lose whom they have: a table and a map of tiles."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from trainers import scope
from trainers.coverage import NOBODY, SOMEBODY, Wanted, coverage
from trainers.models.choices import Formats, Languages
from trainers.staff import frame
from trainers.staff.tiles import LEVELS, tiles
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

ALL = ("", gettext_lazy("all"))
KINDS = [
    (Region.Kind.SUBJECT.value, gettext_lazy("subjects of the federation")),
    (Region.Kind.COUNTRY.value, gettext_lazy("countries of the diaspora")),
]


class Filters(forms.Form):
    """Which trainers are counted, and which regions are shown."""

    who = forms.ChoiceField(
        label=gettext_lazy("Regions"),
        required=False,
        choices=[ALL, (NOBODY, gettext_lazy("with nobody")), (SOMEBODY, gettext_lazy("with somebody"))],
    )
    kind = forms.ChoiceField(label=gettext_lazy("Where"), required=False, choices=[ALL, *KINDS])
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False, choices=[ALL, *Languages.choices]
    )
    format = forms.ChoiceField(label=gettext_lazy("Format"), required=False, choices=[ALL, *Formats.choices])

    def wanted(self) -> Wanted:
        """What was chosen; a choice that is none of these counts as not made."""
        self.is_valid()
        return Wanted(**self.cleaned_data)


@staff("trainers.view_coverage")
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The regions that the filters leave, on the map and in the table, each with a way to its trainers."""
    filters = Filters(request.GET)
    found = coverage(filters.wanted(), frame.today())
    on_map, beside = tiles(found.regions)
    context = {
        "filters": filters,
        "coverage": found,
        "rows": [(each, people(frame.colleague(request), each.region.pk)) for each in found.regions],
        "on_map": on_map,
        "beside": beside,
        "levels": LEVELS.items(),
        "exports": exports(),
        "may_keep_quiet": scope.works_in(frame.colleague(request), None),
    }
    return frame.page(request, "coverage", _("Coverage of regions"), context, icon="globe")


def people(user: User, region_id: str) -> str:
    """The address of a region's trainers, for those who work with them."""
    if not scope.works_in(user, region_id):
        return ""
    return f"{reverse('trainers:people')}?{urlencode({'region': region_id})}"


def exports() -> list[tuple[str, str]]:
    """The kinds of file that the table can be had as, each with its address."""
    return [(kind.upper(), reverse("trainers:export", args=["coverage", kind])) for kind in ("xlsx", "csv")]
