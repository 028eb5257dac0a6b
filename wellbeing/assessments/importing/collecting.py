"""Questions, texts and formulas of a file that is no JSON, gathered in its order by the rules of FHIR's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wellbeing.assessments.importing import languages
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.importing.foreign import At, plain
from wellbeing.assessments.importing.questionnaire import Expression, Extract
from wellbeing.assessments.importing.questions import OPTIONS, Question, checked
from wellbeing.assessments.importing.report import Findings


@dataclass(slots=True)
class Collected:
    """`base` is the language of what names none; `lead` the text before the first question."""

    base: str
    findings: Findings
    lead: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    proses: list[tuple[At, str]] = field(default_factory=list)

    def text(self, at: At, texts: Mapping[str, str]) -> None:
        """A text that is no question: the lead if it is the first, else left out unless it repeats it."""
        if not texts:
            return
        self.proses.extend((at, text) for text in texts.values())
        if not self.lead and not self.questions:
            self.lead = dict(texts)
        elif self.lead != texts:
            self.findings.add("left_out.text", at, text=languages.shown(texts))

    def prose(self, at: At, text: str) -> None:
        """A text that may speak of scores."""
        if text:
            self.proses.append((at, text))

    def expression(self, at: At, text: str, names: frozenset[str]) -> None:
        """The file's own scoring, with the names that it mentions."""
        if text:
            self.expressions.append(Expression(at, at, plain(text, at, self.findings), names))

    def question(self, question: Question, *, is_hidden: bool = False) -> None:
        if is_hidden:
            self.findings.add("left_out.hidden", question.node)
        elif not question.texts:
            self.findings.add("text_missing", question.node)
        elif not question.options:
            self.findings.add("no_options", question.node)
        elif len(question.options) > OPTIONS:
            self.findings.add("too_many_options", question.node, count=len(question.options), limit=OPTIONS)
        else:
            options = tuple(checked(option, self.base, self.findings) for option in question.options)
            self.questions.append(replace(question, options=options))


def declared(language: str, stated: str, sample: Iterable[str], at: At, findings: Findings) -> str:
    """The language that a file names, else the one that a person stated, else a guess by its letters."""
    by_letters = languages.guess(sample)
    if not language and stated:
        return languages.taken(stated, by_letters, at, findings)
    if not language:
        findings.add("language_guessed", at, language=by_letters)
        return by_letters
    if language in languages.SITE and by_letters in languages.SITE and language != by_letters:
        findings.add("language_contradiction", at, declared=language, seems=by_letters)
    return language


def give(extract: Extract, card: FactCard | None, findings: Findings) -> None:
    """Moves what the head of a format has gathered into the extract: these formats are read in one go."""
    collected: Collected = extract.held
    extract.lead = collected.lead
    extract.questions = collected.questions
    extract.expressions = collected.expressions
    extract.prose += collected.proses
