"""Versions of pathways: a draft is edited, published whole, and never changes again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction
from django.db.models import QuerySet
from django.forms import model_to_dict

from cms import generation
from trainers import reading, refusals
from trainers.actions import people
from trainers.models import Candidacy, Pathway, PathwayVersion, Requirement
from trainers.reading import Stand
from trainers.rules import checking, months, moving
from trainers.rules.moving import Difference, Effect
from trainers.rules.standing import Missing
from wellbeing.accounts.models import User

SHIPPED = Path(__file__).parent.parent / "pathways.yaml"
NUMBERS = ("months_valid", "renewal_days", "grace_days", "reactivation_months")
MARK = 16


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody stands for one region, and what their next step there would ask by other rules."""

    stand: Stand
    then: tuple[Missing, ...]
    difference: Difference


@dataclass(frozen=True, slots=True)
class Affected:
    """Somebody on another version, and what being moved to this one would mean, for each of their regions."""

    candidacy: Candidacy
    steps: tuple[Step, ...]

    @property
    def effect(self) -> Effect:
        """Harder if it is so anywhere; easier if it is so somewhere and harder nowhere."""
        found = {each.difference.effect for each in self.steps}
        return next(each for each in (Effect.HARDER, Effect.EASIER, Effect.SAME) if each in found)


@transaction.atomic
def start(*, slug: str, name_ru: str, name_en: str) -> PathwayVersion:
    """A new pathway, with an empty draft of its first version."""
    return new_draft(pathway=Pathway.objects.create(slug=slug, name_ru=name_ru, name_en=name_en))


@transaction.atomic
def rename(*, pathway: Pathway) -> Pathway:
    """Write the pathway's names down, which the public reads too. Its short name stays, for addresses do."""
    pathway.save(update_fields=["name_ru", "name_en"])
    transaction.on_commit(generation.bump)
    return pathway


@transaction.atomic
def new_draft(*, pathway: Pathway) -> PathwayVersion:
    """A copy of the published version to edit; the draft that is there already, if there is one."""
    Pathway.objects.select_for_update().get(pk=pathway.pk)
    versions = pathway.versions.order_by("-number")
    draft: PathwayVersion | None = versions.filter(status=PathwayVersion.Status.DRAFT).first()
    if draft:
        return draft
    latest = versions.first()
    copied = {name: getattr(latest, name) for name in NUMBERS} if latest else {}
    draft = PathwayVersion.objects.create(
        pathway=pathway, number=latest.number + 1 if latest else 1, **copied
    )
    for order, each in enumerate(latest.requirements.all() if latest else ()):
        same = model_to_dict(each, exclude=["id", "version"])
        Requirement.objects.create(version=draft, sort_order=order, **same)
    return draft


def mark(*, version: PathwayVersion) -> str:
    """What a version holds as a short text that is another one after any change: of two tabs, one is told."""
    numbers = [str(getattr(version, name)) for name in NUMBERS]
    rows = [
        str(sorted(model_to_dict(each).items())) for each in version.requirements.order_by("sort_order", "pk")
    ]
    return hashlib.sha256("\n".join([*numbers, *rows]).encode()).hexdigest()[:MARK]


def hold(*, version: PathwayVersion, seen: str = "") -> PathwayVersion:
    """Keep a draft as it is until the caller's transaction ends. `seen` is the mark it had for the caller."""
    held: PathwayVersion | None = PathwayVersion.objects.select_for_update().filter(pk=version.pk).first()
    if held is None:
        raise refusals.DraftGone
    if held.status != PathwayVersion.Status.DRAFT:
        raise refusals.PublishedAlready
    if seen and seen != mark(version=held):
        raise refusals.ChangedMeanwhile
    return held


def faults(*, version: PathwayVersion) -> tuple[checking.Problem, ...]:
    return checking.problems(version.rules())


def earlier(*, version: PathwayVersion) -> QuerySet[Candidacy]:
    """Everybody on another version of the same pathway."""
    return Candidacy.objects.filter(version__pathway=version.pathway_id).exclude(version=version)


def affected(
    *, version: PathwayVersion, today: date, among: QuerySet[Candidacy] | None = None
) -> list[Affected]:
    """Whom a version would concern if they were moved to it, and how. As many queries for one as for all."""
    rows = earlier(version=version) if among is None else among
    rules = version.rules()
    steps: dict[UUID, list[Step]] = {}
    for each in reading.stands(rows, today):
        then = reading.missing_by(rules, each, today)
        step = Step(each, then, moving.compare(each.missing, then))
        steps.setdefault(each.candidacy.pk, []).append(step)
    return [Affected(each[0].stand.candidacy, tuple(each)) for each in steps.values()]


@transaction.atomic
def publish(*, version: PathwayVersion, by: str, today: date, seen: str = "") -> PathwayVersion:
    """Make a draft the rules for whoever begins from now on. Others finish on the version they began."""
    Pathway.objects.select_for_update().get(pk=version.pathway_id)
    version = hold(version=version, seen=seen)
    if faults(version=version):
        raise refusals.HasFaults
    published = PathwayVersion.Status.PUBLISHED
    before = PathwayVersion.objects.filter(pathway=version.pathway_id, status=published)
    before.update(status=PathwayVersion.Status.RETIRED)
    version.status, version.published_by, version.published_month = published, by, months.of(today)
    version.save(update_fields=["status", "published_by", "published_month"])
    transaction.on_commit(generation.bump)
    return version


@transaction.atomic
def move(*, version: PathwayVersion, chosen: Iterable[Candidacy], by: User) -> int:
    """Let these trainers go on by a published version; how many they were. All of them, or nobody."""
    moved = 0
    for candidacy in chosen:
        people.move(candidacy=candidacy, version=version, by=by)
        moved += 1
    return moved


@transaction.atomic
def load_shipped(*, by: str, today: date) -> list[PathwayVersion]:
    """The pathways that come with the platform, published; one whose name is there already is left alone."""
    content: dict[str, Any] = yaml.safe_load(SHIPPED.read_text("utf-8"))
    made = []
    for slug, part in content.items():
        pathway, is_new = Pathway.objects.get_or_create(
            slug=slug, defaults={"name_ru": part["name"]["ru"], "name_en": part["name"]["en"]}
        )
        if not is_new:
            continue
        version = PathwayVersion.objects.create(
            pathway=pathway, number=1, **{name: part[name] for name in NUMBERS}
        )
        for order, row in enumerate(part["requirements"]):
            text = row.pop("text")
            Requirement.objects.create(
                version=version, sort_order=order, text_ru=text["ru"], text_en=text["en"], **row
            )
        made.append(publish(version=version, by=by, today=today))
    return made
