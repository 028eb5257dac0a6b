"""Images that say what they show and nothing about who took them."""

import secrets
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageOps
from wagtail.images.models import AbstractImage, AbstractRendition

LONGEST_SIDE = 2400
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def redrawn(data: bytes) -> tuple[bytes, str]:
    """The same picture from its pixels alone, and the ending its file shall have.

    Whatever a camera or an editor wrote beside the pixels is left behind: place, time, device,
    comments, thumbnails, colour profiles. The picture is turned upright first and is at most 2400
    pixels on its longest side. A format other than JPEG, PNG and WebP becomes PNG.
    """
    with Pillow.open(BytesIO(data)) as source:
        format_name = source.format if source.format in FORMATS else "PNG"
        upright = ImageOps.exif_transpose(source)
        mode = "RGBA" if upright.has_transparency_data and format_name != "JPEG" else "RGB"
        upright = upright.convert(mode)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Pillow.frombytes(upright.mode, upright.size, upright.tobytes())
    out = BytesIO()
    bare.save(out, format_name, quality=85)
    return out.getvalue(), FORMATS[format_name]


class Picture(AbstractImage):
    """A picture with a required description; named so because Wagtail keeps `Image` for its own.

    Its file is redrawn and renamed when it arrives: a photo's data and name can tell who took it,
    where and when.
    """

    description = models.CharField(
        _("description"),
        max_length=255,
        help_text=_("What the picture shows, for those who do not see it. One plain sentence."),
    )

    admin_form_fields = ("title", "file", "description", "collection", "tags")

    def save(self, *args: Any, **kwargs: Any) -> None:
        file: Any = self.file
        if file and not file._committed:
            self._redraw(file)
        super().save(*args, **kwargs)

    def _redraw(self, file: Any) -> None:
        file.seek(0)
        content, ending = redrawn(file.read())
        self.file = ContentFile(content, name=f"{secrets.token_hex(8)}.{ending}")
        self._set_image_file_metadata()


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_is_made_once"
            )
        ]
