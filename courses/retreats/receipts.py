"""What receipts of erasure say, in words, for colleagues and for paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.retreats.models import ErasureReceipt, Retreat, Round
from courses.retreats.rules.erased import Kind

NAMES: dict[Kind, Any] = {
    Kind.APPLICATIONS: gettext_lazy("applications"),
    Kind.SEALED: gettext_lazy("sealed records for the committee"),
    Kind.SECOND_FORMS: gettext_lazy("second forms"),
    Kind.ADDRESSES: gettext_lazy("addresses for messages"),
    Kind.BEDS: gettext_lazy("beds given to people"),
    Kind.CALENDARS: gettext_lazy("calendars under secret addresses"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One receipt: of what it is, the month, and each kind with how much it was."""

    title: str
    month: date
    lines: list[tuple[str, str]]
    late: bool


def of_round(round_: Round) -> list[Said]:
    """That of a round, and then those of its stays; none before anything was erased."""
    stays = ErasureReceipt.objects.filter(retreat__round=round_).select_related("retreat")
    own = ErasureReceipt.objects.filter(round=round_).select_related("round")
    return _said([*own, *stays.order_by("retreat__begins_on", "retreat__title")])


def of_retreat(retreat: Retreat) -> list[Said]:
    return _said(ErasureReceipt.objects.filter(retreat=retreat).select_related("retreat"))


def erased_in(round_: Round) -> date | None:
    """The month in which everything that people wrote for a round went."""
    return ErasureReceipt.objects.filter(round=round_).values_list("month", flat=True).first()


def _said(receipts: Iterable[ErasureReceipt]) -> list[Said]:
    return [
        Said(str(each.round or each.retreat), each.month, _lines(each.counts), each.late) for each in receipts
    ]


def _lines(counts: dict[str, int | None]) -> list[tuple[str, str]]:
    return [(str(name), _many(counts[kind])) for kind, name in NAMES.items() if kind in counts]


def _many(number: int | None) -> str:
    return _("fewer than ten") if number is None else str(number)
