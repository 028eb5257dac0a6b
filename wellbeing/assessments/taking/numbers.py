"""How a scale's value is written and where it stands on the drawn line of twenty steps."""

from decimal import ROUND_DOWN, ROUND_UP, Decimal

from wellbeing.assessments.rules.definition import Method, Scale

STEPS = 20
SHOWN_PLACES = {
    Method.SUM: Decimal(1),
    Method.MEAN: Decimal("0.01"),
    # Rounded down, a shown number never crosses the threshold of the band that the exact one is in.
    Method.RESCALE: Decimal("0.1"),
}


def shown(value: Decimal, scale: Scale, language: str) -> str:
    """The number as people of this language write it, without idle zeros."""
    rounded = value.quantize(SHOWN_PLACES[scale.method], rounding=ROUND_DOWN)
    text = f"{rounded:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "ru" else text


def longest_shown(scale: Scale) -> int:
    """Characters that no number within this scale's range exceeds."""
    wholes = [end.to_integral_value(ROUND_UP) for end in (scale.low, scale.high)]
    places = -int(SHOWN_PLACES[scale.method].as_tuple().exponent)
    return max(len(f"{whole:f}") for whole in wholes) + (places and places + 1)


def step(value: Decimal, scale: Scale) -> int:
    """0..20: the nearest step on the line from the scale's lowest to its highest value."""
    share = (value - scale.low) / (scale.high - scale.low)
    return max(0, min(STEPS, int(share * STEPS + Decimal("0.5"))))
