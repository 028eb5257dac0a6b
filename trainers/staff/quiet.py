"""Regions that the public page never shows as served: chosen by those who coordinate the whole network."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trainers import scope
from trainers.actions import quiet
from trainers.models import QuietRegion
from trainers.staff import frame
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region


class QuietForm(forms.Form):
    regions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Never shown as served"),
        queryset=Region.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@staff(scope.EVERYWHERE)
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """All regions with a tick each; what is ticked is kept quiet."""
    chosen = QuietRegion.objects.values_list("region", flat=True)
    form = QuietForm(request.POST or None, initial={"regions": list(chosen)})
    if request.method == "POST" and form.is_valid():
        quiet.keep_quiet(regions=form.cleaned_data["regions"], by=frame.colleague(request))
        messages.success(request, _("Kept. The public page says nothing of these regions."))
        return redirect("trainers:quiet")
    trail = [(reverse("trainers:coverage"), _("Coverage of regions"))]
    return frame.page(request, "quiet", _("Regions kept quiet"), {"form": form}, trail=trail, icon="globe")
