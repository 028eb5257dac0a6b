"""The pages of adding. They all have one length, whatever was answered, chosen or refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellbeing.assessments.adding import refusals as own
from wellbeing.assessments.taking import catalogue
from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.assessments.taking.pages import where
from wellbeing.ballots import refusals
from wellbeing.ballots.forms import LONGEST
from wellbeing.privacy.padding import pad_html

LENGTH = 24 * 1024


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form holds: whether the box is ticked, a region's code or "", and the form's token."""

    is_ticked: bool
    region: str
    form: str


def ask(shown: Shown, line: str, wish: Wish, *, said: str = "") -> bytes:
    """The list of regions and the tick, as they were left, with a sentence when something was refused."""
    form = {"is_ticked": wish.is_ticked, "region": wish.region, "form": wish.form[:LONGEST]}
    regions = catalogue.regions(shown.language)
    return _page("ask", shown, line=line, said=said, groups=_groups(regions), **form)


def added(shown: Shown) -> bytes:
    """It lies in the box. The same page for everybody."""
    return catalogue.once(("added", shown.code, shown.language), lambda: _page("added", shown))


def ended(shown: Shown, line: str, refused: refusals.Refused) -> bytes:
    """The refusals after which there is nothing more to press."""
    return _page("ended", shown, line=line, is_used=isinstance(refused, refusals.Used))


def sentence(refused: refusals.Refused) -> str:
    """Why nothing was added yet, for whoever pressed."""
    match refused:
        case refusals.TooEarly(seconds=int() as seconds):
            return ngettext(
                "That was faster than a result is read, so nothing was added yet. The wait keeps programs "
                "from filling the picture. Please press again in %(seconds)s second.",
                "That was faster than a result is read, so nothing was added yet. The wait keeps programs "
                "from filling the picture. Please press again in %(seconds)s seconds.",
                seconds,
            ) % {"seconds": seconds}
        case refusals.Stale():
            return _(
                "This page stood open for more than three hours, or something of it was lost on the way. "
                "Nothing was added yet. Here it is again: please press once more in 15 seconds."
            )
        case own.Unticked():
            return _("The box is not ticked, so nothing was added. Tick it if you want to.")
        case own.UnknownRegion():
            return _("This region is not in the list. Choose it once more, or leave the region out.")
    return _("Nothing can be added at this moment. You can press again later, or simply close this page.")


def _groups(regions: Sequence[catalogue.Place]) -> list[tuple[str, list[catalogue.Place]]]:
    subjects = [place for place in regions if place.is_subject]
    countries = [place for place in regions if not place.is_subject]
    return [(_("Russia"), subjects), (_("Other countries"), countries)]


def _page(name: str, shown: Shown, **context: object) -> bytes:
    context |= {**where(shown.slug, shown.language), "code": shown.code}
    return pad_html(render_to_string(f"assessments/adding/{name}.html", context).encode(), LENGTH)
