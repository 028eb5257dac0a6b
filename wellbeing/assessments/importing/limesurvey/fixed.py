"""Answers that LimeSurvey's kinds of questions bring along: numbers, yes and no, more and less."""

from decimal import Decimal

from wellbeing.assessments.importing import languages
from wellbeing.assessments.importing.foreign import At
from wellbeing.assessments.importing.limesurvey import survey
from wellbeing.assessments.importing.limesurvey.rows import Row
from wellbeing.assessments.importing.questions import RawOption
from wellbeing.assessments.importing.report import Findings

# LimeSurvey gives these no numbers. That yes counts as one is what people mean by it, and is signed for.
YES_NO = (("Y", 1, {"ru": "Да", "en": "Yes"}), ("N", 0, {"ru": "Нет", "en": "No"}))
UNCERTAIN = ("U", None, {"ru": "Затрудняюсь ответить", "en": "Uncertain"})
MORE_LESS = (
    ("I", None, {"ru": "Больше", "en": "Increase"}),
    ("S", None, {"ru": "Так же", "en": "Same"}),
    ("D", None, {"ru": "Меньше", "en": "Decrease"}),
)


def options(row: Row, findings: Findings) -> tuple[RawOption, ...] | None:
    """The answers of such a question; None for a kind whose answers stand in the file."""
    kind, at = row.get("type"), row.place("type")
    if kind in survey.POINTS:
        return points(survey.POINTS[kind], at)
    if kind in survey.YES_NO:
        findings.gather("codes_missing.yes_no", at, row.get("title"))
        return _named((*YES_NO, *([UNCERTAIN] if kind == "C" else [])), at)
    return _named(MORE_LESS, at) if kind == survey.MORE_LESS else None


def points(most: int, at: At) -> tuple[RawOption, ...]:
    """The answers 1 to `most`, which are their own labels."""
    return tuple(
        RawOption(at, "", str(number), dict.fromkeys(languages.SITE, str(number)), Decimal(number), "option")
        for number in range(1, most + 1)
    )


def _named(answers: tuple[tuple[str, int | None, dict[str, str]], ...], at: At) -> tuple[RawOption, ...]:
    return tuple(
        RawOption(
            at, "", name, texts, None if code is None else Decimal(code), "" if code is None else "option"
        )
        for name, code, texts in answers
    )
