"""The forms on the page where rules are written: numbers, regions below one another, and limits of teams."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from courses.retreats import policies
from courses.retreats.models import Retreat, Round
from courses.retreats.models.choices import Help
from courses.retreats.models.retreats import MOST_PLACES
from courses.retreats.rules.case import MOST_NEED
from courses.retreats.rules.policy import Policy
from trainers.staff.forms import StaffForm
from wellbeing.regions.models import Region

SPARE_ROWS, MOST_ROWS = 3, 120
STEPS = [
    (0, format_lazy("{}: {}", 0, _("only a recommendation counts"))),
    *[(step, str(step)) for step in range(1, MOST_NEED)],
    (MOST_NEED, format_lazy("{}: {}", MOST_NEED, _("an own word is enough for everything"))),
]


def _number(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_PLACES, help_text=help_text
    )


class NumbersForm(StaffForm):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=policies.MARK_DIGITS)
    own_word_up_to = forms.TypedChoiceField(
        label=_("an own word on one’s need counts up to step"), choices=STEPS, coerce=int
    )
    kept = _number(
        _("places kept at each retreat for people who have never been"),
        _("As far as so many of them apply. Empty: none."),
    )
    most_elsewhere = _number(
        _("at most so many at each retreat from any region that is not named below"),
        _("Empty: as many as apply."),
    )


class RegionRow(forms.Form):
    """What one region has. A row without a region is none."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    least = _number(_("At least"))
    most = _number(_("At most"))

    def __init__(self, *args: Any, regions: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["region"].choices = [("", "—"), *regions]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> None:
        said = self.cleaned_data
        is_numbered = said.get("least") is not None or said.get("most") is not None
        if is_numbered and not said.get("region") and "region" not in self.errors:
            self.add_error("region", _("Choose the region that these numbers are about."))


class _RegionRows(BaseFormSet):
    def clean(self) -> None:
        chosen = [region for row in self.forms if (region := row.cleaned_data.get("region"))]
        names = dict(self.form_kwargs["regions"])
        twice = sorted({names[each] for each in chosen if chosen.count(each) > 1})
        if twice:
            said = _("This region stands here more than once: %(regions)s. Leave one row.")
            raise forms.ValidationError(said % {"regions": ", ".join(twice)})


RegionRows: Any = forms.formset_factory(
    RegionRow, formset=_RegionRows, extra=SPARE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


class LimitsForm(StaffForm):
    """For how many people the team of one retreat can do what; empty where it makes no difference."""

    def __init__(self, data: Any, *, retreat: Retreat) -> None:
        super().__init__(data, prefix=f"limits-{retreat.pk}", initial=dict(retreat.limits))
        self.retreat = retreat
        for name, label in Help.choices:
            self.fields[name] = _number(capfirst(label))

    def limits(self) -> dict[str, int]:
        return {name: most for name, most in self.cleaned_data.items() if most is not None}


class Sheet:
    """All of it as one."""

    def __init__(self, data: Any, *, round_: Round) -> None:
        self.round, self.policy = round_, policies.of(round_)
        self.mark = policies.mark(round_)
        first = {
            "seen": self.mark,
            "own_word_up_to": round_.own_word_up_to,
            "kept": self.policy.kept or None,
            "most_elsewhere": self.policy.most_elsewhere,
        }
        self.form = NumbersForm(data, initial=first)
        once = {"regions": [(each.pk, str(each)) for each in Region.objects.all()]}
        self.rows = RegionRows(data, prefix="regions", initial=self._regions(), form_kwargs=once)
        retreats = round_.retreats.all()
        self.limits = [LimitsForm(data, retreat=each) for each in retreats]

    def is_valid(self) -> bool:
        """All are looked at, so that all that is wrong is said at once."""
        return all([self.form.is_valid(), self.rows.is_valid(), *(each.is_valid() for each in self.limits)])

    def typed(self) -> Policy:
        """The rules as they were typed, with the aims that stand there."""
        said = self.form.cleaned_data
        rows = [row.cleaned_data for row in self.rows.forms if row.cleaned_data.get("region")]
        return Policy(
            aims=self.policy.aims,
            least={row["region"]: row["least"] for row in rows if row["least"]},
            most={row["region"]: row["most"] for row in rows if row["most"] is not None},
            most_elsewhere=said["most_elsewhere"],
            kept=said["kept"] or 0,
        )

    def typed_limits(self) -> Mapping[UUID, Mapping[str, int]]:
        return {each.retreat.pk: each.limits() for each in self.limits}

    def look_again(self) -> None:
        """What stands there now was seen; whoever saves once more means it."""
        data: Any = self.form.data.copy()  # type: ignore[attr-defined]  # what a browser sent
        data["seen"] = self.mark
        self.form.data = data

    def _regions(self) -> list[dict[str, Any]]:
        codes = sorted({*self.policy.least, *self.policy.most})
        return [
            {"region": code, "least": self.policy.least.get(code), "most": self.policy.most.get(code)}
            for code in codes
        ]
