"""The admin's pages of next steps: each belongs to one band of one scale."""

from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views import generic
from wagtail.log_actions import log

from wellbeing.assessments.actions import steps
from wellbeing.assessments.actions.steps import TooManySteps
from wellbeing.assessments.models import NextStep
from wellbeing.assessments.staff import places
from wellbeing.assessments.staff.places import Key, Place


class NextStepForm(forms.ModelForm[NextStep]):
    place = forms.ChoiceField(
        label=gettext_lazy("Shown for"),
        help_text=gettext_lazy(
            "The band of a scale whose result offers this step. At most three steps a band."
        ),
    )

    class Meta:
        model = NextStep
        fields = ["place", "text_ru", "text_en", "link_ru", "link_en", "position"]
        widgets = {
            "text_ru": forms.Textarea(attrs={"rows": 3}),
            "text_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = places.current()
        self.keys = {_code(key): key for key in known}
        choices: list[Any] = [("", _("Choose a band"))]
        for label, group in groupby(known.values(), key=lambda place: place.scale_label):
            choices.append((label, [(_code(place.key), place.band_label) for place in group]))
        if self.instance.pk:
            key = places.key_of(self.instance)
            if key not in known:
                self.keys[_code(key)] = key
                choices.append(
                    (_code(key), _("Not in the current version: %(place)s") % {"place": _said(key)})
                )
            self.initial["place"] = _code(key)
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["place"])

    def clean_place(self) -> Key:
        return self.keys[self.cleaned_data["place"]]

    def clean(self) -> dict[str, Any] | None:
        if key := self.cleaned_data.get("place"):
            instrument, scale_key, starts_at = key
            self.instance.instrument_id = instrument
            self.instance.scale_key = scale_key
            self.instance.band_starts_at = starts_at
        return super().clean()

    def save(self, *_args: object, **_kwargs: object) -> NextStep:
        return steps.save_step(step=self.instance)


class SavesByAction:
    """Answers a fourth step for a band with a sentence beside the choice, with all that was typed."""

    def form_valid(self, form: NextStepForm) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except TooManySteps:
            form.add_error(
                "place",
                _("This band has three steps already, and a result shows no more. Take one away first."),
            )
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            response = self.form_invalid(form)  # type: ignore[attr-defined]
        return response


class NextStepCreateView(SavesByAction, generic.CreateView):
    pass


class NextStepEditView(SavesByAction, generic.EditView):
    pass


class NextStepDeleteView(generic.DeleteView):
    def delete_action(self) -> None:
        log(instance=self.object, action="wagtail.delete")
        steps.delete_step(step=self.object)


class NextStepFilterSet(WagtailFilterSet):
    class Meta:
        model = NextStep
        fields = ["instrument"]


class NextStepIndexView(generic.IndexView):
    filterset_class = NextStepFilterSet
    add_item_label = gettext_lazy("New next step")

    def get_base_queryset(self) -> QuerySet[NextStep]:
        steps_shown: QuerySet[NextStep] = super().get_base_queryset()
        return steps_shown.order_by(
            "instrument__position", "instrument__slug", "scale_key", "band_starts_at", "position", "pk"
        )

    @cached_property
    def places(self) -> dict[Key, Place]:
        return places.current()

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            self._get_title_column("text_ru"),
            Column("scale", label=gettext_lazy("Scale"), accessor=self._scale),
            Column("band", label=gettext_lazy("Band"), accessor=self._band),
            Column("position", label=gettext_lazy("Order")),
        ]

    def _scale(self, step: NextStep) -> str:
        place = self.places.get(places.key_of(step))
        return place.scale_label if place else step.scale_key

    def _band(self, step: NextStep) -> str:
        place = self.places.get(places.key_of(step))
        return place.band_label if place else _("not shown: the current version has no such band")


def _code(key: Key) -> str:
    """How the choice travels in the form."""
    instrument, scale_key, starts_at = key
    return f"{instrument}:{scale_key}:{starts_at}"


def _said(key: Key) -> str:
    _instrument, scale_key, starts_at = key
    return f"{scale_key}, {Decimal(starts_at).normalize():f}"
