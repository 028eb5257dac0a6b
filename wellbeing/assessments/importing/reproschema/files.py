"""The files of one ReproSchema activity: given one by one or in one ZIP, found by the `id` inside them."""

import io
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from wellbeing.assessments.importing import jsonscan, source, tree
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.importing.xlsform import archive

# Enough of a file to hold its `@context`, which stands at the top.
BEGINNING = 4096

_CONTEXT = b'"@context"'
_VOCABULARY = b"reproschema"
_SPREADSHEET = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Library:
    """`activity` is the questionnaire itself, `others` by id are its questions and answers."""

    activity: Node
    others: dict[str, list[Node]]
    findings: Findings

    def find(self, reference: Node, name: str) -> Node | None:
        """The file with the id that `name` ends in; a finding at `reference` if nobody gave it.

        Of several the one that lies where `name` says counts, if they came in one ZIP.
        """
        found = self.others.get(last_part(name), [])
        if not found:
            self.findings.add("file_missing", reference, name=name or "-")
            return None
        if len(found) > 1:
            path = posixpath.join(posixpath.dirname(reference.document.name), name)
            named = [root for root in found if root.document.name == posixpath.normpath(path)]
            if not named:
                self.findings.add("file_ambiguous", reference, name=last_part(name), count=len(found))
            found = named or found
        return found[0]


def last_part(name: str) -> str:
    """`items/gulls_1` and `../gulls_1.jsonld` are both called `gulls_1`."""
    return name.rpartition("/")[2].removesuffix(".jsonld").removesuffix(".json")


def is_of_activity(data: bytes) -> bool:
    return _CONTEXT in data and _VOCABULARY in data.lower()


def is_packed_activity(data: bytes) -> bool:
    """Whether a ZIP holds such files; the first bytes of each part tell."""
    if not archive.is_zip(data) or len(data) > source.LIMIT:
        return False
    names = archive.names(data)
    if not names or len(names) > archive.PARTS or _SPREADSHEET in names:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return any(is_of_activity(_beginning(packed, part)) for part in packed.infolist())
    except archive.BROKEN:
        return False


def gather(data: bytes, beside: Sequence[bytes], findings: Findings) -> Library | None:
    """All files read and told apart, or None with an error in `findings`."""
    given = _unpacked([("", data), *((f"valueset[{i}]", one) for i, one in enumerate(beside))], findings)
    if findings.has_errors() or not _is_few(given, findings):
        return None
    roots = [root for name, content in given if (root := source.read(content, name, findings)) is not None]
    activities = [root for root in roots if is_activity(root, findings)]
    if findings.has_errors():
        return None
    if not activities:
        findings.add("activity_missing")
        return None
    for other in activities[1:]:
        findings.add("activity_other", other, used=_id(activities[0], findings))
    others: dict[str, list[Node]] = {}
    for root in roots:
        if root is not activities[0]:
            others.setdefault(last_part(_id(root, findings)), []).append(root)
    return Library(activities[0], others, findings)


def is_activity(root: Node, findings: Findings) -> bool:
    kind = kind_of(root, findings)
    return kind == "Activity" or (not kind and tree.get(root, "ui", "order") is not None)


def kind_of(root: Node, findings: Findings) -> str:
    """`Activity`, `Item` or `ResponseOption`, with or without the name of the vocabulary before it."""
    key = "category" if tree.get(root, "category") is not None else "@type"
    return tree.text(root, key, findings).rpartition(":")[2]


def _id(root: Node, findings: Findings) -> str:
    return tree.text(root, "id" if tree.get(root, "id") is not None else "@id", findings)


def _beginning(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with packed.open(part) as stream:
        return stream.read(BEGINNING)


def _unpacked(given: Sequence[tuple[str, bytes]], findings: Findings) -> list[tuple[str, bytes]]:
    """Each file by name, ZIPs taken apart; of their parts only those that begin as JSON objects do."""
    found: list[tuple[str, bytes]] = []
    for name, data in given:
        if not archive.is_zip(data):
            found.append((name, data))
        elif not source.is_too_large(data, name, findings) and archive.is_harmless(data, findings):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                parts = [(part.filename, packed.read(part)) for part in packed.infolist()]
            found += [(part, read) for part, read in parts if _begins_as_object(read)]
    return found


def _begins_as_object(data: bytes) -> bool:
    return data[:BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _is_few(given: Sequence[tuple[str, bytes]], findings: Findings) -> bool:
    """Whether all files together stay within the limit of one.

    Every value but the first follows one of these marks.
    """
    most = sum(1 + sum(data.count(mark) for mark in (b",", b"[", b"{")) for _, data in given)
    if len(given) > archive.PARTS:
        findings.add("archive_bomb.parts", count=len(given), limit=archive.PARTS)
    elif most > jsonscan.VALUES:
        findings.add("too_many_values", limit=jsonscan.VALUES)
    return not findings.has_errors()
