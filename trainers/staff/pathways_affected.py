"""Those whom another version would concern, in words: by what it would mean for them, one's own by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from trainers import describing, scope, wording
from trainers.actions.pathways import Affected, Step
from trainers.rules.moving import Effect
from trainers.rules.standing import Missing
from wellbeing.accounts.models import User

# So many people are named in each group; the rest is a number until the page on which they are moved.
NAMED = 50

TITLES: dict[Effect, Promise] = {
    Effect.HARDER: gettext_lazy("It would get harder"),
    Effect.EASIER: gettext_lazy("It would get easier"),
    Effect.SAME: gettext_lazy("It would stay the same"),
}


@dataclass(frozen=True, slots=True)
class StepSaid:
    """Where somebody stands for a region, and what their next step there asks now and would ask then."""

    state: str
    region: str
    added: list[str]
    dropped: list[str]
    now: list[str]
    then: list[str]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on another version; `key` is that of their candidacy."""

    key: str
    name: str
    region: str
    number: int
    effect: Promise
    steps: list[StepSaid]


@dataclass(frozen=True, slots=True)
class Group:
    """Those for whom it means the same: some by name, how many more of one's own, how many of others."""

    title: Promise
    named: list[Person]
    unnamed: int
    elsewhere: int

    @property
    def count(self) -> int:
        return len(self.named) + self.unnamed + self.elsewhere


def groups(affected: Iterable[Affected], by: User) -> list[Group]:
    """Everybody affected, harder first. Only those with whom a colleague works have names."""
    own: set[UUID] = set(scope.trainers(by).values_list("pk", flat=True))
    everybody = list(affected)
    found = []
    for effect, title in TITLES.items():
        concerned = [each for each in everybody if each.effect is effect]
        near = [each for each in concerned if each.candidacy.trainer_id in own]
        named = [person(each) for each in near[:NAMED]]
        found.append(Group(title, named, len(near) - len(named), len(concerned) - len(near)))
    return found


def person(affected: Affected) -> Person:
    candidacy = affected.candidacy
    return Person(
        key=str(candidacy.pk),
        name=candidacy.trainer.name,
        region=str(candidacy.trainer.home_region),
        number=candidacy.version.number,
        effect=TITLES[affected.effect],
        steps=[_said(each) for each in affected.steps],
    )


def _said(step: Step) -> StepSaid:
    certificate = step.stand.certificate
    return StepSaid(
        state=wording.state(step.stand.state),
        region=str(certificate.region) if certificate else "",
        added=_measures(step.difference.added),
        dropped=_measures(step.difference.dropped),
        now=[wording.missing(each) for each in step.stand.missing],
        then=[wording.missing(each) for each in step.then],
    )


def _measures(missing: Iterable[Missing]) -> list[str]:
    return [describing.measure(each.requirement) for each in missing]
