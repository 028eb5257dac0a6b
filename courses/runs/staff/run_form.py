"""The form of a run: what it is, who holds it, and its sessions below one another, each fault at its row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from courses.content.models import CoursePage
from courses.runs import refusals, scope
from courses.runs.actions.planning import Plan
from courses.runs.models import Leading, Run
from courses.runs.models.runs import MOST_PLACES
from courses.runs.rules.states import Deed, permits
from courses.runs.staff.session_rows import Rows
from trainers.models import Trainer
from trainers.models.choices import Formats, Languages
from trainers.staff.forms import StaffForm
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region


class CourseField(forms.ModelChoiceField):
    def label_from_instance(self, course: Any) -> str:
        return f"{course.title} ({course.locale.language_code})"


class TrainersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, trainer: Any) -> str:
        return f"{trainer.name}, {trainer.home_region}"


class RunForm(StaffForm):
    """Everything but the sessions. Of a run that has begun only who holds it can be changed."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("name of the run"),
        max_length=80,
        help_text=_("What colleagues call this run. Participants see the course."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    course = CourseField(label=_("course"), queryset=CoursePage.objects.none())
    regions = forms.ModelMultipleChoiceField(
        label=_("regions"), queryset=Region.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("language"), choices=Languages.choices)
    form = forms.ChoiceField(label=_("format"), choices=Formats.choices)
    capacity = forms.IntegerField(label=_("places"), min_value=1, max_value=MOST_PLACES)
    minimum = forms.IntegerField(
        label=_("at least so many"),
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("With fewer people it makes no sense to begin."),
    )
    joining = forms.ChoiceField(
        label=_("how to join"),
        choices=Run.Joining.choices,
        help_text=_("A code of invitation is drawn when you save, and shown this once."),
    )
    leads = TrainersField(
        label=_("who leads"),
        queryset=Trainer.objects.none(),
        required=False,
        help_text=_(
            "On every day and for every region one of them has to be certified before the run is published."
        ),
    )
    helps = TrainersField(label=_("who co-facilitates"), queryset=Trainer.objects.none(), required=False)

    HOLDING = frozenset({"once", "leads", "helps"})

    def __init__(self, *args: Any, by: User, run: Run | None, now: datetime, **options: Any) -> None:
        super().__init__(*args, initial=_as_it_is(run) | options.pop("initial", {}), **options)
        fields: Any = self.fields
        course = Q(live=True) | Q(pk=run.course_id if run else None)
        fields["course"].queryset = (
            CoursePage.objects.filter(course).select_related("locale").order_by("title")
        )
        fields["regions"].queryset = scope.regions(by)
        own = set(scope.regions(by).values_list("pk", flat=True))
        chosen = self.initial.get("regions", own if len(own) == 1 else ())
        self.initial["regions"] = [each for each in chosen if each in own]
        holding = Q(pk__in=scope.trainers(by).values("pk"))
        if run:
            holding |= Q(pk__in=run.leadings.values("trainer"))
        for name in ("leads", "helps"):
            fields[name].queryset = Trainer.objects.filter(holding).select_related("home_region")
        if run and not permits(run.facts(), Deed.CHANGE, now):
            for name in fields.keys() - self.HOLDING:
                fields[name].disabled, fields[name].required = True, False

    def hush(self) -> None:
        self._errors = ErrorDict()


class Sheet:
    """The form and the rows of sessions, as one."""

    def __init__(self, data: Any, *, by: User, run: Run | None, now: datetime, once: UUID) -> None:
        self.form = RunForm(data, by=by, run=run, now=now, initial={"once": once})
        self.rows = Rows(data, run=run, now=now)

    def is_valid(self) -> bool:
        """Both are looked at, so that all that is wrong is said at once."""
        return all([self.form.is_valid(), self.rows.is_valid()])

    def hush(self) -> None:
        """Nothing is wrong yet with what somebody is still typing."""
        self.form.hush()
        self.rows.hush()

    def plan(self) -> Plan:
        said = {name: value for name, value in self.form.cleaned_data.items() if name != "once"}
        said |= {name: list(said[name]) for name in ("regions", "leads", "helps")}
        return Plan(**said, meets=[row.meets() for row in self.rows.filled], dropped=self.rows.dropped)

    def say(self, refused: refusals.Refused) -> None:
        """Why it was refused, beside what it is about."""
        if isinstance(refused, refusals.WrongTimes):
            said = self.rows.say(refused.found)
        elif isinstance(refused, refusals.NotCovered):
            said = list(refused.sentences)
        else:
            self.form.add_error(FIELDS.get(type(refused)), str(refused))
            return
        for each in said:
            self.form.add_error(None, each)


# Refusals that are about one field.
FIELDS: dict[type[refusals.Refused], str] = {
    refusals.TooFewPlaces: "capacity",
    refusals.NeedsMoreThanItsPlaces: "minimum",
    refusals.TwoRoles: "helps",
    refusals.NotYours: "regions",
}


def _as_it_is(run: Run | None) -> dict[str, Any]:
    if run is None:
        return {"capacity": 12, "minimum": 4}
    names = ("title", "language", "form", "capacity", "minimum", "joining")
    holding: dict[str, list[Any]] = {role: [] for role in Leading.Role.values}
    for leading in run.leadings.all():
        holding[leading.role].append(leading.trainer_id)
    regions = [each.pk for each in run.regions.all()]
    own = {"course": run.course_id, "regions": regions}
    return {name: getattr(run, name) for name in names} | holding | own
