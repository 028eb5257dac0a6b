"""What a file is, by its content: a name proves nothing."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

OPENDOCUMENT = b"application/vnd.oasis.opendocument.text"
# Where phones and cameras write down the place in a film.
PLACES = (b"\xa9xyz", b"com.apple.quicktime.location", b"loci")


@dataclass(frozen=True, slots=True)
class Kind:
    """`ending` of the name, what is sent as its type, how people call it, and whether bytes are of it."""

    ending: str
    mime: str
    name: str
    holds: Callable[[bytes], bool]


def of(name: str) -> Kind | None:
    """The kind that a name claims; None for one that is not taken, as SVG and HTML."""
    return KINDS.get(name.rpartition(".")[2].lower())


def tells_a_place(data: bytes) -> bool:
    """Whether a film carries where it was made."""
    return _is_iso_media(data) and any(mark in data for mark in PLACES)


def _is_mp3(data: bytes) -> bool:
    return data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] >= b"\xe0")


def _is_iso_media(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


def _is_ogg(data: bytes) -> bool:
    return data.startswith(b"OggS")


def _is_webm(data: bytes) -> bool:
    return data.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in data[:64]


def _is_captions(data: bytes) -> bool:
    try:
        return data.decode("utf-8-sig").startswith("WEBVTT")
    except UnicodeDecodeError:
        return False


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-")


def _is_word(data: bytes) -> bool:
    names = _names(data)
    return "word/document.xml" in names and not any(name.endswith("vbaProject.bin") for name in names)


def _is_opendocument(data: bytes) -> bool:
    return "content.xml" in _names(data) and OPENDOCUMENT in data[:120]


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []


KINDS = {
    kind.ending: kind
    for kind in (
        Kind("mp3", "audio/mpeg", "MP3", _is_mp3),
        Kind("m4a", "audio/mp4", "M4A", _is_iso_media),
        Kind("ogg", "audio/ogg", "OGG", _is_ogg),
        Kind("mp4", "video/mp4", "MP4", _is_iso_media),
        Kind("webm", "video/webm", "WebM", _is_webm),
        Kind("vtt", "text/vtt; charset=utf-8", "WebVTT", _is_captions),
        Kind("pdf", "application/pdf", "PDF", _is_pdf),
        Kind(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "DOCX",
            _is_word,
        ),
        Kind("odt", OPENDOCUMENT.decode(), "ODT", _is_opendocument),
    )
}
