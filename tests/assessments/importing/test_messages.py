"""Every message has its severity and a sentence in both languages, and every message is used."""

import re
from pathlib import Path
from string import Formatter

import pytest

from wellbeing.assessments import importing
from wellbeing.assessments.importing import report

SOURCES = [path.read_text(encoding="utf-8") for path in Path(importing.__file__).parent.rglob("*.py")]
QUOTED = {name for text in SOURCES for name in re.findall(r'"([a-z_]+(?:\.[a-z_]+)?)"', text)}
MESSAGES = report.messages()


def test_every_message_is_used() -> None:
    unused = {name for name in MESSAGES if name not in QUOTED}
    figures = ("bands", "items", "licence", "min_answered", "reliability")
    assert unused == {f"figures_unverified.{figure}" for figure in figures}


@pytest.mark.parametrize("name", MESSAGES)
def test_message_says_the_same_in_both_languages(name: str) -> None:
    message = MESSAGES[name]
    fields = {
        language: {field for _, field, _, _ in Formatter().parse(message[language]) if field}
        for language in ("ru", "en")
    }
    assert set(message) == {"severity", "ru", "en"}
    assert fields["ru"] == fields["en"]
    assert re.search(r"[а-яё]", message["ru"])
    assert not re.search(r"[а-яё]", message["en"])
    importing.Severity(message["severity"])


def test_kind_fits_the_table_of_findings() -> None:
    assert all(re.fullmatch(r"[a-z_]{1,40}", name.partition(".")[0]) for name in MESSAGES)


def test_values_from_the_file_are_never_a_template() -> None:
    findings = report.Findings()
    findings.add("title_missing")
    findings.add("card_matched", card="{0.__class__} {card}\n%s")
    (_, finding) = findings.report(importing.Understood()).findings
    assert finding.sentence("en") == "The instrument was recognised: card {0.__class__} {card} %s."


def test_findings_come_worst_first_and_once() -> None:
    findings = report.Findings()
    for message in ("card_none", "proofread", "no_questions", "proofread"):
        findings.add(message)
    written = findings.report(importing.Understood())
    assert [finding.message for finding in written.findings] == ["no_questions", "proofread", "card_none"]
    assert [finding.message for finding in written.of(importing.Severity.OPEN)] == ["proofread"]


def test_place_in_words() -> None:
    place = importing.Place("item[0]", 4, 9, "valueset[0]")
    assert place.text("ru") == "valueset[0], строка 4, столбец 9, item[0]"
    assert place.text("en") == "valueset[0], line 4, column 9, item[0]"
    assert importing.Place().text("en") == ""
