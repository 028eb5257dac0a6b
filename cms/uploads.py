"""Files that wait for their description, after several were uploaded at once.

Wagtail keeps them as they came until the editor has filled in the form. Here they are redrawn before
that, as pictures are: what a camera wrote never reaches the storage. To be undone when Wagtail lets the
model of the picture decide.
"""

from typing import Any

from django.core.files.base import ContentFile
from django.db.models.signals import pre_save
from wagtail.models import UploadedFile

from cms.models.images import redrawn


def follow_uploads() -> None:
    pre_save.connect(_redraw, sender=UploadedFile, dispatch_uid="cms_uploads")


def _redraw(instance: UploadedFile, **_kwargs: Any) -> None:
    if instance.file and not instance.file._committed:
        instance.file.seek(0)
        content, ending = redrawn(instance.file.read())
        instance.file = ContentFile(content, name=f"waiting.{ending}")
