"""The teams that retreats seal to: the committee of a round by part, the council for appeals, and whoever
holds a retreat. They follow seats and plans."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import CharField, Exists, Model, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.retreats.models import Retreat, Round, Seat, TeamPart
from courses.retreats.models.choices import Part
from wellbeing.accounts.kinds import Kind
from wellbeing.accounts.models import User

# The parts that colleagues have seats for; appeals go to the council.
SEATED = (Part.ACCESS, Part.SAFETY, Part.CONTACT)


def _in_committee(round: Combinable, *, part: Part) -> QuerySet[User]:
    """Those with a seat for the part who may still be in a committee."""
    sits = _of("round", Seat.objects.filter(user=OuterRef("pk"), part=part))
    return _people(round).filter(Exists(sits), may("review"))


def _in_council(round: Combinable) -> QuerySet[User]:
    return _people(round).filter(Exists(_of("pk", Round.objects.all())), may("read_value"))


def _holding(retreat: Combinable) -> QuerySet[User]:
    """Colleagues in the team of a retreat who may hold one."""
    holds = _of("retreat", TeamPart.objects.filter(colleague__user=OuterRef("pk")))
    return _people(retreat).filter(Exists(holds), may("hold"))


def _people(of_what: Combinable) -> QuerySet[User]:
    return User.objects.filter(is_active=True).alias(of_what=of_what)


def _of(column: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows of what the team is of. Compared as text: what a code says need not be a key at all."""
    return rows.alias(text=Cast(column, CharField())).filter(text=OuterRef("of_what"))


def may(codename: str) -> Exists:
    """Of colleagues: whether a role gives them this permission of retreats."""
    rows = Group.objects.filter(user=OuterRef("pk"), permissions__content_type__app_label="retreats")
    return Exists(rows.filter(permissions__codename=codename))


def _names(ids: Collection[str], *, model: type[Model], said: str | Promise) -> dict[str, str]:
    rows = model._default_manager.alias(text=Cast("pk", CharField())).filter(text__in=ids)
    return {str(id): str(said) % {"title": title} for id, title in rows.values_list("pk", "title")}


def _kind(code: str, may_hold: Callable[[Combinable], QuerySet[User]], model: type[Model], said: Any) -> Kind:
    return Kind(code, may_hold, partial(_names, model=model, said=said), follows=True)


_SAID = {
    Part.ACCESS: _("Committee, what people need: %(title)s"),
    Part.SAFETY: _("Committee, who must not meet: %(title)s"),
    Part.CONTACT: _("Committee, how to reach people: %(title)s"),
}
ROUND = {
    **{
        part: _kind(f"round-{part}", partial(_in_committee, part=part), Round, _SAID[part]) for part in SEATED
    },
    Part.APPEAL: _kind("round-appeal", _in_council, Round, _("Appeals: %(title)s")),
}
RETREAT = _kind("retreat", _holding, Retreat, _("Team of the retreat: %(title)s"))
EVERY = (*ROUND.values(), RETREAT)
