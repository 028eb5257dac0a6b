"""The questions of a questionnaire with their options, as the file gives them, before anything is judged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from wellbeing.assessments.importing import labels, languages, tree, weights
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import Findings, Spot
from wellbeing.assessments.importing.valuesets import Concept, Library
from wellbeing.assessments.importing.weights import Carrier

LOINC = "http://loinc.org"
# More answers than this to one question are no scale, and no page to answer on.
OPTIONS = 30

_NUMERIC = re.compile(r"-?[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class RawOption:
    """One answer. `code` is its number, None where the file gives none; `place` says where it stood."""

    node: Spot
    system: str
    name: str
    texts: Mapping[str, str]
    code: Decimal | None = None
    place: str = ""
    is_missing: bool = False

    def number_in_name(self) -> Decimal | None:
        """The answer's own code where that is a plain number, as in `"code": "2"`."""
        return Decimal(self.name) if _NUMERIC.fullmatch(self.name) else None


@dataclass(frozen=True, slots=True)
class Question:
    """One choice question. `codes` are (system, code); `link` is its linkId, `prefix` its printed number."""

    node: Spot
    link: str
    prefix: str
    codes: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]
    options: tuple[RawOption, ...]

    @property
    def loinc(self) -> tuple[str, ...]:
        return tuple(code for system, code in self.codes if system == LOINC)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return tuple(option.code for option in self.options if option.code is not None)

    @property
    def is_coded(self) -> bool:
        return len(set(self.numbers)) >= 2


@dataclass(slots=True)
class OptionReader:
    """Reads a question's options: inline (STU3 `option`, R4 `answerOption`), or from a value set."""

    library: Library
    base: str
    findings: Findings
    is_stu3: bool = False
    _scales: weights.Scales = field(init=False)
    _lists: dict[str, list[RawOption]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._scales = weights.Scales(self.findings)

    def read(self, item: Node) -> tuple[RawOption, ...]:
        inline = tree.members(item, "answerOption", self.findings)
        if old := tree.members(item, "option", self.findings):
            self.is_stu3 = True
            inline = inline or old
        found = [self._inline(option) for option in inline] or self._listed(item)
        if len(found) > OPTIONS:
            self.findings.add("too_many_options", item, count=len(found), limit=OPTIONS)
            return ()
        return tuple(checked(option, self.base, self.findings) for option in found)

    def _listed(self, item: Node) -> list[RawOption]:
        reference = tree.get(item, "answerValueSet")
        if reference is None and (options := tree.get(item, "options")) is not None:
            self.is_stu3 = True
            reference = tree.get(options, "reference") or options
        if reference is None:
            return []
        name = reference.value if isinstance(reference.value, str) else ""
        if name not in self._lists:
            self._lists[name] = [self._of_concept(concept) for concept in self.library.answers(reference)]
        return self._lists[name]

    def _of_concept(self, concept: Concept) -> RawOption:
        option = RawOption(concept.node, concept.system, concept.code, concept.texts)
        return self._weighed(option, concept.carriers)

    def _inline(self, option: Node) -> RawOption:
        value = tree.value_of(option)
        if value is None:
            self.findings.add("option_empty", option)
            return RawOption(option, "", "", {})
        if isinstance(value.value, dict):
            return self._coding(option, value)
        if isinstance(value.value, str):
            key = str(value.key)
            texts = languages.texts(option, key, self.base, self.findings)
            return self._weighed(RawOption(option, "", "", texts), (Carrier("option", option),))
        return self._bare_number(option, value)

    def _coding(self, option: Node, coding: Node) -> RawOption:
        system = tree.text(coding, "system", self.findings)
        name = tree.text(coding, "code", self.findings)
        texts = languages.texts(coding, "display", self.base, self.findings)
        carriers = [Carrier("option", option), Carrier("coding", coding)]
        known = self.library.from_code_system(system, name)
        if known is not None:
            texts = {**known.texts, **texts}
            carriers += known.carriers
        return self._weighed(RawOption(option, system, name, texts), tuple(carriers))

    def _bare_number(self, option: Node, value: Node) -> RawOption:
        """`valueInteger`: the answer is its own number, unless a weight says otherwise."""
        number = weights.number(value, self.findings)
        texts = {language: str(number) for language in languages.SITE} if number is not None else {}
        read = self._weighed(RawOption(option, "", "", texts), (Carrier("option", option),))
        return read if read.code is not None else replace(read, code=number, place="option")

    def _weighed(self, option: RawOption, carriers: tuple[Carrier, ...]) -> RawOption:
        weight = self._scales.find(carriers)
        return option if weight is None else replace(option, code=weight.value, place=weight.place)


def checked(option: RawOption, base: str, findings: Findings) -> RawOption:
    """With a name in some language, and without a number if the answer is to decline."""
    if not option.texts and option.name:
        findings.add("label_missing", option.node, code=option.name)
        option = replace(option, texts={base: option.name})
    declined = next((text for language, text in option.texts.items() if labels.declines(text, language)), "")
    if declined:
        findings.add("missing_option", option.node, label=declined, code=_or_dash(option.code))
        option = replace(option, code=None, is_missing=True)
    return option


def _or_dash(code: Decimal | None) -> str:
    return "–" if code is None else str(code)
