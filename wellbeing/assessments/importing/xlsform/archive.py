"""What an `.xlsx` file is made of, looked through before anything opens it as a spreadsheet.

It is a ZIP of XML parts, so it can hold what either can: a bomb, a program, a link to elsewhere, entities,
endless depth. Sizes are checked as declared and as they unpack; every part is read once, in small pieces.
"""

import io
import re
import stat
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from wellbeing.assessments.importing.foreign import At
from wellbeing.assessments.importing.report import Findings

UNPACKED = 16_000_000
PARTS = 300
# Spreadsheets pack to a tenth; what packs to a hundredth and is large is made to unfold.
RATIO = 100
SMALL = 1_000_000
DEPTH = 40
ELEMENTS = 400_000
MARK = b"PK\x03\x04"

_CHUNK = 65_536
_PROGRAMS = re.compile(r"vbaproject|/macrosheets/|/activex/|/embeddings/|/ctrlprops/", re.IGNORECASE)
_LINKS = re.compile(r"^xl/(?:externallinks/|connections\.xml|querytables/)", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_VALUES = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/[^/]+|xl/workbook\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+",
    re.IGNORECASE,
)
_MACRO_TYPE = re.compile(rb"macroenabled", re.IGNORECASE)
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError),
    *(NotImplementedError, RuntimeError, OverflowError, UnicodeError),
)


class _Refused(Exception):
    """`message` names the sentence, `where` the part that it is about."""

    def __init__(self, message: str, where: str = "", **values: object) -> None:
        super().__init__(message)
        self.message, self.where, self.values = message, where, values


def is_zip(data: bytes) -> bool:
    return data.startswith(MARK)


def names(data: bytes) -> list[str]:
    """The names of the parts; none where the archive cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except BROKEN:
        return []


def values_only(data: bytes) -> bytes:
    """The archive with nothing but sheets and their texts: the rest of a spreadsheet only says how it looks.

    To be given what `is_harmless` has let pass. Formats of numbers alone can keep a reader busy for hours.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as kept:
        for part in archive.infolist():
            if _VALUES.fullmatch(part.filename):
                kept.writestr(part.filename, archive.read(part))
    return out.getvalue()


def is_harmless(data: bytes, findings: Findings) -> bool:
    """Whether the file may be opened; if not, an error in `findings` says why."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist(), len(data))
            left = UNPACKED
            for part in archive.infolist():
                with archive.open(part) as stream:
                    left = _check_part(part.filename, stream, left)
    except _Refused as refused:
        findings.add(refused.message, At(refused.where), **refused.values)
        return False
    except BROKEN:
        findings.add("archive_broken")
        return False
    return True


def _check_parts(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > PARTS:
        raise _Refused("archive_bomb.parts", count=len(parts), limit=PARTS)
    if unpacked > UNPACKED or (unpacked > SMALL and unpacked > packed * RATIO):
        raise _Refused("archive_bomb", size=_mb(unpacked), packed=_mb(packed))
    seen: set[str] = set()
    for part in parts:
        name = part.filename
        if name.casefold() in seen or part.flag_bits & 1 or part.compress_type not in (0, 8):
            raise _Refused("archive_broken", name)
        seen.add(name.casefold())
        if _reaches_out(part):
            raise _Refused("archive_paths", name, part=name)
        if _PROGRAMS.search(f"/{name}"):
            raise _Refused("archive_active", name, part=name)
        if _LINKS.search(name):
            raise _Refused("archive_links", name, part=name)


def _reaches_out(part: zipfile.ZipInfo) -> bool:
    """Whether a part is a link, or would lie outside the folder into which somebody unpacks the archive."""
    path = part.filename.replace("\\", "/")
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    return is_link or path.startswith("/") or ".." in path.split("/") or _DRIVE.match(path) is not None


def _check_part(name: str, stream: IO[bytes], left: int) -> int:
    """How much may still be unpacked after this part."""
    reader = _Scan(name) if name.lower().endswith((".xml", ".rels")) else None
    while chunk := stream.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise _Refused("archive_bomb", size=_mb(UNPACKED), packed="–")
        if name == "[Content_Types].xml" and _MACRO_TYPE.search(chunk):
            raise _Refused("archive_active", name, part=name)
        if reader is not None:
            reader.feed(chunk, is_last=False)
    if reader is not None:
        reader.feed(b"", is_last=True)
    return left


class _Scan:
    """Reads a part for its structure only: no declarations, bounded depth, bounded count."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = 0
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._declared
        self.parser.EntityDeclHandler = self._declared
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def feed(self, chunk: bytes, *, is_last: bool) -> None:
        try:
            self.parser.Parse(chunk, is_last)
        except expat.ExpatError:
            raise _Refused("archive_broken", self.name) from None

    def _declared(self, *_of: object) -> None:
        raise _Refused("xml_declares", self.name)

    def _start(self, *_of: object) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEPTH:
            raise _Refused("too_deep", self.name, limit=DEPTH)
        if self.count > ELEMENTS:
            raise _Refused("too_many_values", self.name, limit=ELEMENTS)

    def _end(self, *_of: object) -> None:
        self.depth -= 1


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
