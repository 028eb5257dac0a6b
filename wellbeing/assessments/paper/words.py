"""How numbers and steps of reckoning are written on paper, in the language that is on."""

from decimal import Decimal

from django.utils.translation import gettext as _

from wellbeing.assessments.papersheet import Formula

LETTERS = {"ru": "АБВГДЕЖЗИК", "en": "ABCDEFGHIJ"}


def number(value: Decimal, language: str) -> str:
    """The exact number without idle zeros, as people of this language write it."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("-", "−")
    return text.replace(".", ",") if language == "ru" else text


def letter(place: int | None, language: str) -> str:
    """The name of a band among its sisters; beyond the letters, its number."""
    if place is None:
        return ""
    letters = LETTERS[language]
    return letters[place] if place < len(letters) else str(place + 1)


def steps(formula: Formula, language: str, *, is_mixed: bool) -> list[str]:
    """The way from a sum to the value, one step at a time; those that would change nothing are left out."""
    over = {"n": number(formula.over, language)}
    found = []
    if formula.subtract:
        n = number(formula.subtract, language)
        found.append(_("from the sum take away %(n)s for each answered question") % {"n": n})
    if formula.times != 1:
        found.append(_("multiply by %(n)s") % {"n": number(formula.times, language)})
    if is_mixed:
        found.append(_("divide by the most points that the answered questions can give"))
    else:
        found.append(_("divide by the number of answered questions"))
    if formula.over != 1:
        found.append(_("divide by %(n)s") % over)
    if formula.add:
        found.append(_("add %(n)s") % {"n": number(formula.add, language)})
    if formula.divide != 1:
        found.append(_("divide by %(n)s") % {"n": number(formula.divide, language)})
    found.append(_("round to the nearest %(n)s, halves going up") % {"n": number(formula.step, language)})
    return found
