"""The answers of the rules in words: what is missing, where somebody stands, what comes when.

Every function gives a sentence without its full stop, in the language of the page, beginning small.
"""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext_lazy, pgettext, pgettext_lazy

from trainers.models.choices import Kind, States
from trainers.rules import pathway as rules
from trainers.rules.pathway import MINUTES_AN_HOUR, Assessor, Requirement, ShownBy, Unit
from trainers.rules.standing import Change, Coming, Missing, Standing, State, WayBack

# What is lacking: exactly one, and any other number. In Russian both are said in the genitive.
LACKS: dict[rules.Kind, tuple[Promise, Any]] = {
    rules.Kind.COURSE: (
        pgettext_lazy("lacks", "one course"),
        npgettext_lazy("lacks", "%(count)d course", "%(count)d courses", "count"),
    ),
    rules.Kind.CO_FACILITATED: (
        pgettext_lazy("lacks", "one co-facilitated run"),
        npgettext_lazy("lacks", "%(count)d co-facilitated run", "%(count)d co-facilitated runs", "count"),
    ),
    rules.Kind.LED: (
        pgettext_lazy("lacks", "one run led"),
        npgettext_lazy("lacks", "%(count)d run led", "%(count)d runs led", "count"),
    ),
    rules.Kind.OBSERVED: (
        pgettext_lazy("lacks", "one observed session"),
        npgettext_lazy("lacks", "%(count)d observed session", "%(count)d observed sessions", "count"),
    ),
    rules.Kind.SUPERVISION: (
        pgettext_lazy("lacks", "one hour of supervision"),
        npgettext_lazy("lacks", "%(count)d hour of supervision", "%(count)d hours of supervision", "count"),
    ),
    rules.Kind.REFLECTION: (
        pgettext_lazy("lacks", "one written reflection"),
        npgettext_lazy("lacks", "%(count)d written reflection", "%(count)d written reflections", "count"),
    ),
    rules.Kind.SAFETY: (
        pgettext_lazy("lacks", "one safety training"),
        npgettext_lazy("lacks", "%(count)d safety training", "%(count)d safety trainings", "count"),
    ),
    rules.Kind.ETHICS: (
        pgettext_lazy("lacks", "the consent to the code of ethics"),
        npgettext_lazy(
            "lacks",
            "%(count)d consent to the code of ethics",
            "%(count)d consents to the code of ethics",
            "count",
        ),
    ),
}
WHO: dict[Assessor, Promise] = {
    Assessor.COORDINATOR: pgettext_lazy("who can", "region coordinators"),
    Assessor.ASSESSOR: pgettext_lazy("who can", "an assessor"),
    Assessor.TRAINER: pgettext_lazy("who can", "another certified trainer"),
}


def missing(each: Missing) -> str:
    """As “one observed session is missing; region coordinators or an assessor can arrange it”."""
    lacking = _or(_lacking(one) for one in (each, *each.instead))
    if each.lacks == 1:
        said = _("%(what)s is missing") % {"what": lacking}
    else:
        said = _("%(what)s are missing") % {"what": lacking}
    return "; ".join([said, *_limits(each.requirement), _help(each.requirement)])


def standing(now: Standing) -> str:
    """The state, through when it lasts by itself, and what leads on from it."""
    return _STANDING[now.state] % {"until": _day(now.until)} if now.until else _unbounded(now)


def state(now: State) -> str:
    """The state alone, as in a list."""
    return str(States(now).label)


def coming(each: Coming) -> str:
    """What will have changed on which day."""
    if each.change is Change.EVIDENCE_AGES and each.requirement:
        said = _("from %(on)s this is too old to count: %(what)s")
        return said % {"on": _day(each.on), "what": Kind(each.requirement.kind).label}
    return _COMING[each.change] % {"on": _day(each.on), "last": _day(each.on - timedelta(1))}


def amount(requirement: Requirement, has: int) -> str:
    """How much of what is asked is there: “1 of 2”, “4 h 30 min of 6 h”."""
    if requirement.unit is Unit.HOURS:
        words = {"has": hours(has), "asked": hours(requirement.amount)}
    else:
        words = {"has": str(has), "asked": str(requirement.amount)}
    return _("%(has)s of %(asked)s") % words


def hours(minutes: int) -> str:
    """“1 h 30 min”; “45 min”."""
    whole, left = divmod(minutes, MINUTES_AN_HOUR)
    parts = [_("%(hours)d h") % {"hours": whole}] if whole or not left else []
    parts += [_("%(minutes)d min") % {"minutes": left}] if left else []
    return " ".join(parts)


def _lacking(each: Missing) -> str:
    kind, count = each.requirement.kind, each.lacks
    if each.requirement.unit is Unit.HOURS:
        if count % MINUTES_AN_HOUR:
            return pgettext("lacks", "%(time)s of supervision") % {"time": hours(count)}
        count //= MINUTES_AN_HOUR
    one, many = LACKS[kind]
    return str(one) if count == 1 else str(many % {"count": count})


def _limits(requirement: Requirement) -> list[str]:
    said = []
    if requirement.in_region:
        said.append(_("it has to be in the certificate’s region"))
    if requirement.within_months:
        recent = ngettext(
            "not older than %(count)d month", "not older than %(count)d months", requirement.within_months
        )
        said.append(recent % {"count": requirement.within_months})
    return said


def _help(requirement: Requirement) -> str:
    if requirement.shown_by is ShownBy.LOG:
        return _("the supervisor logs it")
    who = _or(str(name) for each, name in WHO.items() if each in requirement.assessors)
    if requirement.kind is rules.Kind.OBSERVED:
        return _("%(who)s can arrange it") % {"who": who}
    return _("%(who)s can confirm it") % {"who": who}


def _or(words: Any) -> str:
    *first, last = words
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _unbounded(now: Standing) -> str:
    if now.state is State.LAPSED and now.way is WayBack.AWARD:
        return _("lapsed; the whole path leads back")
    return {
        State.IN_TRAINING: _("in training, on the way to the first certificate"),
        State.SUSPENDED: _("suspended; two people can lift it, and so can an appeal"),
        State.REVOKED: _("revoked; a successful appeal leads back, or the whole path anew"),
    }.get(now.state, state(now.state))


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


_STANDING: dict[State, Any] = {
    State.CERTIFIED: pgettext_lazy("standing", "certified; renewal opens after %(until)s"),
    State.RENEWAL_DUE: pgettext_lazy(
        "standing", "renewal is due; the certificate is valid through %(until)s"
    ),
    State.IN_GRACE: pgettext_lazy(
        "standing", "in grace: the certificate has ended and can be renewed through %(until)s"
    ),
    State.LAPSED: pgettext_lazy("standing", "lapsed; through %(until)s a shorter way leads back"),
}
_COMING: dict[Change, Any] = {
    Change.RENEWAL_OPENS: pgettext_lazy("coming", "from %(on)s the certificate can be renewed"),
    Change.EXPIRES: pgettext_lazy("coming", "after %(last)s the certificate has ended, and grace begins"),
    Change.GRACE_ENDS: pgettext_lazy("coming", "after %(last)s the grace is over, and it lapses"),
    Change.REACTIVATION_ENDS: pgettext_lazy(
        "coming", "after %(last)s no shorter way leads back, only the whole path"
    ),
}
