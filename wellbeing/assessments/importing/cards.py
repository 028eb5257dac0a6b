"""What a fact card says, as plain frozen data: counts, codes, index sets, figures with how sure they are."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wellbeing.assessments.rules import definition


class Checked(StrEnum):
    """How a figure was verified: read in full, in an abstract, computed from others, or not yet at all."""

    PAGE = "page"
    ABSTRACT = "abstract"
    COMPUTED = "computed"
    MEMORY = "memory"


class Labels(StrEnum):
    """Whether the labels say more as the numbers rise (never to always) or less (1 = strongly agree)."""

    RISING = "rising"
    FALLING = "falling"


class ChangeKind(StrEnum):
    """RELIABLE: a published rule. MDC95: 1.96 * sqrt(2) * SD * sqrt(1 - r). GROUP: what matters in a mean."""

    RELIABLE = "reliable"
    MDC95 = "mdc95"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Block:
    """Items answered on the same set of labels, with its codes as printed. `items` count from 1."""

    key: str
    codes: tuple[Decimal, ...]
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Reliability (0..1) and spread (scale units). `sd` and `n` are None where no source gave them."""

    coefficient: str
    value: Decimal
    sd: Decimal | None
    n: int | None
    population: str
    source: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class CardChange:
    """How many points make a change, in scale units, and by whom."""

    kind: ChangeKind
    points: Decimal
    source: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class CardScale:
    """`items` and `reversed` count from 1. `unchecked` names figures that nobody has verified at source."""

    key: str
    title: definition.Texts
    items: tuple[int, ...]
    reversed: frozenset[int]
    method: definition.Method
    min_answered: int
    low: Decimal
    high: Decimal
    direction: definition.Direction
    bands: tuple[definition.Band, ...]
    figures: Figures | None
    changes: tuple[CardChange, ...]
    unchecked: tuple[str, ...]

    @property
    def reliability(self) -> definition.Reliability | None:
        """The figures where they suffice to tell change from chance, which takes a spread as well."""
        known = self.figures
        if known is None or known.sd is None:
            return None
        return definition.Reliability(
            known.coefficient, known.value, known.sd, known.n, known.population, known.source
        )


@dataclass(frozen=True, slots=True)
class FactCard:
    """`items_loinc` in the instrument's order; `answers` code to number; `bad_words` by language, those
    that stand in the labels of copies known to be wrong.

    `recall_days` are the periods asked about in editions of it; empty where none is stated. `gates` decide
    whether the other items are asked at all. `order` names the sheet whose order the numbers follow, where
    sheets differ. `variants` are the same instrument under other codes. `unchecked` as for a scale.
    """

    id: str
    names: tuple[str, ...]
    title: definition.Texts
    count: int
    blocks: tuple[Block, ...]
    labels: Labels
    order: str
    bad_words: dict[str, list[str]]
    sensitive: frozenset[int]
    gates: frozenset[int]
    recall_days: tuple[int, ...]
    panels: frozenset[str]
    items_loinc: tuple[str, ...]
    totals: frozenset[str]
    unscored: frozenset[str]
    answers: dict[str, Decimal]
    scales: tuple[CardScale, ...]
    licence: definition.Licence
    unchecked: tuple[str, ...]
    variants: tuple["FactCard", ...] = ()

    @property
    def codes(self) -> tuple[Decimal, ...]:
        """Those of the first block."""
        return self.blocks[0].codes

    @property
    def reversed(self) -> frozenset[int]:
        return frozenset(i for scale in self.scales for i in scale.reversed)

    def codes_of(self, item: int | None) -> tuple[Decimal, ...]:
        """Those of the block that holds the item; of the first where the item is not known."""
        return next((block.codes for block in self.blocks if item in block.items), self.codes)
