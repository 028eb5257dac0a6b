"""What a round was closed upon, and what came of it: the one box that all after closing start from.

Case, policy and result are under the marks that are published; `names` says what these stand for. In `case`
the pairs who must not meet are the real ones alone. People stay in it when they delete their application
later, by their ticket and nothing else: whoever acts on it treats tickets without an application as gone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from courses.retreats.models import Frozen, Round
from courses.retreats.rules import case as cases
from courses.retreats.rules import reading
from courses.retreats.rules.case import Case
from courses.retreats.rules.model import Clause
from courses.retreats.rules.policy import Policy, Rule
from courses.retreats.rules.reasons import Reason
from courses.retreats.rules.redaction import Names


@dataclass(frozen=True, slots=True)
class Closed:
    """`salt` is of the seal on who must not meet. `conflict` are the rules that cannot all hold, none where
    all can, None until that is known. `result` is as `record.result` gives it, None until the places are
    shared out; `reasons` has one for each wish of whoever has no place, by ticket."""

    case: Case
    policy: Policy
    salt: str
    names: Names
    conflict: Sequence[Clause] | None = None
    result: Mapping[str, Any] | None = None
    reasons: Mapping[str, Sequence[Reason]] = field(default_factory=dict)

    def retreat_id(self, letter: str) -> UUID:
        """The retreat that a letter of the case stands for."""
        return UUID(self.names.retreats[letter])

    def places(self) -> dict[str, UUID]:
        """The retreat of each ticket that has a place by the result."""
        found = self.result or {"places": {}}
        return {ticket: self.retreat_id(letter) for ticket, letter in found["places"].items()}


def closed_case(round: Round) -> Closed:
    """Raises Frozen.DoesNotExist before a round is closed, server_keys.NoKey, sealing.DoesNotOpen."""
    raw = Frozen.objects.get(round=round).contents()
    reasons = {ticket: [Reason(**each) for each in said] for ticket, said in raw["reasons"].items()}
    return Closed(
        case=reading.case(raw["case"]),
        policy=reading.policy(raw["policy"]),
        salt=raw["salt"],
        names=Names(**raw["names"]),
        conflict=_conflict(raw["conflict"]),
        result=raw["result"],
        reasons=reasons,
    )


def write(round: Round, closed: Closed) -> None:
    """Keep it in place of what was there. Raises server_keys.NoKey, sealing.DoesNotFit."""
    row = Frozen.objects.filter(round=round).first() or Frozen(round=round)
    row.put(
        {
            "case": cases.plain(closed.case),
            "policy": closed.policy.plain(),
            "salt": closed.salt,
            "names": asdict(closed.names),
            "conflict": closed.conflict,
            "result": closed.result,
            "reasons": {ticket: [asdict(each) for each in said] for ticket, said in closed.reasons.items()},
        }
    )
    row.save()


def _conflict(raw: Sequence[tuple[str, str]] | None) -> list[Clause] | None:
    return None if raw is None else [(Rule(rule), about) for rule, about in raw]
