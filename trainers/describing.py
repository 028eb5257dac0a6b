"""The rules of a pathway in the reader's words: what is asked, how much, how recent, where, by whose word.

What somebody lacks of them and where they stand is said elsewhere; this module knows the rules alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from trainers.models import PathwayVersion, Requirement
from trainers.models.choices import Assessor, Kind, ShownBy
from trainers.rules import pathway as rules

MONTHS_A_YEAR = 12

HOURS_OF_SUPERVISION = ngettext_lazy(
    "%(count)d hour of supervision", "%(count)d hours of supervision", "count"
)
HOURS = ngettext_lazy("%(count)d hour", "%(count)d hours", "count")
# More than one of a kind.
SEVERAL = {
    rules.Kind.COURSE: ngettext_lazy("%(count)d course or module", "%(count)d courses or modules", "count"),
    rules.Kind.CO_FACILITATED: ngettext_lazy(
        "%(count)d run co-facilitated", "%(count)d runs co-facilitated", "count"
    ),
    rules.Kind.LED: ngettext_lazy("%(count)d run led", "%(count)d runs led", "count"),
    rules.Kind.OBSERVED: ngettext_lazy("%(count)d session observed", "%(count)d sessions observed", "count"),
    rules.Kind.SUPERVISION: ngettext_lazy(
        "%(count)d time of supervision", "%(count)d times of supervision", "count"
    ),
    rules.Kind.REFLECTION: ngettext_lazy(
        "%(count)d written reflection", "%(count)d written reflections", "count"
    ),
    rules.Kind.SAFETY: ngettext_lazy("%(count)d safety training", "%(count)d safety trainings", "count"),
    rules.Kind.ETHICS: ngettext_lazy(
        "%(count)d consent to the code", "%(count)d consents to the code", "count"
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement: the editors' words for it, what is counted, who may say that it was shown, by what.

    `instead` are those of which one is enough in its place, and what may stand in theirs.
    """

    key: str
    words: str
    measure: str
    who: str
    by_what: str
    instead: tuple["Asked", ...] = ()

    @property
    def sentence(self) -> str:
        """What is counted, and what may be counted in its place, without a full stop."""
        ways = (self, *self.instead)
        return capfirst(one_of((each.measure for each in ways), is_choice=True))


@dataclass(frozen=True, slots=True)
class Changes:
    """What one version asks that another did not, what it no longer asks, and what it says otherwise."""

    added: list[str]
    dropped: list[str]
    changed: list[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.changed)


@dataclass(frozen=True, slots=True)
class StageAsked:
    """What is asked at one time; `counts` says from when on something counts for it."""

    key: str
    title: str
    counts: str
    asked: tuple[Asked, ...]


def stages(version: PathwayVersion) -> list[StageAsked]:
    """Everything that a version asks, by when. Asks for its requirements unless they are prefetched."""
    rows = list(version.requirements.all())
    words = {
        rules.Stage.AWARD: (
            _("For the first certificate"),
            _("What was done since the pathway began counts."),
        ),
        rules.Stage.RENEWAL: (
            _("To renew it"),
            _("What was done since the certificate was issued or last renewed counts."),
        ),
        rules.Stage.REACTIVATION: (
            _("The shorter way back"),
            _("When the grace is over too, this leads back without the whole path."),
        ),
    }
    return [StageAsked(stage, *said, asked=asked(rows, stage)) for stage, said in words.items()]


def asked(requirements: Sequence[Requirement], stage: str) -> tuple[Asked, ...]:
    """The requirements of a stage, each with what may be shown in its place."""
    roots = [each for each in requirements if each.stage == stage and not each.instead_of]
    return tuple(_asked(each, requirements) for each in roots)


def _asked(requirement: Requirement, requirements: Sequence[Requirement]) -> Asked:
    rule = requirement.rule()
    others = [
        _asked(each, requirements)
        for each in requirements
        if each.instead_of == requirement.key and each.stage == requirement.stage
    ]
    return Asked(
        key=rule.key,
        words=str(requirement),
        measure=measure(rule),
        who=who(rule),
        by_what=str(ShownBy(rule.shown_by).label),
        instead=tuple(each for other in others for each in (replace(other, instead=()), *other.instead)),
    )


def changes(before: PathwayVersion, after: PathwayVersion) -> Changes:
    """What differs between two versions, in sentences; requirements are the same by their keys."""
    old = {each.key: _whole(each) for each in before.requirements.all()}
    new = {each.key: _whole(each) for each in after.requirements.all()}
    said = [*zip(numbers(before), numbers(after), strict=True)]
    said += [(old[key], new[key]) for key in new if key in old]
    return Changes(
        added=[new[key] for key in new if key not in old],
        dropped=[old[key] for key in old if key not in new],
        changed=[(one, other) for one, other in said if one != other],
    )


