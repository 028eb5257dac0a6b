"""Files of lessons for tests: the least that is what its name says."""

import zipfile
from io import BytesIO

from django.core.files.base import ContentFile

from cms.models import Attachment


def zipped(**files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


CONTENTS = {
    "mp3": b"ID3\x04" + bytes(60),
    "m4a": b"\x00\x00\x00\x20ftypM4A " + bytes(40),
    "ogg": b"OggS" + bytes(40),
    "mp4": b"\x00\x00\x00\x20ftypisom" + bytes(40),
    "webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(40),
    "vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n",
    "pdf": b"%PDF-1.7\n" + bytes(40),
    "docx": zipped(word__document_xml=b"<w/>"),
    "odt": zipped(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<o/>"),
}


def create_attachment(
    *, name: str = "voice.mp3", title: str = "Файл", data: bytes | None = None
) -> Attachment:
    content = CONTENTS[name.rpartition(".")[2]] if data is None else data
    attachment = Attachment(title=title, file=ContentFile(content, name=name))
    attachment.full_clean(exclude=["collection"])
    attachment.save()
    return attachment
