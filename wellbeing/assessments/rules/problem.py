"""The words for what is wrong with a definition: kinds, how much each matters, and a place.

Shared by the checks of a definition and by whoever reads one from a file. Pure: imports no framework. The
sentences belong to the interface, which has one for each kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An ERROR blocks publication; a WARNING needs signing off by a named person."""

    ERROR = "error"
    WARNING = "warning"


class Kind(StrEnum):
    """What can be wrong; behind each, the names of the `values` that its sentence can use."""

    NO_LANGUAGES = "no_languages"
    NO_ITEMS = "no_items"
    NO_SCALES = "no_scales"
    TOO_MANY_ITEMS = "too_many_items"  # count, most
    TOO_MANY_SCALES = "too_many_scales"  # count, most
    TOO_MANY_OPTIONS = "too_many_options"  # response_set, count, most
    LICENCE_NEVER = "licence_never"
    KEY_MISSING = "key_missing"
    DUPLICATE_KEY = "duplicate_key"  # key
    TEXT_MISSING = "text_missing"  # language
    DUPLICATE_TEXT = "duplicate_text"  # language, first: the place of the first
    UNKNOWN_RESPONSE_SET = "unknown_response_set"  # response_set
    TOO_FEW_OPTIONS = "too_few_options"  # response_set, count
    CODES_MISSING = "codes_missing"  # response_set
    CODE_IMPOSSIBLE = "code_impossible"  # response_set, code: not a number `scoring.is_plain` accepts
    DUPLICATE_CODE = "duplicate_code"  # response_set, code
    MISSING_OPTION = "missing_option"  # response_set, code: counts as missing, yet has a code
    DIRECTION = "direction"  # response_set, other: the set with these labels and other codes, or nothing
    UNSCORED_ITEM = "unscored_item"  # item
    SCALE_WITHOUT_ITEMS = "scale_without_items"  # scale
    UNKNOWN_ITEM = "unknown_item"  # scale, item
    REPEATED_ITEM = "repeated_item"  # scale, item
    REVERSED_SET = "reversed_set"  # scale, item: reversed, but not of the scale
    MIXED_RANGES = "mixed_ranges"  # scale: its items' codes differ in range
    MIN_ANSWERED = "min_answered"  # scale, min_answered, most
    RANGE = "range"  # scale, low, high, and where known expected_low, expected_high
    BANDS_ORDER = "bands_order"  # scale, starts_at, low, high
    BANDS_START = "bands_start"  # scale, starts_at, low, high
    BANDS_RANGE = "bands_range"  # scale, starts_at, low, high
    BANDS_WITHOUT_SOURCE = "bands_without_source"  # scale, starts_at, low, high
    RELIABILITY = "reliability"  # scale, value, sd


WARNINGS = frozenset(
    {
        Kind.DUPLICATE_TEXT,
        Kind.DIRECTION,
        Kind.UNSCORED_ITEM,
        Kind.MIXED_RANGES,
        Kind.BANDS_WITHOUT_SOURCE,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: `place` is a path into the definition counted from 0, as in `items[3].text`."""

    kind: str
    severity: Severity
    place: str
    values: Mapping[str, str]


def problem(kind: Kind, place: str, **values: object) -> Problem:
    """A problem of `kind`, with the severity all of its kind have."""
    severity = Severity.WARNING if kind in WARNINGS else Severity.ERROR
    return Problem(kind, severity, place, {name: str(value) for name, value in values.items()})
