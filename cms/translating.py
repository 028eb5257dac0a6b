"""Taking a changed text over into its translation, without putting it before readers.

Departs from wagtail-localize, where whoever takes it over may also publish at once: readers would get the
new parts in the language they were written in, and no workflow would be asked. To be undone when it
leaves out what is not translated yet.
"""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from wellbeing.privacy.guards import staff


class TakeOverForm(UpdateTranslationsForm):
    publish_translations = forms.BooleanField(required=False, disabled=True, widget=forms.HiddenInput)


class TakeOverView(UpdateTranslationsView):
    def get_form(self) -> Any:
        return TakeOverForm(self.request.POST) if self.request.method == "POST" else TakeOverForm()


_take_over = TakeOverView.as_view()


@staff("wagtail_localize.submit_translation")
def take_over(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    response: HttpResponse = _take_over(request, translation_source_id=translation_source_id)
    return response
