"""What an instrument is: plain frozen data, shared by scoring, importing and the models.

Texts are kept per language code (`{"ru": ..., "en": ...}`). Codes are explicit numbers and are
never derived from the order of options. This module imports no framework.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Texts = Mapping[str, str]


class Method(StrEnum):
    """How the codes of a scale's answered items become one value.

    SUM: sum of codes; missing answers within the rule are filled by the mean of the answered.
    MEAN: mean of the answered codes.
    RESCALE: mean of the answered codes, stretched linearly from the codes' own range to the
    scale's `low`..`high` (for example 0-100).
    """

    SUM = "sum"
    MEAN = "mean"
    RESCALE = "rescale"


class Direction(StrEnum):
    """What a higher value says of the person's state."""

    HIGHER_IS_WORSE = "worse"
    HIGHER_IS_BETTER = "better"


class BandKind(StrEnum):
    """Where a band's threshold comes from: a clinical study, percentiles of a sample, a convention."""

    CLINICAL = "clinical"
    PERCENTILE = "percentile"
    CONVENTION = "convention"


class LicenceClass(StrEnum):
    """Who may show the texts: ours, free to reproduce, only by the operator's own right, or never."""

    OWN = "own"
    FREE = "free"
    OPERATOR = "operator"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `is_missing` marks a declined answer that counts as not answered (its code is None)."""

    code: Decimal | None
    text: Texts
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class ResponseSet:
    key: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `key` is stable within the version (a FHIR linkId, or our own short name)."""

    key: str
    text: Texts
    response_set: str
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of a scale from `starts_at` (inclusive, in scale units) up to the next band."""

    starts_at: Decimal
    title: Texts
    text: Texts
    kind: BandKind
    source: str
    population: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Reference reliability (0..1, `coefficient` says which), spread (`sd`, scale units), their sample."""

    coefficient: str
    value: Decimal
    sd: Decimal
    n: int | None
    population: str
    source: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures measured on our own answers, from `since_month` on in the place of those `before` them.

    `alpha` is what was found, and may be as `high`, on the answers of the quarters from the first to the
    last; `reliability` is what is used, the lowest that alpha may be.
    """

    since_month: date
    alpha: Decimal
    high: Decimal
    first_quarter: date
    last_quarter: date
    reliability: Reliability
    before: Reliability


@dataclass(frozen=True, slots=True)
class Scale:
    """A scored set of items and the range of its value; `is_strain` is False for what holds a person up.

    `reliability` is what is used now; what was `measured` since the version was published is for one
    language, the oldest first (see `change.in_force`).
    """

    key: str
    title: Texts
    items: tuple[str, ...]
    reversed_items: frozenset[str]
    method: Method
    min_answered: int
    low: Decimal
    high: Decimal
    direction: Direction
    is_strain: bool = True
    meaning: Texts = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    reliability: Reliability | None = None
    measured: tuple[Measured, ...] = ()


@dataclass(frozen=True, slots=True)
class Licence:
    """`reference` names the permission where a text is shown by one. `checked_by` said on `checked_on` that
    this record allows what is done here; dates are written as in 2026-11-28.
    """

    licence_class: LicenceClass
    holder: str = ""
    evidence_url: str = ""
    evidence_on: str = ""
    allowed_uses: tuple[str, ...] = ()
    attribution: Texts = field(default_factory=dict)
    checked_by: str = ""
    reference: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of an instrument with everything needed to ask, score and explain it."""

    key: str
    title: Texts
    about: Texts
    recall: Texts
    is_validated: bool
    items: tuple[Item, ...]
    response_sets: tuple[ResponseSet, ...]
    scales: tuple[Scale, ...]
    licence: Licence
    languages: tuple[str, ...]
