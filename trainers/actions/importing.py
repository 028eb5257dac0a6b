"""Spreadsheets of trainers: what a file would do, and doing just that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation

from trainers import refusals, scope, traces
from trainers.actions import sealing_imported
from trainers.actions.sealing_imported import Sealing
from trainers.importing import cells, planning, reading
from trainers.importing.columns import Column
from trainers.importing.planning import Known, Limits, Mark, Outcome, Plan
from trainers.importing.reading import Reading
from trainers.importing.regions import Regions
from trainers.importing.rows import Book
from trainers.importing.words import Vocabulary
from trainers.models import Candidacy, Pathway, PathwayVersion, Trainer
from trainers.models.choices import Formats, Languages, Specialities
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

CHOICES = {
    Column.LANGUAGES: Languages,
    Column.FORMATS: Formats,
    Column.SPECIALITIES: Specialities,
}
FIELDS = {
    Column.LANGUAGES: "languages",
    Column.FORMATS: "formats",
    Column.SPECIALITIES: "specialities",
    Column.SINCE: "active_from_month",
    Column.UNTIL: "active_until_month",
}
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Done:
    """What was written, and of how many trainers the sealed part was; `left`: of how many it could not be."""

    plan: Plan
    sealed: int = 0
    left: int = 0


def read(*, data: bytes) -> Reading:
    """What a file says. Nothing of it is kept. Raises importing.faults.Unreadable."""
    return reading.read(data, book())


def plan(*, what: Reading, by: User, today: date) -> Plan:
    """What a file would do today. Eight queries."""
    own = frozenset(scope.regions(by).values_list("pk", flat=True))
    limits = Limits(own, frozenset(published()), today)
    return planning.plan(what, _known({row.home for row in what.rows} & own), limits)


@transaction.atomic
def carry_out(
    *, what: Reading, fingerprint: str, by: User, today: date, sealing: Sealing | None = None
) -> Done:
    """Write what was previewed, and nothing else; what is sealed besides comes from the file sent once more.

    Raises ChangedSince where anything of it would come out otherwise by now, WrittenAlready, AnotherFile.
    """
    if sealing and reading.digest(sealing.data) != what.digest:
        raise refusals.AnotherFile
    homes = {row.home for row in what.rows}
    list(Region.objects.select_for_update(no_key=True).filter(pk__in=homes).order_by("pk"))
    now = plan(what=what, by=by, today=today)
    if now.fingerprint() != fingerprint:
        raise refusals.ChangedSince if now.writes else refusals.WrittenAlready
    versions = published()
    try:
        with transaction.atomic():
            _create([each for each in now.outcomes if each.mark is Mark.CREATED], versions, by)
            _change([each for each in now.outcomes if each.mark is Mark.CHANGED], versions, by)
    except IntegrityError:
        raise refusals.ChangedSince from None
    if sealing is None:
        return Done(now)
    rows = [each.row for each in now.outcomes if each.mark is not Mark.WRONG]
    return Done(now, *sealing_imported.seal(rows=rows, what=sealing, book=book()))


def book() -> Book:
    """What words mean on this site, in both of its languages. Two queries."""
    labels: dict[Column, list[tuple[str, str]]] = defaultdict(list)
    for language in ("ru", "en"):
        with translation.override(language):
            for column, choices in CHOICES.items():
                labels[column] += [(code, str(label)) for code, label in choices.choices]
    names = Region.objects.values_list("pk", "name_ru", "name_en")
    pathways = Pathway.objects.values_list("slug", "name_ru", "name_en")
    called = {cells.fold(name): slug for slug, *both in pathways for name in (slug, *both)}
    return Book(Regions(names), Vocabulary(labels), called)


def published() -> Mapping[str, PathwayVersion]:
    """The published versions by the short name of their pathway."""
    rows = PathwayVersion.objects.filter(status=PathwayVersion.Status.PUBLISHED).select_related("pathway")
    return {each.pathway.slug: each for each in rows}


def _known(homes: Iterable[str]) -> list[Known]:
    """The trainers at home in these regions, as a file would describe them."""
    rows = Trainer.objects.filter(home_region__in=homes).order_by("pk")
    ids = rows.values("pk")
    served: dict[UUID, list[str]] = defaultdict(list)
    through = Trainer.regions.through.objects.filter(trainer__in=ids)
    for trainer_id, region_id in through.order_by("region_id").values_list("trainer_id", "region_id"):
        served[trainer_id].append(region_id)
    walked: dict[UUID, list[tuple[str, date]]] = defaultdict(list)
    candidacies = Candidacy.objects.filter(trainer__in=ids).order_by("began_month", "pk")
    names = ("trainer_id", "version__pathway__slug", "began_month")
    for trainer_id, slug, began in candidacies.values_list(*names):
        walked[trainer_id].append((slug, began))
    return [
        Known(
            id=each.pk,
            name=each.name,
            home=each.home_region_id,
            values={
                Column.LANGUAGES: tuple(sorted(each.languages)),
                Column.FORMATS: tuple(sorted(each.formats)),
                Column.SPECIALITIES: tuple(sorted(each.specialities)),
                Column.SERVES: tuple(sorted(served[each.pk])),
                Column.SINCE: each.active_from_month,
                Column.UNTIL: each.active_until_month,
                Column.PATHWAY: tuple(walked[each.pk]),
            },
        )
        for each in rows
    ]


def _create(outcomes: Sequence[Outcome], versions: Mapping[str, PathwayVersion], by: User) -> None:
    made = [Trainer(name=each.row.name, home_region_id=each.row.home, **_columns(each)) for each in outcomes]
    Trainer.objects.bulk_create(made, batch_size=BATCH)
    both = list(zip(made, outcomes, strict=True))
    traces.note_many(made, "wagtail.create", by=by)
    _relate(both, versions, by)


def _change(outcomes: Sequence[Outcome], versions: Mapping[str, PathwayVersion], by: User) -> None:
    rows = Trainer.objects.in_bulk([each.id for each in outcomes if each.id])
    both = [(rows[each.id], each) for each in outcomes if each.id]
    for trainer, outcome in both:
        for name, value in _columns(outcome).items():
            setattr(trainer, name, value)
    changed = [trainer for trainer, _ in both]
    if names := {name for _, outcome in both for name in _columns(outcome)}:
        Trainer.objects.bulk_update(changed, sorted(names), batch_size=BATCH)
    traces.note_many(changed, "wagtail.edit", by=by)
    moved = [trainer.pk for trainer, outcome in both if _changed(outcome, Column.SERVES)]
    Trainer.regions.through.objects.filter(trainer__in=moved).delete()
    _relate(both, versions, by)


def _relate(
    both: Sequence[tuple[Trainer, Outcome]], versions: Mapping[str, PathwayVersion], by: User
) -> None:
    """The regions that trainers serve and the pathways that they begin."""
    served = [
        Trainer.regions.through(trainer_id=trainer.pk, region_id=code)
        for trainer, outcome in both
        for change in _changed(outcome, Column.SERVES)
        for code in change.after
    ]
    Trainer.regions.through.objects.bulk_create(served, batch_size=BATCH)
    begun = [
        Candidacy(trainer=trainer, version=versions[slug], began_month=began)
        for trainer, outcome in both
        for change in _changed(outcome, Column.PATHWAY)
        for slug, began in change.after[len(change.before) :]
    ]
    Candidacy.objects.bulk_create(begun, batch_size=BATCH)
    pathways = [str(candidacy.version) for candidacy in begun]
    traces.note_many([candidacy.trainer for candidacy in begun], "trainers.begin", by=by, of=pathways)


def _columns(outcome: Outcome) -> dict[str, Any]:
    return {
        FIELDS[change.column]: list(change.after) if isinstance(change.after, tuple) else change.after
        for change in outcome.changes
        if change.column in FIELDS
    }


def _changed(outcome: Outcome, column: Column) -> list[Any]:
    """The change of a column, if there is one."""
    return [change for change in outcome.changes if change.column is column]
