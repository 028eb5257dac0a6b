"""Which regions have trainers: counted in the database, by a fixed number of queries however many there are.

An *active* trainer of a region holds a certificate for it by which they may lead a run on that day, and goes
on working. *In training* there is who has the region as their home, is on a pathway and holds no certificate
for it. Figures are exact: colleagues see them, the public page (`trainers.serving`) shows none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
)
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from trainers.models import Candidacy, Certificate, Evidence, Trainer
from trainers.models.certificates import CertificateQuerySet
from trainers.models.choices import Formats, Kind, Languages
from trainers.rules import months
from trainers.rules.standing import ACTIVE, State
from wellbeing.regions.models import Region

SOON_DAYS = 90
NOBODY, SOMEBODY = "nobody", "somebody"
TRAINER = "candidacy__trainer"


class Level(StrEnum):
    """How well a region is covered, worst first."""

    NOBODY = "nobody"
    IN_TRAINING = "in_training"  # nobody yet, but somebody is on the way
    ENDING = "ending"  # every certificate ends soon or has ended and is in grace
    ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which trainers are counted and which regions are shown; empty is all. `who` is nobody or somebody."""

    who: str = ""
    kind: str = ""
    language: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """A region in numbers of people. `months_since_run` is None where no run is known of."""

    region: Region
    active: int
    ending: int
    in_grace: int
    in_training: int
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    months_since_run: int | None

    @property
    def level(self) -> Level:
        if not self.active:
            return Level.IN_TRAINING if self.in_training else Level.NOBODY
        return Level.ENDING if self.ending + self.in_grace >= self.active else Level.ACTIVE


@dataclass(frozen=True, slots=True)
class Coverage:
    """The regions, those with nobody first, and how many people are active in all of them, each once."""

    regions: tuple[Covered, ...]
    trainers: int

    @property
    def without(self) -> int:
        return sum(not each.active for each in self.regions)

    @property
    def in_training(self) -> int:
        return sum(each.in_training for each in self.regions)


def coverage(wanted: Wanted, day: date) -> Coverage:
    """The regions that are wanted, by four queries."""
    held = active_certificates(day).filter(_speaking(wanted, f"{TRAINER}__"))
    regions = _with_last_run()
    if wanted.kind:
        regions, held = regions.filter(kind=wanted.kind), held.filter(region__kind=wanted.kind)
    by_region = {row["region"]: row for row in _by_region(held, day)}
    training = dict(_in_training(wanted, day))
    found = [_covered(each, by_region.get(each.pk, {}), training.get(each.pk, 0), day) for each in regions]
    if wanted.who:
        found = [each for each in found if bool(each.active) == (wanted.who == SOMEBODY)]
    people = held.aggregate(people=Count(TRAINER, distinct=True))["people"]
    return Coverage(tuple(sorted(found, key=lambda each: bool(each.active))), people)


def active_certificates(day: date) -> CertificateQuerySet:
    """The certificates by which somebody who goes on working may lead a run on a day."""
    may_lead = Q(state__in=[str(state) for state in ACTIVE])
    return Certificate.objects.with_state(day).filter(_working(day, f"{TRAINER}__"), may_lead)


def columns() -> list[str]:
    """The headings of the same table as a file."""
    return [
        _("Code"),
        _("Region"),
        _("Active"),
        _("Ends within 90 days"),
        _("In grace"),
        _("In training"),
        _("Formats"),
        _("Languages"),
        _("Months since the last run"),
    ]


def rows(day: date) -> list[list[object]]:
    return [
        [
            each.region.pk,
            str(each.region),
            each.active,
            each.ending,
            each.in_grace,
            each.in_training,
            list(each.formats),
            list(each.languages),
            each.months_since_run,
        ]
        for each in coverage(Wanted(), day).regions
    ]


def _working(day: date, at: str = "") -> Q:
    """Of trainers, or of what leads to them by the path `at`: who goes on working."""
    month = months.of(day)
    goes_on = Q(**{f"{at}active_until_month__isnull": True}) | Q(**{f"{at}active_until_month__gte": month})
    return Q(**{f"{at}active_from_month__lte": month}) & goes_on


def _speaking(wanted: Wanted, at: str = "") -> Q:
    asked = Q()
    if wanted.language:
        asked &= Q(**{f"{at}languages__contains": [wanted.language]})
    if wanted.format:
        asked &= Q(**{f"{at}formats__contains": [wanted.format]})
    return asked


def _by_region(held: CertificateQuerySet, day: date) -> Iterable[Mapping[str, Any]]:
    soon = Q(ended_on__gt=day, ended_on__lte=day + timedelta(SOON_DAYS))
    return (
        held.order_by()
        .values("region")
        .annotate(
            active=Count(TRAINER, distinct=True),
            ending=Count(TRAINER, distinct=True, filter=soon),
            in_grace=Count(TRAINER, distinct=True, filter=Q(state=State.IN_GRACE)),
            formats=ArrayAgg(_joined(f"{TRAINER}__formats"), distinct=True),
            languages=ArrayAgg(_joined(f"{TRAINER}__languages"), distinct=True),
        )
    )


def _joined(column: str) -> Func:
    """An array as one text: arrays of different lengths cannot stand in one array."""
    return Func(F(column), Value(","), function="array_to_string", output_field=CharField())


def _in_training(wanted: Wanted, day: date) -> QuerySet[Trainer, tuple[str, int]]:
    here = Certificate.objects.filter(candidacy__trainer=OuterRef("pk"), region=OuterRef("home_region"))
    on_a_path = Exists(Candidacy.objects.filter(trainer=OuterRef("pk")))
    people = Trainer.objects.filter(_working(day), _speaking(wanted), on_a_path, ~Exists(here))
    return people.order_by().values_list("home_region").annotate(Count("pk"))


def _with_last_run() -> QuerySet[Region]:
    """Each with the month of its `last_run`: two looks into an index, however much evidence there is."""
    accepted = Evidence.objects.filter(region=OuterRef("pk"), status=Evidence.Status.ACCEPTED)
    led, together = (
        Subquery(accepted.filter(kind=kind).order_by("-month").values("month")[:1])
        for kind in (Kind.LED, Kind.CO_FACILITATED)
    )
    return Region.objects.annotate(last_run=Greatest(led, together))


def _covered(region: Region, row: Mapping[str, Any], in_training: int, day: date) -> Covered:
    last_run: date | None = region.last_run  # type: ignore[attr-defined]  # annotated
    return Covered(
        region=region,
        active=row.get("active", 0),
        ending=row.get("ending", 0),
        in_grace=row.get("in_grace", 0),
        in_training=in_training,
        formats=_labels(Formats, row.get("formats", ())),
        languages=_labels(Languages, row.get("languages", ())),
        months_since_run=months.between(last_run, day) if last_run else None,
    )


def _labels(choices: type[TextChoices], joined: Iterable[str]) -> tuple[str, ...]:
    offered = {code for text in joined for code in text.split(",")}
    return tuple(str(each.label) for each in choices if each.value in offered)
