"""What a LimeSurvey survey structure (`.lss`) holds: its questions in order, with answers and their numbers.

Versions before 4 keep texts and languages in the rows themselves, later ones in tables of their own; both are
read. An answer's number is its assessment value where a question's answers have different ones. Where all are
the same, nobody has set them: then only a code that is a number can stand in, and a person confirms it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from wellbeing.assessments.importing import foreign, languages
from wellbeing.assessments.importing.limesurvey.rows import Row, Tables
from wellbeing.assessments.importing.questions import RawOption
from wellbeing.assessments.importing.report import Findings

LISTS = ("L", "!", "O")
ARRAYS = ("F", "H")
# Kinds whose answers are the numbers themselves, from 1 to this.
POINTS = {"5": 5, "A": 5, "B": 10}
# Two answers to each row, each from a list of its own.
DUAL = "1"
YES_NO, MORE_LESS = ("Y", "C"), "E"
BY_ROWS = (*ARRAYS, "A", "B", "C", MORE_LESS)
ALONE = (*LISTS, "5", "Y")
TEXT = "X"
EQUATION = "*"

Texts = dict[str, str]


@dataclass(slots=True)
class Survey:
    """The tables put together: texts by language, answers by question, subquestions by parent."""

    tables: Tables
    base: str
    findings: Findings
    texts: dict[str, Texts] = field(default_factory=dict)
    parts: dict[str, list[Row]] = field(default_factory=dict)
    answers: dict[tuple[str, str], list[RawOption]] = field(default_factory=dict)
    attributes: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Tables, base: str, findings: Findings) -> "Survey":
        survey = cls(tables, base, findings)
        for name in ("question_l10ns", "questions", "subquestions"):
            survey._read_texts(name)
        for row in _once(tables.of("subquestions"), "qid"):
            survey.parts.setdefault(row.get("parent_qid"), []).append(row)
        for row in tables.of("question_attributes"):
            survey.attributes.setdefault((row.get("qid"), row.get("attribute")), []).append(row)
        survey._read_answers()
        return survey

    def questions(self) -> Iterator[tuple[Row, Row | None]]:
        """Each question with its group, in the order in which they are asked."""
        groups = {row.get("gid"): row for row in reversed(self.tables.of("groups"))}

        def place(row: Row) -> tuple[int, int]:
            group = groups.get(row.get("gid"))
            return (group.number("group_order") if group else 0, row.number("question_order"))

        for row in sorted(_once(self.tables.of("questions"), "qid"), key=place):
            if row.get("parent_qid") in ("", "0"):
                yield row, groups.get(row.get("gid"))

    def subquestions(self, question: Row) -> list[Row]:
        """The rows of an array, in order."""
        rows = self.parts.get(question.get("qid"), [])
        rows = [row for row in rows if row.get("scale_id") in ("", "0")]
        return sorted(rows, key=lambda row: row.number("question_order"))

    def texts_of(self, row: Row) -> Texts:
        return self.texts.get(row.get("qid"), {})

    def attribute(self, question: Row, name: str) -> str:
        rows = self.attributes.get((question.get("qid"), name), ())
        return next((value for row in rows if (value := row.get("value"))), "")

    def attribute_texts(self, question: Row, name: str) -> Texts:
        """An attribute that is told to people, by language."""
        found: Texts = {}
        for row in self.attributes.get((question.get("qid"), name), ()):
            self._put(found, row, "value")
        return found

    def _read_texts(self, table: str) -> None:
        for row in self.tables.of(table):
            if "question" in row.texts:
                self._put(self.texts.setdefault(row.get("qid"), {}), row, "question")

    def _put(self, into: Texts, row: Row, column: str) -> None:
        text = foreign.plain(row.get(column), row.place(column), self.findings)
        if text:
            into.setdefault(languages.tag(row.get("language")) if row.get("language") else self.base, text)

    def _read_answers(self) -> None:
        own: dict[str, Texts] = {}
        for row in self.tables.of("answer_l10ns"):
            self._put(own.setdefault(row.get("aid"), {}), row, "answer")
        found: dict[tuple[str, str], dict[str, tuple[Row, Texts]]] = {}
        for row in self.tables.of("answers"):
            key = row.get("aid") or row.get("code")
            texts = own.get(key, {}) if row.get("aid") else {}
            scale = (row.get("qid"), row.get("scale_id") or "0")
            _, texts = found.setdefault(scale, {}).setdefault(key, (row, texts))
            if "answer" in row.texts:
                self._put(texts, row, "answer")
        for scale, answers in found.items():
            self.answers[scale] = self._numbered(list(answers.values()))

    def _numbered(self, answers: list[tuple[Row, Texts]]) -> list[RawOption]:
        values = [foreign.code(row.get("assessment_value")) for row, _ in answers]
        are_set = len({value for value in values if value is not None}) > 1
        options = [
            (row.number("sortorder"), _option(row, texts, value if are_set else None))
            for (row, texts), value in zip(answers, values, strict=True)
        ]
        return [option for _, option in sorted(options, key=lambda pair: pair[0])]


def _option(row: Row, texts: Texts, value: Decimal | None) -> RawOption:
    at = row.place("assessment_value" if value is not None else "code")
    return RawOption(at, "", row.get("code"), texts, value, "assessment" if value is not None else "")


def _once(rows: list[Row], name: str) -> list[Row]:
    """The first row of each key: versions before 4 repeat every row in every language."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row.get(name), row)
    return list(found.values())
