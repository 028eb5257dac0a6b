"""What people type who apply for places of a round, and who change what they said."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.retreats import marks
from courses.retreats.actions.applying.applying import Said
from courses.retreats.models import Retreat, Round
from courses.retreats.models.choices import Feature, Help, Part
from courses.retreats.public.described import described, retreats_of
from courses.retreats.public.word_fields import ForCommittee
from courses.retreats.rules.facts import LONGEST_NAME, MOST_TIES, Facts
from courses.retreats.rules.ties import Kind
from courses.retreats.wording import NEEDS, TIES
from courses.runs.public.forms import CHOOSE, Plain
from wellbeing.privacy import codes
from wellbeing.regions.models import Region

# As many as a page shows calmly.
MOST_RANKED = 6
SHOWN_TIES = 2
# Among more, fields name retreats by their numbers in the list above them: spelt out in each field they would
# make the page longer than all the others.
MOST_SPELT = 12
NOTHING = ("", "—")
KEPT = re.compile(r"[0-9a-f]{32}")
ORDINALS = [
    _("First of all to"),
    _("If not, then to"),
    _("In the third place"),
    _("In the fourth place"),
    _("In the fifth place"),
    _("In the sixth place"),
]
CHOICE: dict[str, Any] = {"required": False, "error_messages": {"invalid_choice": CHOOSE}}
SOME: dict[str, Any] = {
    "required": False,
    "widget": forms.CheckboxSelectMultiple,
    "error_messages": {"invalid_choice": CHOOSE, "invalid_list": CHOOSE},
}


def regions() -> list[tuple[Any, Any]]:
    every = list(Region.objects.all())
    kinds = [(Region.Kind.SUBJECT, _("Regions of Russia")), (Region.Kind.COUNTRY, _("Other countries"))]
    grouped = [(name, [(each.pk, str(each)) for each in every if each.kind == kind]) for kind, name in kinds]
    return [NOTHING, *((name, group) for name, group in grouped if group)]


class ApplyForm(ForCommittee):
    """Everything that an application says. Once it is valid, `said` has it."""

    region = forms.ChoiceField(label=_("Where you live"), **CHOICE)
    name = Plain(label=_("Your working name"))
    has_been = forms.BooleanField(label=_("I have been at such a retreat before"), required=False)
    own_need = forms.ChoiceField(label=_("How are you, by your own word?"), choices=NEEDS, **CHOICE)
    recommendation = Plain(label=_("Recommendation code"))
    earlier = Plain(label=_("Application code of last time"))
    features = forms.MultipleChoiceField(label=_("What your room must have"), choices=Feature.choices, **SOME)
    alone = forms.BooleanField(label=_("I can only sleep in a room by myself"), required=False)
    helps = forms.MultipleChoiceField(label=_("What you need of the team"), choices=Help.choices, **SOME)

    def __init__(self, *args: Any, round: Round, parts: Iterable[Part], **kwargs: Any) -> None:
        super().__init__(*args, parts=parts, **kwargs)
        self.round, self.retreats = round, retreats_of(round)
        self.fields["region"].choices = regions()  # type: ignore[attr-defined]  # a choice
        self.fields["own_need"].widget = forms.RadioSelect(choices=NEEDS)
        self.is_numbered = len(self.retreats) > MOST_SPELT
        self._ids = _keys(self.retreats, is_short=self.is_numbered)
        self._show_wishes()
        options = [NOTHING, *self._options()]
        for number, label in enumerate(ORDINALS[: len(self.retreats)], 1):
            self.fields[f"wish{number}"] = forms.ChoiceField(label=label, choices=options, **CHOICE)
        for number in range(1, MOST_TIES + 1):
            self.fields[f"kind{number}"] = forms.ChoiceField(
                label=_("We"), choices=[NOTHING, *TIES.items()], **CHOICE
            )
            self.fields[f"mark{number}"] = Plain(label=_("Their mark"))
            self.fields[f"kept{number}"] = Plain(widget=forms.HiddenInput)

    def wishes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("wish")]

    def ties(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """What is said of others: what, of whom, and as which tie it stood there before."""
        for number in range(1, MOST_TIES + 1):
            yield self[f"kind{number}"], self[f"mark{number}"], self[f"kept{number}"]

    def come_more(self) -> bool:
        """Whether anything stands beyond the first rows."""
        return _stands(list(self.ties())[SHOWN_TIES:])

    def names_anybody(self) -> bool:
        """Whether anything is said of others."""
        return _stands(self.ties())

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if len(name) > LONGEST_NAME:
            raise forms.ValidationError(_("At most 40 characters, please."))
        if not name:
            raise forms.ValidationError(_("How may people call you? Any word will do."))
        return name

    def clean_region(self) -> str:
        if not self.cleaned_data["region"]:
            raise forms.ValidationError(_("Choose the region, or the country if you live abroad."))
        return str(self.cleaned_data["region"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._clean_wishes()
        self._clean_ties()
        return self.cleaned_data

    def said(self, language: str) -> Said:
        """What a valid form says."""
        data = self.cleaned_data
        return Said(
            name=data["name"],
            region=data["region"],
            wishes=tuple(self._wished),
            own_need=int(data["own_need"] or 0),
            has_been=data["has_been"],
            features=tuple(sorted(data["features"])),
            helps=tuple(sorted(data["helps"])),
            alone=data["alone"],
            ties=tuple(self._tied),
            language=language,
            recommendation=data["recommendation"],
            earlier=data["earlier"],
            words=self.sealed_words(),
        )

    def _options(self) -> Iterator[tuple[str, str]]:
        for number, (key, retreat) in enumerate(zip(self._ids, self.retreats, strict=True), 1):
            yield key, f"{number}." if self.is_numbered else described(retreat)

    def _show_wishes(self) -> None:
        """What was wished before, by the keys of this form."""
        keys = {id: key for key, id in self._ids.items()}
        for name, wish in self.initial.items():
            if name.startswith("wish"):
                self.initial[name] = keys.get(wish, wish)

    def _clean_wishes(self) -> None:
        self._wished: list[str] = []
        for field in self.wishes():
            wish = self._ids.get(self.cleaned_data.get(field.name, ""))
            if wish and wish in self._wished:
                self.add_error(field.name, _("You chose this retreat further up already."))
            elif wish:
                self._wished.append(wish)
        if not self._wished and self.retreats and not any(field.errors for field in self.wishes()):
            self.add_error("wish1", _("Choose at least one retreat."))

    def _clean_ties(self) -> None:
        self._tied: list[tuple[str, str]] = []
        for kind, mark, kept in self.ties():
            said = self.cleaned_data.get(kind.name, "")
            typed, before = self.cleaned_data[mark.name], self.cleaned_data[kept.name]
            if typed and len(codes.read(typed)) != codes.LENGTH:
                self.add_error(
                    mark.name, _("A mark has twenty letters and digits. Check it for typing mistakes.")
                )
            elif typed and not said and not kind.errors:
                self.add_error(kind.name, _("What do you want to say of this person?"))
            elif said and not typed and not KEPT.fullmatch(before):
                self.add_error(mark.name, _("Whose mark? Ask them for it, or choose the dash above."))
            elif said:
                self._tied.append((said, marks.read(typed) if typed else before))
        kinds = {said for said, _mark in self._tied}
        if Kind.SHARE_ROOM in kinds and self.cleaned_data.get("alone"):
            self.add_error("alone", _("You also want to share a room with somebody. Decide for one."))


def _keys(retreats: Iterable[Retreat], *, is_short: bool) -> dict[str, str]:
    """Ids of retreats by what stands for them in fields: the beginning is enough where all differ in it."""
    ids = [str(each.pk) for each in retreats]
    short = {id[:8]: id for id in ids}
    return short if is_short and len(short) == len(ids) else {id: id for id in ids}


def _stands(rows: Iterable[tuple[forms.BoundField, ...]]) -> bool:
    """Whether something stands in these fields, or is wrong there."""
    return any(field.value() or field.errors for row in rows for field in row)


def initial(facts: Facts) -> dict[str, Any]:
    """How a form stands that changes what these say. Marks cannot be shown again: their ties are kept."""
    names = ("name", "region", "has_been", "features", "helps", "alone", "own_need")
    return {
        **{name: getattr(facts, name) for name in names},
        **{f"wish{number}": wish for number, wish in enumerate(facts.wishes, 1)},
        **{f"kind{number}": kind for number, (kind, _mark) in enumerate(facts.ties, 1)},
        **{f"kept{number}": mark for number, (_kind, mark) in enumerate(facts.ties, 1)},
    }
