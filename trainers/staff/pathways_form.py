"""The form of a draft: its numbers, and the requirements below one another, each fault beside its field."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)

from trainers import refusals
from trainers.actions import pathways
from trainers.models import PathwayVersion
from trainers.models.choices import Assessor
from trainers.rules import checking
from trainers.rules.checking import Fault
from trainers.rules.pathway import Pathway, ShownBy

DAYS_A_MONTH = 28
MOST_TIMES, MOST_MONTHS, LONGEST_VALID = 999, 240, 120

# The element that lists the keys there are, for the browser to suggest.
KEYS = "requirement-keys"

# What is wrong, in words, and the field at which it is said; a fault of the whole pathway has none.
FAULTS: dict[Fault, tuple[str, Promise]] = {
    Fault.NOTHING_ASKED: (
        "",
        gettext_lazy("Nothing is asked before the first certificate. Add at least one requirement."),
    ),
    Fault.NO_DAY_TO_RENEW: (
        "",
        gettext_lazy("No day is left to renew a certificate: give days before its end, or days of grace."),
    ),
    Fault.SAME_KEY: (
        "key",
        gettext_lazy("Another requirement has this key. Give each its own."),
    ),
    Fault.NO_SUCH_REQUIREMENT: (
        "instead_of",
        gettext_lazy("No requirement has this key. Was it renamed? Write its key as it is now."),
    ),
    Fault.ANOTHER_STAGE: (
        "instead_of",
        gettext_lazy(
            "That one is asked at another time. One can stand only instead of one asked at the same time."
        ),
    ),
    Fault.CIRCULAR: (
        "instead_of",
        gettext_lazy(
            "These stand instead of one another in a circle, so that none is asked. Leave it empty at one."
        ),
    ),
    Fault.NOBODY_CAN_ASSESS: (
        "assessors",
        gettext_lazy("Nobody may confirm this. Tick at least one."),
    ),
    Fault.NOT_LOGGED: (
        "shown_by",
        gettext_lazy("Supervisors log supervision alone. Choose something else for this kind."),
    ),
    Fault.NOT_IN_HOURS: (
        "unit",
        gettext_lazy("Supervision is counted in hours, everything else in times."),
    ),
    Fault.OLDER_THAN_ITS_PERIOD: (
        "within_months",
        gettext_lazy("A certificate is valid for less than that. Write fewer months, or leave it empty."),
    ),
}


class RequirementForm(WagtailAdminModelForm):
    assessors = forms.MultipleChoiceField(
        label=gettext_lazy("Who may confirm it"),
        choices=Assessor.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("One of them is enough, and never about themselves. For the log: nobody."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        count, recent = data.get("count"), data.get("within_months")
        if count is not None and not 1 <= count <= MOST_TIMES:
            self.add_error("count", _("Write a number from 1 to %(most)d.") % {"most": MOST_TIMES})
        if recent is not None and not 1 <= recent <= MOST_MONTHS:
            said = _("Write a number from 1 to %(most)d, or leave it empty.")
            self.add_error("within_months", said % {"most": MOST_MONTHS})
        if data.get("instead_of") and data["instead_of"] == data.get("key"):
            self.add_error("instead_of", _("A requirement cannot stand instead of itself."))
        if not data.get("assessors") and data.get("shown_by") != ShownBy.LOG:
            self.add_error("assessors", FAULTS[Fault.NOBODY_CAN_ASSESS][1])
        return data


class VersionForm(WagtailAdminModelForm):
    """`seen` is the mark of the draft as it was when the form was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.initial["seen"] = pathways.mark(version=self.instance)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        valid, opens = data.get("months_valid"), data.get("renewal_days")
        if valid is not None and not 1 <= valid <= LONGEST_VALID:
            self.add_error("months_valid", _("Write a number from 1 to %(most)d.") % {"most": LONGEST_VALID})
        elif valid is not None and opens is not None and opens > valid * DAYS_A_MONTH:
            said = _("Renewal would open before the certificate is issued: at most %(most)d days.")
            self.add_error("renewal_days", said % {"most": valid * DAYS_A_MONTH})
        self._look_whether_it_is_as_it_was(data.get("seen", ""))
        return data

    def is_valid(self) -> bool:
        """With the rules of the pathway as a whole, once each part is right by itself."""
        if not super().is_valid():
            return False
        formset = self.formsets["requirements"]
        parts = [each for each in formset.ordered_forms if each not in formset.deleted_forms]
        found = checking.problems(self._rules(parts))
        return not [each for each in found if self._say(each, parts)]

    def _look_whether_it_is_as_it_was(self, seen: str) -> None:
        """Before anything else, since rows that a colleague deleted make no sense here any more."""
        now = PathwayVersion.objects.get(pk=self.instance.pk)
        if now.status != PathwayVersion.Status.DRAFT:
            self.add_error(None, refusals.PublishedAlready.sentence)
        elif seen != pathways.mark(version=now):
            self.add_error(None, refusals.ChangedMeanwhile.sentence)

    def _rules(self, parts: list[RequirementForm]) -> Pathway:
        data = self.cleaned_data
        return Pathway(
            requirements=tuple(each.instance.rule() for each in parts),
            **{name: data[name] for name in pathways.NUMBERS},
        )

    def _say(self, problem: checking.Problem, parts: list[RequirementForm]) -> bool:
        """Put a problem beside its field; that nothing is asked yet is none while it is being written."""
        if problem.fault is Fault.NOTHING_ASKED:
            return False
        field, said = FAULTS[problem.fault]
        if not field:
            self.add_error(None, said)
        for part in parts:
            if problem.key and part.instance.key == problem.key:
                part.add_error(field, said)
        return True


class Requirements(InlinePanel):
    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = RequirementForm
        return options


def _row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


EDIT_HANDLER = ObjectList(
    [
        MultiFieldPanel(
            [
                HelpPanel(
                    content=gettext_lazy(
                        "How long a certificate holds, and what comes after. As an example: valid for "
                        "24 months; from 90 days before its end it can be renewed; for 90 days after "
                        "its end it can still be renewed, and its holder goes on leading groups; for 12 "
                        "months more a shorter way leads back; after that the whole path."
                    )
                ),
                _row("months_valid", "renewal_days"),
                _row("grace_days", "reactivation_months"),
            ],
            heading=gettext_lazy("How long a certificate holds"),
        ),
        HelpPanel(
            content=gettext_lazy(
                "Each requirement is one thing to show. Its words are what people read; everything else "
                "is what is counted. If either of two things is enough, write one of them as usual, and "
                "in the other name the key of the first at “may stand instead of”."
            )
        ),
        Requirements(
            "requirements",
            heading=gettext_lazy("What is asked"),
            label=gettext_lazy("requirement"),
            panels=[
                _row("text_ru", "text_en"),
                _row("stage", "kind"),
                _row("count", "unit"),
                _row("within_months", "in_region"),
                _row("shown_by", "subject"),
                FieldPanel("assessors"),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "key",
                            help_text=gettext_lazy(
                                "A short name in Latin letters that stays the same, such as “two-runs”. "
                                "Other requirements refer to this one by it."
                            ),
                        ),
                        FieldPanel("instead_of", widget=forms.TextInput(attrs={"list": KEYS})),
                    ]
                ),
            ],
        ),
    ],
    base_form_class=VersionForm,
)
