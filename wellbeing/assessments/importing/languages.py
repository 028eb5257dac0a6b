"""Which language a text of the file is in, and the translations beside it.

A resource names its language, or it does not: then only the translations in the file and the letters
themselves can tell, and the guess is a finding for a person to confirm.
"""

import re
from collections.abc import Iterable, Mapping

from wellbeing.assessments.importing import tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import Findings, Spot

# Languages of the site, Russian first. Others are read, used to understand the file, and left out.
SITE = ("ru", "en")
UNKNOWN = "und"
# The most translated questionnaires have some thirty languages.
TRANSLATIONS = 60
# English has an accented letter (a café) less often than once in so many.
LOANED = 100

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_OTHER_CYRILLIC = re.compile(r"[ђєѕіїјљњћўџґғқңөүһәӣӯҷ]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_OTHER_LATIN = re.compile(r"[à-öø-ÿāăąćčďēęěğīłńňōőřśşšťūůűźżž]", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|you|your|have|how|with|this|are)\b", re.IGNORECASE)


def tag(raw: str) -> str:
    """The language of a tag such as `ru-RU`: `ru`. `und` for what is no tag."""
    match = _TAG.fullmatch(raw.strip())
    return match[1].lower() if match else UNKNOWN


def base_of(
    resource: Node, sample: Iterable[str], translated: Iterable[str], stated: str, findings: Findings
) -> str:
    """The language that a resource's own texts are in: declared, stated by a person, or guessed."""
    declared = tree.text(resource, "language", findings)
    by_letters = guess(sample)
    if not declared and stated:
        return taken(stated, by_letters, resource, findings)
    if not declared:
        if by_letters in translated:
            by_letters = UNKNOWN  # a text is not translated into its own language
        findings.add("language_guessed", resource, language=by_letters)
        return by_letters
    language = tag(declared)
    if language in SITE and by_letters in SITE and language != by_letters:
        findings.add(
            "language_contradiction", tree.get(resource, "language"), declared=language, seems=by_letters
        )
    return language


def taken(stated: str, by_letters: str, where: Spot, findings: Findings) -> str:
    """The language that a person stated for a file that names none, compared with what its letters say."""
    findings.add("language_stated", where, language=stated)
    if by_letters in SITE and by_letters != stated:
        findings.add("language_contradiction.stated", where, declared=stated, seems=by_letters)
    return stated


def guess(sample: Iterable[str]) -> str:
    """`ru` or `en` by letters and the commonest words, `und` where they do not tell."""
    text = " ".join(sample)
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic > latin:
        return UNKNOWN if _OTHER_CYRILLIC.search(text) else "ru"
    if len(_OTHER_LATIN.findall(text)) * LOANED > latin or not _ENGLISH.search(text):
        return UNKNOWN
    return "en"


def texts(node: Node, key: str, base: str, findings: Findings) -> dict[str, str]:
    """The text under `key` in its own language and every translation (`_key.extension`, FHIR STU3 to R5)."""
    found: dict[str, str] = {}
    own = tree.text(node, key, findings)
    if own:
        found[base] = own
    beside = tree.get(node, f"_{key}")
    if beside is not None and isinstance(beside.value, dict):
        for extension in tree.extensions(beside, ("translation",), findings)[:TRANSLATIONS]:
            language, content = _translation(extension, findings)
            if content:
                found[language] = content
    return found


def _translation(extension: Node, findings: Findings) -> tuple[str, str]:
    language, content = UNKNOWN, ""
    for part in tree.members(extension, "extension", findings):
        value = tree.value_of(part)
        if value is None or not isinstance(value.value, str):
            continue
        url = tree.text(part, "url", findings)
        if url == "lang":
            language = tag(value.value)
        elif url == "content":
            content = tree.fit(value, findings)
    if not content or language == UNKNOWN:
        findings.add("translation_broken", extension)
    return language, content


def designations(concept: Node, findings: Findings) -> dict[str, str]:
    """A concept's further names by language; the first of each language counts."""
    found: dict[str, str] = {}
    for designation in tree.members(concept, "designation", findings):
        raw = tree.text(designation, "language", findings)
        value = tree.text(designation, "value", findings)
        if raw and value:
            found.setdefault(tag(raw), value)
    return found


def shown(found: Mapping[str, str], otherwise: str = "") -> str:
    """One of the texts, in a language of the site if there is one, for a sentence about it."""
    return next(iter([*for_site(found).values(), *found.values()]), otherwise)


def for_site(found: Mapping[str, str]) -> dict[str, str]:
    return {language: found[language] for language in SITE if found.get(language)}
