"""The rows of a REDCap data dictionary: one field each, by the names of the eighteen fixed columns."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from wellbeing.assessments.importing.foreign import At
from wellbeing.assessments.importing.report import Findings

# The name that this module uses, the heading of the file, and the name of the same column in REDCap's API.
COLUMNS = {
    "name": ("Variable / Field Name", "field_name"),
    "form": ("Form Name", "form_name"),
    "section": ("Section Header", "section_header"),
    "type": ("Field Type", "field_type"),
    "label": ("Field Label", "field_label"),
    "choices": ("Choices, Calculations, OR Slider Labels", "select_choices_or_calculations"),
    "note": ("Field Note", "field_note"),
    "validation": (
        "Text Validation Type OR Show Slider Number",
        "text_validation_type_or_show_slider_number",
    ),
    "min": ("Text Validation Min", "text_validation_min"),
    "max": ("Text Validation Max", "text_validation_max"),
    "identifier": ("Identifier?", "identifier"),
    "branching": ("Branching Logic (Show field only if...)", "branching_logic"),
    "required": ("Required Field?", "required_field"),
    "alignment": ("Custom Alignment", "custom_alignment"),
    "number": ("Question Number (surveys only)", "question_number"),
    "matrix": ("Matrix Group Name", "matrix_group_name"),
    "ranking": ("Matrix Ranking?", "matrix_ranking"),
    "annotation": ("Field Annotation", "field_annotation"),
}
NEEDED = ("name", "form", "type", "label", "choices")
SEPARATORS = (",", ";", "\t")
# A dictionary of a whole study has a few thousand fields.
ROWS = 5_000
HEADING_LENGTH = 4_000

_NAMES = {heading.casefold(): name for name, headings in COLUMNS.items() for heading in headings}


@dataclass(frozen=True, slots=True)
class Field:
    """One row. `line` is where it starts in the file; texts and columns go by the names of `COLUMNS`."""

    line: int
    texts: Mapping[str, str]
    columns: Mapping[str, int]

    def get(self, name: str) -> str:
        return self.texts.get(name, "").strip()

    def at(self, name: str = "name") -> At:
        return At(COLUMNS[name][0], self.line, self.columns.get(name, 0) + 1)


def headings(text: str) -> tuple[str, Mapping[str, int]]:
    """The separator and where each known column stands; nothing known where this is no dictionary."""
    first = text[:HEADING_LENGTH].lstrip("\ufeff").partition("\n")[0]
    best: tuple[str, dict[str, int]] = (",", {})
    for separator in SEPARATORS:
        try:
            cells = next(csv.reader([first], delimiter=separator), [])
        except csv.Error:
            continue
        found: dict[str, int] = {}
        for i, cell in enumerate(cells):
            if name := _NAMES.get(" ".join(cell.split()).casefold()):
                found.setdefault(name, i)
        if len(found) > len(best[1]):
            best = separator, found
    return best


def read(text: str, findings: Findings) -> list[Field] | None:
    """The fields in the order of the file, or None with an error in `findings`."""
    separator, columns = headings(text)
    lacking = [COLUMNS[name][0] for name in NEEDED if name not in columns]
    if lacking:
        findings.add("csv_columns", At("", 1, 1), columns=", ".join(lacking))
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    fields: list[Field] = []
    start = 1
    try:
        for cells in reader:
            if start > 1 and any(cell.strip() for cell in cells):
                fields.append(_field(cells, start, columns))
            if len(fields) > ROWS:
                findings.add("too_many_rows", At("", start, 1), limit=ROWS)
                return None
            start = reader.line_num + 1
    except csv.Error:
        findings.add("csv_syntax", At("", start, 1))
        return None
    return fields


def _field(cells: list[str], line: int, columns: Mapping[str, int]) -> Field:
    return Field(line, {name: cells[i] for name, i in columns.items() if i < len(cells)}, columns)
