"""The public questionnaire files that are at hand, each read once, with what is known to be wrong in them.

They are not ours to copy. `QUESTIONNAIRES` names their folder, `MORE_QUESTIONNAIRES` further ones with
collections as they are published; without either, a folder beside the checkout. As a program
(`python -m tests.assessments.importing.public`) it prints the list that a note can carry.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wellbeing.assessments import importing
from wellbeing.assessments.importing import Severity, formats

HERE = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 28)
ENDINGS = (".json", ".osd", ".lss", ".csv", ".xlsx")
# Longer tables of a collection are data, and no dictionary has fewer headings.
HEADINGS = (b"Variable / Field Name", b"field_name")

# By the end of the file's path: the messages that have to come. What is wrong stands beside.
KNOWN: dict[str, dict[str, str]] = {
    "CBI/CBI.osd": {
        "direction.card": "“Always” counts 0 in 18 of 19 questions: the result is upside down",
        "label_block": "one set of answers, where seven questions have another",
    },
    "BAT12/BAT12.osd": {"scale_partition": "four scales of 4, 3, 3 and 2 questions instead of 3 each"},
    "BAT23/BAT23.osd": {"item_count": "called a 23-item instrument, holds 33"},
    "phq9-r4-nested-contained-valueset.json": {
        "expression_vs_factcard.place": "its own total looks for numbers where there are none",
        "sum_scope": "its own total would add every weighted answer of the resource",
        "bands_without_source.differ": "bands that no source has",
        "expired": "past its own date",
    },
    "phq9-r4-external-valueset.json": {
        "label_diff.spelling": "a misspelt answer",
        "left_out.unscored": "an unscored question among the scored",
    },
    "phq9-r4-flat-ordinalvalue.json": {
        "recall_missing": "no word about the period asked about",
        "left_out.unscored": "an unscored question among the scored",
        "bands_without_source": "bands without a source",
    },
    "phq9-stu3.json": {
        "left_out.unscored": "an unscored question among the scored",
        "bands_without_source": "bands without a source",
    },
    "PC-PTSD-5": {
        "gate_item.card": "a question that decides whether the others are asked, added as the others"
    },
    "PHQ-9": {
        "item_outside": "a tenth, unscored question",
        "duplicate_text": "one sentence at two questions",
        "label_diff.spelling": "a Russian answer with a word torn in two",
    },
    "WHO5/WHO5.osd": {"expression_vs_factcard.transform": "a conversion besides the sum"},
    "QOLIE-89/QOLIE-89.osd": {"expression_vs_factcard.weights": "a total with weights"},
    "RAADSR/RAADSR.osd": {
        "expression_vs_factcard.recoded": "answers that count other numbers than their own"
    },
}


@dataclass(frozen=True)
class Case:
    """One questionnaire with the files beside it; `name` is its path in the folder."""

    name: str
    files: tuple[Path, ...]

    @property
    def known(self) -> dict[str, str]:
        path = f"/{self.name}"
        return next((said for end, said in KNOWN.items() if path.endswith(f"/{end}")), {})


@dataclass(frozen=True)
class Outcome:
    """What came of a file. `refusal` is the first sentence that says why there is no draft."""

    case: Case
    format: str
    is_draft: bool
    refusal: str
    found: Counter[str]
    seconds: float
    crash: str = ""

    @property
    def missed(self) -> list[str]:
        """Known defects that were not reported."""
        return [message for message in self.case.known if message not in self.found]

    @property
    def holds(self) -> bool:
        return not self.crash and not self.missed and (self.is_draft or bool(self.refusal))


def folders() -> list[Path]:
    first = os.environ.get("QUESTIONNAIRES", str(HERE.parent / "shared" / "questionnaires"))
    named = [first, *os.environ.get("MORE_QUESTIONNAIRES", "").split(os.pathsep)]
    return [Path(name) for name in named if name and Path(name).is_dir()]


def cases() -> Iterator[Case]:
    for folder in folders():
        activities = {path.parent for path in folder.rglob("*_schema") if path.is_file()}
        yield from (_activity(each, folder) for each in sorted(activities))
        for path in sorted(folder.rglob("*")):
            if path.suffix in ENDINGS and _is_questionnaire(path) and not activities & set(path.parents):
                beside = path.with_suffix(".valueset.json")
                files = (path, beside) if beside.is_file() else (path,)
                yield Case(str(path.relative_to(folder)), files)


def outcome(case: Case) -> Outcome:
    data, *beside = [path.read_bytes() for path in case.files]
    began = time.perf_counter()
    try:
        read = importing.read_questionnaire(data, beside, today=TODAY)
    except Exception as error:  # what must never happen is to be counted, not to end the list
        return Outcome(case, "?", False, "", Counter(), time.perf_counter() - began, crash=repr(error))
    seconds = time.perf_counter() - began
    errors = read.report.of(Severity.ERROR)
    return Outcome(
        case,
        formats.recognise(data).name,
        read.instrument is not None,
        errors[0].sentence("en") if errors else "",
        Counter(finding.message for finding in read.report.findings),
        seconds,
    )


def lines(outcomes: list[Outcome]) -> Iterator[str]:
    """The list as a table of Markdown, findings by kind."""
    yield "| file | format | outcome | findings by kind | known defects | seconds |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in outcomes:
        kinds = Counter(message.partition(".")[0] for message in each.found.elements())
        said = ", ".join(f"{kind} {count}" if count > 1 else kind for kind, count in sorted(kinds.items()))
        come = (
            "draft"
            if each.is_draft
            else f"**crash** {each.crash}"
            if each.crash
            else f"refused: {each.refusal}"
        )
        known = "; ".join(
            f"{message}: {'**missed**' if message in each.missed else 'reported'} ({what})"
            for message, what in each.case.known.items()
        )
        cells = (each.case.name, each.format or "none", come, said, known or "–", f"{each.seconds:.2f}")
        yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def summary(outcomes: list[Outcome]) -> Iterator[str]:
    """By format: how many files, drafts, refusals and crashes, and the slowest."""
    yield "| format | files | drafts | refused in words | crashes | slowest, s |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name in sorted({each.format for each in outcomes}):
        of = [each for each in outcomes if each.format == name]
        drafts, crashes = sum(each.is_draft for each in of), sum(bool(each.crash) for each in of)
        refused = len(of) - drafts - crashes
        slowest = max(each.seconds for each in of)
        yield f"| {name or 'none'} | {len(of)} | {drafts} | {refused} | {crashes} | {slowest:.2f} |"


def _activity(folder: Path, root: Path) -> Case:
    first = min(path for path in folder.glob("*_schema") if path.is_file())
    others = [path for path in sorted(folder.rglob("*")) if path.is_file() and path != first]
    return Case(str(folder.relative_to(root)), (first, *(path for path in others if _is_object(path))))


def _is_object(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(1) == b"{"


def _is_questionnaire(path: Path) -> bool:
    if path.name.endswith(".valueset.json"):
        return False
    if path.suffix == ".csv":
        with path.open("rb") as file:
            return any(heading in file.readline() for heading in HEADINGS)
    if path.suffix == ".json":
        loaded = json.loads(path.read_bytes())
        return isinstance(loaded, dict) and loaded.get("resourceType") == "Questionnaire"
    return True


def main() -> None:
    outcomes = [outcome(case) for case in cases()]
    sys.stdout.write("\n".join([*summary(outcomes), "", *lines(outcomes), ""]))


if __name__ == "__main__":
    main()
