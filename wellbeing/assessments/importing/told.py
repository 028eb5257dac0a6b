"""What a sentence said, read back: its message and its values.

A draft keeps what was found as sentences. Those of an older wording than today's are not recognised, so
they stay until a person answers for them.
"""

import re
from functools import cache
from string import Formatter

from wellbeing.assessments.importing.report import messages

Told = tuple[str, dict[str, str]]


def read(kind: str, english: str) -> Told | None:
    """The message of this kind that gives this sentence, with its values; None where none does."""
    for message, pattern in _patterns(kind):
        if match := pattern.fullmatch(english):
            return message, match.groupdict()
    return None


@cache
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    of_kind = [message for message in messages() if message.partition(".")[0] == kind]
    return tuple((message, _pattern(messages()[message]["en"])) for message in of_kind)


def _pattern(template: str) -> re.Pattern[str]:
    parts: list[str] = []
    seen: set[str] = set()
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return re.compile("".join(parts))
