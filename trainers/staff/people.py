"""The trainers of a colleague's regions: found, listed with where each stands, made and changed."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, Table, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from trainers import reading, scope
from trainers.actions import people
from trainers.models import Candidacy, Certificate, Trainer
from trainers.models.choices import Formats, Languages, States
from trainers.refusals import Refused
from trainers.rules.standing import State
from trainers.staff import frame
from trainers.staff.forms import NewTrainerForm, TrainerForm
from trainers.staff.listing import Listing, PartColumn
from wellbeing.privacy.guards import staff
from wellbeing.regions.models import Region

WORKS = (scope.IN_REGION, scope.EVERYWHERE)


class PeopleFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=States.choices, method="by_state"
    )
    region = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Region"), queryset=Region.objects.all(), method="by_region"
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"), choices=Languages.choices, method="by_language"
    )
    format = django_filters.ChoiceFilter(
        label=gettext_lazy("Format"), choices=Formats.choices, method="by_format"
    )

    class Meta:
        model = Trainer
        fields: list[str] = []

    def by_state(self, rows: QuerySet[Trainer], _name: str, value: str) -> QuerySet[Trainer]:
        """Who holds a certificate in this state, or is on a pathway without one."""
        if value == State.IN_TRAINING:
            return rows.filter(
                Exists(Candidacy.objects.filter(trainer=OuterRef("pk"), certificates__isnull=True))
            )
        held = Certificate.objects.with_state(frame.today()).filter(Q(state=value))
        return rows.filter(Exists(held.filter(candidacy__trainer=OuterRef("pk"))))

    def by_region(self, rows: QuerySet[Trainer], _name: str, value: Region) -> QuerySet[Trainer]:
        return rows.filter(pk__in=scope.touching([value.pk]).values("pk"))

    def by_language(self, rows: QuerySet[Trainer], _name: str, value: str) -> QuerySet[Trainer]:
        return rows.filter(languages__contains=[value])

    def by_format(self, rows: QuerySet[Trainer], _name: str, value: str) -> QuerySet[Trainer]:
        return rows.filter(formats__contains=[value])


class PeopleView(Listing):
    model = Trainer
    page_title = gettext_lazy("Trainers")
    header_icon = "group"
    filterset_class = PeopleFilterSet
    search_fields = ["name"]
    exported_as = "trainers"
    default_ordering = "name"

    def get_base_queryset(self) -> QuerySet[Trainer]:
        rows = scope.trainers(self.request.user)
        return rows.select_related("home_region").prefetch_related("regions")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("name", label=_("Working name"), url_name="trainers:person", sort_key="name"),
            Column("home_region", label=_("Home region"), sort_key="home_region__position"),
            Column("regions", label=_("Regions served"), accessor=_served),
            PartColumn("stands", label=_("State"), template="_states"),
            Column("languages", label=_("Languages"), accessor=lambda row: labels(Languages, row.languages)),
            Column("formats", label=_("Formats"), accessor=lambda row: labels(Formats, row.formats)),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Add a trainer"), url=reverse("trainers:new"), icon_name="plus")]

    def get_table(self, object_list: Iterable[Trainer]) -> Table:
        """The rows of this page, each with where its trainer stands, by six queries for all."""
        rows = list(object_list)
        found = defaultdict(list)
        for each in reading.stands(Candidacy.objects.filter(trainer__in=rows), frame.today()):
            found[each.candidacy.trainer_id].append(each)
        for row in rows:
            row.stands = found[row.pk]  # type: ignore[attr-defined]  # for the column of states
        return super().get_table(rows)


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new trainer of one of the colleague's regions."""
    by = frame.colleague(request)
    form = NewTrainerForm(request.POST or None, by=by)
    if form.is_valid():
        try:
            trainer = people.create_trainer(
                home_region=form.cleaned_data["home_region"], what=form.details(), by=by
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is in. Now put them on a pathway.") % {"name": trainer})
            return redirect("trainers:person", trainer.pk)
    return _edit(request, form, _("Add a trainer"), trail=[above()])


@staff(*WORKS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, trainer_id: UUID) -> HttpResponse:
    """Other details for a trainer whose home region is the colleague's."""
    trainer, by = at_home(request, trainer_id), frame.colleague(request)
    form = TrainerForm(request.POST or None, by=by, trainer=trainer)
    if form.is_valid():
        try:
            people.change_trainer(trainer=trainer, what=form.details(), by=by)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("trainers:person", trainer.pk)
    return _edit(request, form, _("Edit"), trail=[above(), of(trainer)])


def found(request: HttpRequest, trainer_id: UUID) -> Trainer:
    """A trainer whom this colleague works with; another region's is not there at all."""
    rows = scope.trainers(frame.colleague(request)).select_related("home_region", "user", "private")
    return get_object_or_404(rows, pk=trainer_id)


def at_home(request: HttpRequest, trainer_id: UUID) -> Trainer:
    """The same for what only colleagues of the home region do."""
    trainer = found(request, trainer_id)
    if not scope.works_in(frame.colleague(request), trainer.home_region_id):
        raise Http404
    return trainer


def above() -> tuple[str, str]:
    return reverse("trainers:people"), _("Trainers")


def of(trainer: Trainer) -> tuple[str, str]:
    return reverse("trainers:person", args=[trainer.pk]), str(trainer)


def labels(choices: Any, values: Iterable[str]) -> str:
    """Codes in words, with commas."""
    return ", ".join(str(choices(value).label) for value in values)


def _served(row: Trainer) -> str:
    return ", ".join(str(each) for each in row.regions.all())


def _edit(
    request: HttpRequest, form: forms.Form, title: str, *, trail: list[tuple[str, str]]
) -> HttpResponse:
    context = {"form": form, "submit": _("Save"), "back": trail[-1][0]}
    return frame.page(request, "form", title, context, trail=trail)
