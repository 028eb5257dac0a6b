"""Versions of pathways: a draft is edited, published whole, and never changes again."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.forms import model_to_dict

from trainers import reading, refusals
from trainers.models import Candidacy, Pathway, PathwayVersion, Requirement
from trainers.rules import checking, months
from trainers.rules.standing import Missing

SHIPPED = Path(__file__).parent.parent / "pathways.yaml"
NUMBERS = ("months_valid", "renewal_days", "grace_days", "reactivation_months")


@dataclass(frozen=True, slots=True)
class Affected:
    """Somebody on the published version, and what they would have to show if they were moved to the draft."""

    candidacy: Candidacy
    now: tuple[Missing, ...]
    then: tuple[Missing, ...]

    @property
    def is_harder(self) -> bool:
        return {each.requirement.key for each in self.then} > {each.requirement.key for each in self.now}


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
    for each in latest.requirements.all() if latest else ():
        Requirement.objects.create(version=draft, **model_to_dict(each, exclude=["id", "version"]))
    return draft


def faults(*, version: PathwayVersion) -> tuple[checking.Problem, ...]:
    return checking.problems(version.rules())


def affected(*, version: PathwayVersion, today: date) -> list[Affected]:
    """Whom a draft would concern if they were moved to it, and how, before it is published."""
    rows = Candidacy.objects.filter(version__pathway=version.pathway_id).exclude(version=version)
    rules = version.rules()
    return [
        Affected(each.candidacy, each.missing, reading.missing_by(rules, each, today))
        for each in reading.stands(rows, today)
    ]


@transaction.atomic
def publish(*, version: PathwayVersion, by: str, today: date) -> PathwayVersion:
    """Make a draft the rules for whoever begins from now on. Others finish on the version they began."""
    Pathway.objects.select_for_update().get(pk=version.pathway_id)
    version = PathwayVersion.objects.get(pk=version.pk)
    if version.status != PathwayVersion.Status.DRAFT:
        raise refusals.AlreadyDecided
    if faults(version=version):
        raise refusals.HasFaults
    published = PathwayVersion.Status.PUBLISHED
    earlier = PathwayVersion.objects.filter(pathway=version.pathway_id, status=published)
    earlier.update(status=PathwayVersion.Status.RETIRED)
    version.status, version.published_by, version.published_month = published, by, months.of(today)
    version.save(update_fields=["status", "published_by", "published_month"])
    return version


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
