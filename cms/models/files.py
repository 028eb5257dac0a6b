"""Files of lessons: sounds, videos with their captions, papers to take along."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from cms import kinds

LARGEST = 5 * 1024 * 1024


def unnamed(instance: models.Model, name: str) -> str:
    """Where a file is kept: under a name that tells nothing, with the ending of its kind."""
    kind = kinds.of(name)
    return f"files/{secrets.token_hex(8)}.{kind.ending if kind else 'bin'}"


class Attachment(AbstractDocument):
    """A file that is what its name says. Named so because Wagtail keeps `Document` for its own."""

    file = models.FileField(_("file"), upload_to=unnamed)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file of a lesson")
        verbose_name_plural = _("files of lessons")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if _is_new(self.file):
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if _is_new(self.file):
            self.file.seek(0)
            data = self.file.read()
            self.file.seek(0)
            if problem := _problem(self.file.name or "", data):
                raise ValidationError({"file": problem})

    def kind_name(self) -> str:
        kind = kinds.of(self.file.name or "")
        return kind.name if kind else ""

    def is_video(self) -> bool:
        return self._is("video/")

    def is_recording(self) -> bool:
        return self._is("video/") or self._is("audio/")

    def is_captions(self) -> bool:
        return self._is("text/vtt")

    def _is(self, mime: str) -> bool:
        kind = kinds.of(self.file.name or "")
        return kind is not None and kind.mime.startswith(mime)


def _is_new(file: Any) -> bool:
    return bool(file) and not file._committed


def _problem(name: str, data: bytes) -> Any:
    """What keeps a file from being taken, in words; empty if nothing does."""
    kind = kinds.of(name)
    if kind is None:
        return _("Only MP3, M4A, OGG, MP4, WebM, WebVTT, PDF, DOCX and ODT are taken.")
    if len(data) > LARGEST:
        return _("The file is larger than 5 MB; many read on slow phones. Make it shorter or coarser.")
    if not kind.holds(data):
        return _("The file is not what its name says. Save it anew in the format of its ending.")
    if kinds.tells_a_place(data):
        return _("The film carries the place where it was made. Remove that from the file first.")
    return ""
