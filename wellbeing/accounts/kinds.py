"""The kinds of teams there are. Whoever has another kind registers it from its AppConfig; teams know none.

The code of a team is that of its kind, a colon, and what it is the team of.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr

if TYPE_CHECKING:
    from wellbeing.accounts.models.people import User


@dataclass(frozen=True, slots=True)
class Kind:
    """`may_hold` gives whoever may be a member, by an expression for what the team is of: one rule for one
    team and for all at once. `names` says many teams of the kind in words, by what they are of.

    Into a team that `follows`, those who may hold it come by themselves while nothing is sealed to it.
    """

    code: str
    may_hold: Callable[[Combinable], "QuerySet[User]"]
    names: Callable[[Collection[str]], dict[str, str]]
    follows: bool = False

    @property
    def start(self) -> str:
        return f"{self.code}:"

    def of(self, code: F) -> Combinable:
        """What a team is of, in SQL, by the column of its code."""
        return Substr(code, len(self.start) + 1)

    def of_one(self, code: str) -> Combinable:
        return Value(code.removeprefix(self.start))


_known: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _known[kind.code] = kind


def every() -> Iterable[Kind]:
    return _known.values()


def of_code(code: str) -> Kind | None:
    """The kind of the team with this code, if anybody registered it."""
    return _known.get(code.partition(":")[0])


def names(codes: Collection[str]) -> dict[str, str]:
    """Teams in words, by their codes; a fixed number of queries for each kind. Without those nobody knows."""
    found: dict[str, str] = {}
    for kind in every():
        ofs = [code.removeprefix(kind.start) for code in codes if code.startswith(kind.start)]
        if ofs:
            found |= {f"{kind.start}{of}": said for of, said in kind.names(ofs).items()}
    return found
