"""The boxes of quarters: the list, and whether this quarter and the next have theirs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin.ui.tables import BaseColumn, Column, Table, TitleColumn

from wellbeing.ballots import quarters
from wellbeing.picture import members, standing
from wellbeing.picture.rules import shares
from wellbeing.picture.staff import frame
from wellbeing.picture.standing import Standing
from wellbeing.privacy.guards import staff


class PartColumn(Column):
    """A cell that a template of ours makes from the row."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, **options)
        self.cell_template_name = f"picture/staff/_box_{name}_cell.html"


@staff(members.OPEN_BOX)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every quarter's boxes, and a warning where there are none or hardly anybody can open them."""
    rows = standing.every()
    current = quarters.first_day(frame.today())
    with_keys = members.key_pairs().count()
    context = {
        "table": Table(_columns(), rows, classname="listing stacked") if rows else None,
        "has_box": any(each.quarter == current for each in rows),
        "current": frame.quarter_name(current),
        "with_keys": with_keys,
        "has_enough_keys": with_keys >= shares.NEEDED,
        "at_risk": [each for each in rows if each.is_at_risk],
        "lost": [each for each in rows if each.is_lost],
    }
    return frame.page(request, "boxes", _("Boxes of quarters"), context, icon="lock")


def _columns() -> list[BaseColumn]:
    return [
        TitleColumn("quarter", label=_("Quarter"), accessor="name", get_url=_address),
        PartColumn("state", label=_("State")),
        PartColumn("ballots", label=_("Contributions")),
        PartColumn("holders", label=_("Who can open it")),
    ]


def _address(row: Standing) -> str:
    return reverse("picture_staff:box", args=[row.box.pk])
