"""Forms of trainers: what colleagues see of them, and apart from it what is sealed."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from trainers import scope
from trainers.actions.people import Details, Private
from trainers.fields import MonthField
from trainers.models import Trainer
from trainers.models.choices import Formats, Languages, Specialities
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region


def _several(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **options
    )


class StaffForm(forms.Form):
    """Labels begin with a capital letter; fields named in `folded` open on demand."""

    folded: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.label = capfirst(field.label)


class TrainerForm(StaffForm):
    """What may be changed of a trainer by somebody who works in their home region."""

    folded = frozenset({"regions"})

    name = forms.CharField(
        label=_("working name"),
        max_length=80,
        help_text=_("A pseudonym. Not a legal name: that one is sealed."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    languages = _several(_("languages"), Languages.choices)
    formats = _several(_("formats"), Formats.choices)
    specialities = _several(_("specialities"), Specialities.choices, required=False)
    regions = forms.ModelMultipleChoiceField(
        label=_("regions served"),
        queryset=Region.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Besides the home region."),
    )
    active_from = MonthField(label=_("active since"))
    active_until = MonthField(label=_("active until"), required=False, help_text=_("Empty while they go on."))
    user = forms.ModelChoiceField(
        label=_("account"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("With an account a trainer sees their own path. It is not needed."),
    )

    def __init__(self, *args: Any, by: User, trainer: Trainer | None = None, **options: Any) -> None:
        super().__init__(*args, initial=_as_it_is(trainer) if trainer else None, **options)
        self.fields["user"].queryset = accounts(by, trainer)  # type: ignore[attr-defined]  # a choice of models

    def details(self) -> Details:
        return Details(**{name: self.cleaned_data[name] for name in Details.__slots__})


class NewTrainerForm(TrainerForm):
    home_region = forms.ModelChoiceField(label=_("home region"), queryset=Region.objects.none())
    field_order = ("name", "home_region")

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, by=by, **options)
        own = scope.regions(by)
        field: Any = self.fields["home_region"]
        field.queryset = own
        if own.count() == 1:
            field.initial = own.first()


class PrivateForm(StaffForm):
    """What is sealed. Nothing of it stays in the browser."""

    legal_name = forms.CharField(
        label=_("legal name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact = forms.CharField(
        label=_("contact"),
        max_length=250,
        required=False,
        help_text=_("How to reach them: one way is enough, and the safest is best."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )

    def private(self) -> Private:
        data = self.cleaned_data
        return Private(legal_name=data["legal_name"].strip(), contact=data["contact"].strip())


class HandOverForm(StaffForm):
    region = forms.ModelChoiceField(label=_("new home region"), queryset=Region.objects.all())


def accounts(by: User, trainer: Trainer | None = None) -> QuerySet[User]:
    """Accounts that may be a trainer's own, are no other trainer's, and belong to the colleague's regions.

    The colleague's own only where it is that trainer's already.
    """
    own = Q(region__in=scope.regions(by)) | Q(region=None) if not by.has_perm(scope.EVERYWHERE) else Q()
    may_walk = Q(is_active=True, groups__permissions__codename=scope.WALK.partition(".")[2])
    free = may_walk & own & Q(trainer=None) & ~Q(pk=by.pk)
    if trainer and trainer.user_id:
        free |= Q(pk=trainer.user_id)
    found = User.objects.filter(pk__in=User.objects.filter(free).values("pk"))
    return found.order_by("name", "username")


def _as_it_is(trainer: Trainer) -> dict[str, Any]:
    plain = ("name", "languages", "formats", "specialities", "user")
    return {
        **{name: getattr(trainer, name) for name in plain},
        "regions": trainer.regions.all(),
        "active_from": trainer.active_from_month,
        "active_until": trainer.active_until_month,
    }
