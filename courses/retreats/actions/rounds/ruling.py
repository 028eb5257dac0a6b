"""Writing the rules of a round, until it opens."""

from collections.abc import Mapping
from uuid import UUID

from courses.retreats import policies, refusals, traces
from courses.retreats.actions.rounds import steps
from courses.retreats.models import Retreat, Round
from courses.retreats.rules.policy import Policy
from wellbeing.accounts.models import User

Limits = Mapping[UUID, Mapping[str, int]]


def rule(*, round: UUID, policy: Policy, own_word_up_to: int, limits: Limits, seen: str, by: User) -> Round:
    """Other rules. `limits` say by retreat for how many people its team can do what; `seen` is the mark of
    the rules that the colleague had before them (`policies.mark`).

    Raises Round.DoesNotExist, refusals.NotAsItStands, ChangedMeanwhile, HasApplied.
    """
    with steps.step(round=round, by=by) as held:
        steps.expect(held, Round.Decided.PREPARING)
        if seen != policies.mark(held):
            raise refusals.ChangedMeanwhile
        held.policy, held.own_word_up_to = policy.plain(), own_word_up_to
        held.save(update_fields=["policy", "own_word_up_to"])
        for retreat, most in limits.items():
            Retreat.objects.filter(pk=retreat, round=held).update(limits=dict(most))
        traces.note(held, "retreats.rule", by)
    return held
