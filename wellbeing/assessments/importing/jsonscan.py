"""JSON read with the place of every value, without recursion and within limits.

Python's own `json` forgets where a value stood, takes NaN for a number, lets the last of two equal keys win
in silence and answers deep nesting with a RecursionError. A file that decides how people's answers are scored
deserves better: line and column for every complaint, numbers as exact decimals, and limits named up front.
"""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

DEPTH = 64
VALUES = 150_000
# No code, range or year needs more digits, an exponent written out; longer ones are kept as "not a number".
NUMBER_LENGTH = 40

_SPACE = re.compile(r"[ \t\r\n]*")
# Possessive: a string that never closes is given up at once, without memory for every way back.
_STRING = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"true|false|null")
_WORDS = {"true": True, "false": False, "null": None}


@dataclass(slots=True)
class Document:
    """One file's text. `name` is empty for the questionnaire itself."""

    name: str
    text: str
    _lines: list[int] = field(default_factory=list)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in re.finditer(r"\n", self.text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


@dataclass(slots=True, eq=False)
class Node:
    """A value and where it stands. Objects and arrays hold further nodes."""

    value: "Value"
    offset: int
    document: Document
    parent: "Node | None" = None
    key: str | int = ""

    def path(self) -> str:
        """For example `item[0].answerOption[2]`; empty for the whole file."""
        steps: list[str] = []
        node = self
        while node.parent is not None:
            steps.append(f"[{node.key}]" if isinstance(node.key, int) else f".{node.key}")
            node = node.parent
        return "".join(reversed(steps)).removeprefix(".")


Value = dict[str, Node] | list[Node] | str | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Flaw:
    """A complaint about a place in the text, by the name of its message."""

    message: str
    offset: int
    values: dict[str, str] = field(default_factory=dict)


class NotJson(ValueError):
    """The text is no JSON, or beyond the limits. `flaw` says why and where."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.message)
        self.flaw = flaw


def scan(document: Document) -> tuple[Node, list[Flaw]]:
    """The file's value, and flaws that do not stop the reading (equal keys in one object).

    Raises NotJson.
    """
    scanner = _Scanner(document)
    return scanner.run(), scanner.flaws


class _Scanner:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.at = 0
        self.count = 0
        self.open: list[Node] = []
        self.flaws: list[Flaw] = []

    def run(self) -> Node:
        root = self._value(None, "")
        while self.open:
            container = self.open[-1]
            if isinstance(container.value, dict):
                self._next_member(container, container.value)
            elif isinstance(container.value, list):
                self._next_element(container, container.value)
        if self._peek():
            raise self._unexpected("json_syntax.after_end")
        return root

    def _next_element(self, container: Node, elements: list[Node]) -> None:
        if self._closes("]", is_first=not elements):
            return
        elements.append(self._value(container, len(elements)))

    def _next_member(self, container: Node, members: dict[str, Node]) -> None:
        if self._closes("}", is_first=not members):
            return
        if self._peek() != '"':
            raise self._unexpected("json_syntax.key")
        start = self.at
        key = self._string()
        if self._peek() != ":":
            raise self._unexpected("json_syntax.colon")
        self.at += 1
        if key in members:
            self.flaws.append(Flaw("duplicate_key", start, {"key": key}))
        members[key] = self._value(container, key)

    def _closes(self, bracket: str, *, is_first: bool) -> bool:
        """Whether the container ends here; otherwise steps over the comma before its next part."""
        found = self._peek()
        if found == bracket:
            self.at += 1
            self.open.pop()
            return True
        if not is_first:
            if found != ",":
                raise self._unexpected("json_syntax.comma")
            self.at += 1
        return False

    def _value(self, parent: Node | None, key: str | int) -> Node:
        found = self._peek()
        node = Node(None, self.at, self.document, parent, key)
        self.count += 1
        if self.count > VALUES:
            raise NotJson(Flaw("too_many_values", self.at, {"limit": str(VALUES)}))
        if found and found in "{[":
            if len(self.open) >= DEPTH:
                raise NotJson(Flaw("too_deep", self.at, {"limit": str(DEPTH)}))
            node.value = {} if found == "{" else []
            self.open.append(node)
            self.at += 1
        elif found == '"':
            node.value = self._string()
        else:
            node.value = self._scalar()
        return node

    def _scalar(self) -> Decimal | bool | None:
        if match := _NUMBER.match(self.text, self.at):
            self.at = match.end()
            return _number(match[0])
        if match := _WORD.match(self.text, self.at):
            self.at = match.end()
            return _WORDS[match[0]]
        raise self._unexpected("json_syntax.value")

    def _string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise self._broken_string()
        try:
            value: str = json.loads(match[0])
        except json.JSONDecodeError as error:
            raise NotJson(Flaw("json_syntax.escape", self.at + error.pos)) from None
        self.at = match.end()
        return value

    def _broken_string(self) -> NotJson:
        stop = re.compile(r"[\x00-\x1f]").search(self.text, self.at)
        if stop is None:
            return NotJson(Flaw("json_truncated", self.at))
        return NotJson(Flaw("json_syntax.control", stop.start()))

    def _peek(self) -> str:
        """The next character that is not space; empty at the end of the file."""
        if match := _SPACE.match(self.text, self.at):
            self.at = match.end()
        return self.text[self.at : self.at + 1]

    def _unexpected(self, message: str) -> NotJson:
        if self.at >= len(self.text):
            return NotJson(Flaw("json_truncated", max(0, len(self.text) - 1)))
        return NotJson(Flaw(message, self.at, {"found": self.text[self.at : self.at + 12]}))


def _number(token: str) -> Decimal:
    if len(token) > NUMBER_LENGTH:
        return Decimal("NaN")
    try:
        number = Decimal(token)
    except InvalidOperation:
        return Decimal("NaN")
    # `1e99999999` is short and yet too large to be compared, rounded or added with anything.
    return number if abs(number.adjusted()) <= NUMBER_LENGTH else Decimal("NaN")
