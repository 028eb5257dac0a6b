"""The tables of a `.lss` file: rows of named texts, each with its place. Read as a stream, within limits.

LimeSurvey writes its database tables one after the other, `<questions><rows><row><qid>…`. Nothing else than
such rows is kept. The parser refuses what a questionnaire never needs: declarations, entities, depth.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import InputSource, Locator

from defusedxml import DefusedXmlException, expatreader  # type: ignore[import-untyped]

from wellbeing.assessments.importing.foreign import At
from wellbeing.assessments.importing.report import Findings

DEPTH = 16
ROWS = 20_000
# A row of the newest version has some thirty columns.
FIELDS = 120

TABLES = frozenset(
    (
        *("surveys", "surveys_languagesettings", "groups", "group_l10ns", "questions", "question_l10ns"),
        *("subquestions", "answers", "answer_l10ns", "assessments", "question_attributes"),
    )
)


@dataclass(slots=True)
class Row:
    """One row: each column's text and where it stands."""

    at: At
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, At] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.texts.get(name, "").strip()

    def place(self, name: str) -> At:
        return self.places.get(name, self.at)

    def number(self, name: str) -> int:
        """For putting rows in order; what is no number comes first."""
        text = self.get(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


@dataclass(frozen=True, slots=True)
class Tables:
    """`kind` is what the file calls itself (`Survey`, `Group`, …)."""

    kind: str
    rows: Mapping[str, list[Row]]

    def of(self, name: str) -> list[Row]:
        return self.rows.get(name, [])


class _Stop(Exception):
    """A limit was met; the finding is already written."""


def read(text: str, findings: Findings) -> Tables | None:
    """The tables, or None with an error in `findings`."""
    handler = _Handler(findings)
    parser = expatreader.create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    stream = InputSource()
    stream.setByteStream(io.BytesIO(text.encode()))
    stream.setEncoding("utf-8")
    try:
        parser.parse(stream)
    except _Stop:
        return None
    except DefusedXmlException:
        findings.add("xml_declares", handler.at(""))
        return None
    except SAXParseException as error:
        line, column = error.getLineNumber() or 1, (error.getColumnNumber() or 0) + 1
        findings.add("xml_syntax", At("", line, column))
        return None
    return Tables(handler.kind.strip(), handler.rows)


class _Handler(ContentHandler):
    """Keeps what stands at document/TABLE/rows/row/COLUMN."""

    def __init__(self, findings: Findings) -> None:
        super().__init__()
        self.findings = findings
        self.rows: dict[str, list[Row]] = {}
        self.kind = ""
        self.path: list[str] = []
        self.row: Row | None = None
        self.parts: list[str] = []
        self.count = 0
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self.locator = locator

    def at(self, where: str) -> At:
        if self.locator is None:
            return At(where)
        return At(where, self.locator.getLineNumber() or 1, (self.locator.getColumnNumber() or 0) + 1)

    def startElement(self, name: str, attrs: object) -> None:
        self.path.append(name)
        if len(self.path) > DEPTH:
            self._stop("too_deep", DEPTH)
        self.parts = []
        if len(self.path) == 4 and self.path[2:] == ["rows", "row"] and self.path[1] in TABLES:
            self._start_row(self.path[1])
        elif len(self.path) == 5 and self.row is not None:
            self.row.places[name] = self.at(f"{self.row.at.where}.{name}")
            if len(self.row.places) > FIELDS:
                self._stop("too_many_values", FIELDS)

    def endElement(self, name: str) -> None:
        if len(self.path) == 5 and self.row is not None:
            self.row.texts[name] = "".join(self.parts)
        elif len(self.path) == 4:
            self.row = None
        elif len(self.path) == 2 and name == "LimeSurveyDocType":
            self.kind = "".join(self.parts)
        self.path.pop()

    def characters(self, content: str) -> None:
        if (len(self.path) == 5 and self.row is not None) or self.path[1:] == ["LimeSurveyDocType"]:
            self.parts.append(content)

    def _start_row(self, table: str) -> None:
        self.count += 1
        if self.count > ROWS:
            self._stop("too_many_values", ROWS)
        rows = self.rows.setdefault(table, [])
        self.row = Row(self.at(f"{table}[{len(rows)}]"))
        rows.append(self.row)

    def _stop(self, message: str, limit: int) -> None:
        self.findings.add(message, self.at(""), limit=limit)
        raise _Stop
