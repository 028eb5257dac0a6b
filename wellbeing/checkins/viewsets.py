"""Cover texts in Wagtail's admin. Subscriptions are not part of it and never will be."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from wellbeing.checkins import sentences, telltale, words
from wellbeing.checkins.actions import covers
from wellbeing.checkins.contents import LONGEST_SUBJECT, LONGEST_TEXT
from wellbeing.checkins.models import CoverText


class CoverTextForm(WagtailAdminModelForm):
    """Holds a cover text to what a person's own words are held to, and to giving nothing away."""

    def clean_subject(self) -> str:
        return _read(words.read_subject, self.cleaned_data["subject"], LONGEST_SUBJECT)

    def clean_text(self) -> str:
        return _read(words.read_text, self.cleaned_data["text"], LONGEST_TEXT)

    def save(self, *_args: object, **_kwargs: object) -> CoverText:
        return covers.save_cover(cover=self.instance)


def _read(read: Any, typed: str, longest: int) -> str:
    try:
        text: str = read(typed, longest)
    except words.BadWords as bad:
        raise forms.ValidationError(sentences.of_words(bad.fault)) from None
    if telling := telltale.found_in(text):
        raise forms.ValidationError(
            _("This gives away what the message is about: %(words)s") % {"words": ", ".join(telling)}
        )
    return text


class CoverTextIndex(IndexView):
    add_item_label = gettext_lazy("New cover text")


class CoverTextViewSet(SnippetViewSet):
    model = CoverText
    icon = "mail"
    menu_label = gettext_lazy("Cover texts")
    menu_order = 207
    add_to_admin_menu = True
    url_namespace = "cover_texts"
    base_url_path = "cover-texts"
    index_view_class = CoverTextIndex
    list_display = [
        "subject",
        "text",
        "language",
        BooleanColumn("is_offered", label=gettext_lazy("offered"), sort_key="is_offered"),
        "position",
    ]
    list_filter = ["language", "is_offered"]
    search_fields = ["subject", "text"]
    search_backend_name = None
    ordering = ["-language", "position", "subject"]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("subject"),
            FieldPanel("text", widget=forms.Textarea(attrs={"rows": 3})),
            FieldRowPanel([FieldPanel("language"), FieldPanel("is_offered"), FieldPanel("position")]),
        ],
        base_form_class=CoverTextForm,
    )
