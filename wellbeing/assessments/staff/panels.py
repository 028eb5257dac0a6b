"""The form of a draft: five tabs, from the texts to the licence."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from wellbeing.assessments.reading import plain

# The element that lists the keys of the response sets there are, for the browser to suggest.
RESPONSE_SETS = "response-set-keys"


class PlainNumber(forms.NumberInput):
    """A number as people write it: 40 where the column holds 40.000."""

    def format_value(self, value: Any) -> str | None:
        try:
            return str(plain(Decimal(str(value))))
        except InvalidOperation:
            return super().format_value(value)


class Keys(AdminAutoHeightTextInput):
    """Keys separated by commas, with room to breathe between them."""

    def format_value(self, value: Any) -> str | None:
        return ", ".join(str(value).split(",")) if value else super().format_value(value)


class PartFormSet(BaseChildFormSet):
    """Says what is double in words; the stock sentence names columns."""

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        return gettext("Two rows have the same key, code or start here. Each may stand only once.")


class Parts(InlinePanel):
    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = PartFormSet
        return options


class VersionForm(WagtailAdminModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In each of them every text must be there."),
    )


def _both(name: str, **options: Any) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_ru", **options), FieldPanel(f"{name}_en", **options)])


def _number(name: str) -> FieldPanel:
    return FieldPanel(name, widget=PlainNumber)


def _help(text: object) -> HelpPanel:
    return HelpPanel(content=text)


TEXTS = [
    FieldPanel("languages"),
    _both("title"),
    _both("about"),
    _both("recall"),
    FieldPanel("is_validated"),
]

QUESTIONS = [
    _help(_("A key is a short name that stays the same; scales refer to questions by it.")),
    Parts(
        "items",
        heading=_("Questions"),
        label=_("question"),
        panels=[
            _both("text"),
            FieldRowPanel(
                [
                    FieldPanel("key"),
                    FieldPanel("response_set", widget=forms.TextInput(attrs={"list": RESPONSE_SETS})),
                ]
            ),
            FieldPanel("is_sensitive"),
        ],
    ),
]

ANSWERS = [
    _help(
        _(
            "A response set is the list of answers that some questions share. Each answer has its code, "
            "a number that is counted. Codes are written down and never taken from the order. An answer "
            "such as “I would rather not say” has no code and counts as no answer."
        )
    ),
    Parts(
        "response_sets",
        heading=_("Response sets"),
        label=_("response set"),
        panels=[
            FieldPanel("key"),
            Parts(
                "options",
                heading=_("Answers"),
                label=_("answer"),
                panels=[_both("text"), FieldRowPanel([_number("code"), FieldPanel("is_missing")])],
            ),
        ],
    ),
]

BANDS = Parts(
    "bands",
    heading=_("Bands"),
    label=_("band"),
    panels=[
        FieldRowPanel([_number("starts_at"), FieldPanel("kind")]),
        _both("title"),
        _both("text"),
        FieldPanel("source"),
        FieldRowPanel([FieldPanel("population"), FieldPanel("year")]),
    ],
)

SCALES = [
    _help(
        _(
            "A scale is what questions add up to. Its bands say in words where a person stands; each band "
            "says where its threshold comes from."
        )
    ),
    Parts(
        "scales",
        heading=_("Scales"),
        label=_("scale"),
        panels=[
            _both("title"),
            _both("meaning"),
            FieldPanel("key"),
            FieldPanel("item_keys", widget=Keys),
            FieldPanel("reversed_keys", widget=Keys),
            FieldRowPanel([FieldPanel("method"), FieldPanel("min_answered")]),
            FieldRowPanel([_number("low"), _number("high")]),
            FieldRowPanel([FieldPanel("direction"), FieldPanel("is_strain")]),
            BANDS,
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("reliability_kind"), _number("reliability"), _number("sd")]),
                    FieldRowPanel([FieldPanel("reference_n"), FieldPanel("reference_population")]),
                    FieldPanel("reference_source"),
                ],
                heading=_("How exact it is: all of these with their source, or none"),
            ),
        ],
    ),
]

LICENCE = [
    _help(
        _(
            "Nothing is published before somebody has put their name to this record, on the page that checks "
            "the draft. A free text needs who holds the rights, where that is stated and when it was read; "
            "one that is shown by a permission needs its reference; both need what is allowed, and whom to "
            "name. Whoever changes the record takes that name away."
        )
    ),
    FieldPanel("licence_class"),
    FieldPanel("licence_holder"),
    FieldRowPanel([FieldPanel("licence_evidence_url"), FieldPanel("licence_evidence_on")]),
    FieldRowPanel([FieldPanel("licence_uses"), FieldPanel("licence_reference")]),
    _both("attribution"),
]

EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(TEXTS, heading=_("Texts")),
        ObjectList(QUESTIONS, heading=_("Questions")),
        ObjectList(ANSWERS, heading=_("Answers")),
        ObjectList(SCALES, heading=_("Scales")),
        ObjectList(LICENCE, heading=_("Licence")),
    ],
    base_form_class=VersionForm,
)
