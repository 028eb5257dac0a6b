"""From bytes to a tree of values with places, or to the finding that says why not."""

from wellbeing.assessments.importing import jsonscan
from wellbeing.assessments.importing.jsonscan import Document, Node
from wellbeing.assessments.importing.report import Findings, Place

# The longest questionnaire met in public collections is well under 1 MB.
LIMIT = 5_000_000

_BOM = b"\xef\xbb\xbf"
_MARKS = (  # the longer first: a UTF-32 mark begins with a UTF-16 one
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def read(data: bytes, name: str, findings: Findings) -> Node | None:
    """The whole file as a node, or None with an error in `findings`. `name`: see `Place.source`."""
    text = text_of(data, name, findings)
    if text is None:
        return None
    document = Document(name, text)
    try:
        root, flaws = jsonscan.scan(document)
    except jsonscan.NotJson as error:
        _add(error.flaw, document, findings)
        return None
    for flaw in flaws:
        _add(flaw, document, findings)
    return root


def text_of(data: bytes, name: str, findings: Findings) -> str | None:
    """The file as text, or None with an error in `findings`: too large, empty, or not in UTF-8."""
    if is_too_large(data, name, findings):
        return None
    if not data.strip():
        findings.add_at("empty_file", Place(source=name))
        return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            findings.add_at("encoding", Place("", 1, 1, name), found=encoding)
            return None
    bare = data.removeprefix(_BOM)
    try:
        return bare.decode("utf-8")
    except UnicodeDecodeError as error:
        readable = Document(name, bare[: error.start].decode("utf-8"))
        line, column = readable.position(len(readable.text))
        findings.add_at("encoding.bytes", Place("", line, column, name))
        return None


def is_too_large(data: bytes, name: str, findings: Findings) -> bool:
    if len(data) > LIMIT:
        findings.add_at("too_large", Place(source=name), size=_mb(len(data)), limit=_mb(LIMIT))
    return len(data) > LIMIT


def _add(flaw: jsonscan.Flaw, document: Document, findings: Findings) -> None:
    line, column = document.position(flaw.offset)
    findings.add_at(flaw.message, Place("", line, column, document.name), **flaw.values)


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
