"""What is still missing before a round can open, in sentences."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.retreats import policies, policy_words
from courses.retreats.actions.committee import teams
from courses.retreats.models import HouseRoom, Retreat, Round, TeamPart
from courses.retreats.models.choices import Part


def missing(round_: Round, now: datetime) -> list[str]:
    """Nothing where all is there."""
    return [*_hours(round_, now), *_retreats(round_), *_rules(round_), *houses(round_), *_teams(round_)]


def houses(round_: Round) -> Iterator[str]:
    """Houses that are smaller than their team and their places together."""
    retreats = list(round_.retreats.select_related("house"))
    rooms = HouseRoom.objects.filter(house__in=[each.house_id for each in retreats])
    beds = dict(rooms.values("house").annotate(n=Sum("beds")).values_list("house", "n"))
    parts = TeamPart.objects.filter(retreat__in=retreats)
    team = dict(parts.values("retreat").annotate(n=Count("pk")).values_list("retreat", "n"))
    for each in retreats:
        has, needs = beds.get(each.house_id, 0), each.places + team.get(each.pk, 0)
        if has < needs:
            yield ngettext(
                "“%(retreat)s”: the house has %(has)d bed, and its team and its places need %(needs)d.",
                "“%(retreat)s”: the house has %(has)d beds, and its team and its places need %(needs)d.",
                has,
            ) % {"retreat": each, "has": has, "needs": needs}


def _hours(round_: Round, now: datetime) -> Iterator[str]:
    if round_.closes_at is None:
        yield _("Say when applications close.")
    elif round_.closes_at <= now:
        yield _("The hour at which applications close has passed. Choose one that is ahead.")
    if not round_.announced:
        yield _("Say which public value decides the lot, so that nobody can choose it afterwards.")
    if round_.draws_at is None:
        yield _("Say when the public value is read.")
    elif round_.closes_at and round_.draws_at <= round_.closes_at:
        yield _(
            "The public value is read before applications close, so people could know it. Choose a later "
            "hour."
        )


def _retreats(round_: Round) -> Iterator[str]:
    retreats = list(round_.retreats.all())
    if not retreats:
        yield _("Choose the retreats whose places are shared out: at least one.")
    answered = round_.draws_at and round_.draws_at + timedelta(hours=round_.answer_hours)
    for each in retreats:
        if each.decided != Retreat.Decided.PUBLISHED:
            yield _("“%(retreat)s” is not published, or was called off. Publish it, or leave it out.") % {
                "retreat": each
            }
        elif answered and each.begins_on <= answered.date():
            yield _("“%(retreat)s” begins before people have had their time to answer an offer.") % {
                "retreat": each
            }


def _rules(round_: Round) -> Iterator[str]:
    for fault in policies.faults(round_):
        yield policy_words.fault(fault)


def _teams(round_: Round) -> Iterator[str]:
    for part in Part:
        if not teams.can_seal(teams.found_for(round_, part)):
            yield _(
                "Nobody could open this part of an application: “%(part)s”. Give a seat for it to somebody "
                "who has keys, or make recovery words."
            ) % {"part": capfirst(part.label)}
