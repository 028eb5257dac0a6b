"""The Maslach Burnout Inventory is refused: its publisher sells every single use, in every language.

Public collections hold copies under free licences that their uploaders had no right to give, so neither a
licence note nor a changed title lets one pass: the structure alone is enough.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from wellbeing.assessments.importing.labelsets import label_sets
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.questions import Question
from wellbeing.assessments.importing.report import Findings

_NAME = re.compile(r"maslach|маслач|водопьянов|(?<![a-z])mbi(?:hss|gs|es|ss)?(?![a-z]|-tac)", re.IGNORECASE)
_HOLDER = re.compile(r"mind ?garden", re.IGNORECASE)
_BURNOUT = re.compile(r"burn[- ]?out|выгорани", re.IGNORECASE)

# Items of the forms for people work (22) and of the general and student forms (16, 15); all coded 0 to 6, on
# one set of labels: other instruments have 22 such items on several.
CERTAIN = 22
WITH_THE_WORD = (15, 16)
CODES = tuple(Decimal(code) for code in range(7))


def refuse_by_name(extract: Extract, findings: Findings) -> None:
    names = [*extract.names, *extract.title.values()]
    if any(_NAME.search(name) for name in names) or _HOLDER.search(extract.copyright):
        findings.add("mbi", extract.root)


def refuse_by_structure(extract: Extract, questions: Sequence[Question], findings: Findings) -> None:
    coded = [question for question in questions if tuple(sorted(question.numbers)) == CODES]
    speaks_of_it = any(_BURNOUT.search(name) for name in [*extract.names, *extract.title.values()])
    is_one_sheet = len({label_set.family for label_set in label_sets(coded)}) == 1
    if (len(coded) == CERTAIN and (is_one_sheet or speaks_of_it)) or (
        len(coded) in WITH_THE_WORD and speaks_of_it
    ):
        findings.add("mbi.structure", extract.root, count=len(coded))