def _whole(requirement: Requirement) -> str:
    """Everything that is to be known of a requirement, on one line."""
    rule = requirement.rule()
    parts = [
        f"{requirement.get_stage_display()}: {requirement}",
        measure(rule),
        _("shown by: %(by_what)s") % {"by_what": ShownBy(rule.shown_by).label},
        _("confirmed by: %(who)s") % {"who": who(rule)},
    ]
    if rule.instead_of:
        parts.append(_("instead of “%(key)s”") % {"key": rule.instead_of})
    return capfirst("; ".join(parts))


def measure(rule: rules.Requirement) -> str:
    """What is counted: “2 runs led, within the last 3 years, in the region of the certificate”."""
    return ", ".join(part for part in (amount(rule), recency(rule), place(rule)) if part)


def amount(rule: rules.Requirement) -> str:
    """How much of what: “2 runs led”, “8 hours of supervision”."""
    said = _counted(rule)
    if rule.subject:
        return _("%(what)s (namely “%(subject)s”)") % {"what": said, "subject": rule.subject}
    return said


def recency(rule: rules.Requirement) -> str:
    """How recent it must be; empty where it does not matter."""
    months = rule.within_months
    if months is None:
        return ""
    years, rest = divmod(months, MONTHS_A_YEAR)
    if rest:
        said = ngettext("within the last %(count)d month", "within the last %(count)d months", months)
        return said % {"count": months}
    if years == 1:
        return _("within the last year")
    return ngettext("within the last %(count)d year", "within the last %(count)d years", years) % {
        "count": years
    }


def place(rule: rules.Requirement) -> str:
    """Where; empty where any region will do."""
    return _("in the region of the certificate") if rule.in_region else ""


def who(rule: rules.Requirement) -> str:
    """Who may say that it was shown: “coordinators of the region or assessors”; empty where nobody may."""
    if rule.shown_by is rules.ShownBy.LOG:
        return _("whoever gave the supervision")
    return one_of(str(each.label) for each in Assessor if each.value in rule.assessors)


def one_of(words: Iterable[str], *, is_choice: bool = False) -> str:
    """“a”, “a or b”; as a choice, “either a, or b”."""
    parts = list(words)
    if is_choice and len(parts) > 1:
        return _("either %(parts)s") % {"parts": _(", or ").join(parts)}
    return _(" or ").join(parts)


def numbers(version: PathwayVersion) -> list[str]:
    """How long a certificate holds and what comes after, in sentences."""
    return [
        ngettext(
            "A certificate is valid for %(count)d month.",
            "A certificate is valid for %(count)d months.",
            version.months_valid,
        )
        % {"count": version.months_valid},
        _renewal(version.renewal_days),
        _grace(version.grace_days),
        _reactivation(version.reactivation_months),
    ]


def _renewal(days: int) -> str:
    if not days:
        return _("It can be renewed only after its end, during the grace.")
    return ngettext(
        "It can be renewed from %(count)d day before its end.",
        "It can be renewed from %(count)d days before its end.",
        days,
    ) % {"count": days}


def _grace(days: int) -> str:
    if not days:
        return _("There is no grace: at its end it has lapsed.")
    return ngettext(
        "After its end there is grace for %(count)d day: runs can be led, and it can still be renewed.",
        "After its end there is grace for %(count)d days: runs can be led, and it can still be renewed.",
        days,
    ) % {"count": days}


def _reactivation(months: int) -> str:
    if not months:
        return _("Once it has lapsed, the whole path leads back.")
    return ngettext(
        "Once it has lapsed, a shorter way leads back for %(count)d month, and later the whole path.",
        "Once it has lapsed, a shorter way leads back for %(count)d months, and later the whole path.",
        months,
    ) % {"count": months}


def _counted(rule: rules.Requirement) -> str:
    if rule.unit is rules.Unit.HOURS and rule.kind is rules.Kind.SUPERVISION:
        return HOURS_OF_SUPERVISION % {"count": rule.count}
    if rule.unit is rules.Unit.HOURS:
        return f"{Kind(rule.kind).label}: {HOURS % {'count': rule.count}}"
    return str(Kind(rule.kind).label) if rule.count == 1 else SEVERAL[rule.kind] % {"count": rule.count}
