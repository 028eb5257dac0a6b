"""The questions of a survey as the draft needs them: each row of an array is a question of its own."""

import re
from collections.abc import Sequence

from wellbeing.assessments.importing.collecting import Collected
from wellbeing.assessments.importing.foreign import At, plain
from wellbeing.assessments.importing.limesurvey import fixed
from wellbeing.assessments.importing.limesurvey import survey as surveys
from wellbeing.assessments.importing.limesurvey.rows import Row
from wellbeing.assessments.importing.limesurvey.survey import Survey, Texts
from wellbeing.assessments.importing.questions import Question, RawOption

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ALWAYS = ("", "1")


def collect(survey: Survey, collected: Collected) -> None:
    equations: list[tuple[At, str]] = []
    arrays: dict[str, list[str]] = {}
    for row, group in survey.questions():
        kind = row.get("type")
        if kind == surveys.EQUATION:
            survey.findings.add("left_out.total", row.place("title"))
            equations.append((row.place("title"), _equation(survey, row)))
        elif kind == surveys.TEXT:
            collected.text(row.place("title"), survey.texts_of(row))
        elif kind in surveys.BY_ROWS or kind == surveys.DUAL:
            arrays[row.get("title")] = _read_array(survey, row, group, collected)
        elif kind in surveys.ALONE:
            _read_one(survey, row, group, collected)
        else:
            survey.findings.add("left_out.type", row.place("type"), type=kind)
    for at, text in equations:
        collected.expression(at, text, _names(text, arrays))
    _read_assessments(survey, collected)


def _read_one(survey: Survey, row: Row, group: Row | None, collected: Collected) -> None:
    _warn_of_conditions(survey, row, group)
    if row.get("type") == "O" or row.get("other") == "Y":
        survey.findings.add("open_choice", row.place("type"))
    question = Question(
        row.place("title"), row.get("title"), "", (), survey.texts_of(row), _options(survey, row)
    )
    collected.question(question, is_hidden=survey.attribute(row, "hidden") == "1")


def _read_array(survey: Survey, row: Row, group: Row | None, collected: Collected) -> list[str]:
    """The names of its questions, as LimeSurvey's own formulas call them: `Q1_SQ001`, `Q1_SQ001_0`."""
    _warn_of_conditions(survey, row, group)
    collected.text(row.place("title"), survey.texts_of(row))
    scales = _scales(survey, row)
    names = []
    for part in survey.subquestions(row):
        name = f"{row.get('title')}_{part.get('title')}"
        if part.get("relevance") not in _ALWAYS:
            survey.findings.gather("gate_item", part.place("relevance"), name)
        for suffix, heading, options in scales:
            names.append(f"{name}{suffix}")
            texts = _headed(survey.texts_of(part), heading)
            question = Question(part.place("title"), names[-1], "", (), texts, options)
            collected.question(question, is_hidden=survey.attribute(row, "hidden") == "1")
    if not names:
        survey.findings.add("text_missing", row.place("title"))
    return names


def _scales(survey: Survey, row: Row) -> list[tuple[str, Texts, tuple[RawOption, ...]]]:
    """What each row of an array is answered on: the end of the name, a heading, the answers."""
    if row.get("type") != surveys.DUAL:
        return [("", {}, _options(survey, row))]
    survey.findings.add("dual_scale", row.place("type"))
    return [
        (
            f"_{scale}",
            survey.attribute_texts(row, f"dualscale_header{letter}"),
            tuple(survey.answers.get((row.get("qid"), scale), ())),
        )
        for scale, letter in (("0", "A"), ("1", "B"))
    ]


def _headed(texts: Texts, heading: Texts) -> Texts:
    """The text of a row with the heading of the scale, where the language has one."""
    return {
        language: f"{text} ({heading[language]})" if heading.get(language) else text
        for language, text in texts.items()
    }


def _options(survey: Survey, row: Row) -> tuple[RawOption, ...]:
    own = fixed.options(row, survey.findings)
    return tuple(survey.answers.get((row.get("qid"), "0"), ())) if own is None else own


def _warn_of_conditions(survey: Survey, row: Row, group: Row | None) -> None:
    if row.get("relevance") not in _ALWAYS:
        survey.findings.gather("gate_item", row.place("relevance"), row.get("title"))
    if group is not None and group.get("grelevance") not in _ALWAYS:
        survey.findings.gather("gate_item", group.place("grelevance"), row.get("title"))


def _equation(survey: Survey, row: Row) -> str:
    texts = survey.texts_of(row)
    return survey.attribute(row, "equation") or texts.get(survey.base) or next(iter(texts.values()), "")


def _names(text: str, arrays: dict[str, list[str]]) -> frozenset[str]:
    """The questions that a formula mentions; an array's own name stands for all its rows."""
    words = set(_WORD.findall(text))
    return frozenset(words | {name for word in words for name in arrays.get(word, ())})


def _read_assessments(survey: Survey, collected: Collected) -> None:
    """Ranges of the total with the words shown for them, as one text to compare with the card's bands."""
    by_scope: dict[tuple[str, str, str], list[Row]] = {}
    for row in survey.tables.of("assessments"):
        key = (row.get("scope"), row.get("gid"), row.get("language"))
        by_scope.setdefault(key, []).append(row)
    for rows in by_scope.values():
        collected.prose(rows[0].at, "; ".join(_bands(rows, survey)))


def _bands(rows: Sequence[Row], survey: Survey) -> list[str]:
    ordered = sorted(rows, key=lambda row: row.number("minimum"))
    return [
        f"{row.get('minimum')}-{row.get('maximum')}: "
        f"{plain(row.get('name'), row.place('name'), survey.findings) or 'x'}"
        for row in ordered[:40]
    ]
