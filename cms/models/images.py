"""Images that say what they show and nothing about who took them."""

import secrets
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageOps
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.utils.file import hash_filelike

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


class PictureFile(WagtailImageFieldFile):
    def save(self, name: str, content: Any, *, save: bool = True) -> None:
        """The one way by which a file comes into the storage: redrawn, under a name that tells nothing."""
        content.seek(0)
        data, ending = redrawn(content.read())
        safe_name = f"{secrets.token_hex(8)}.{ending}"
        super().save(safe_name, ContentFile(data, name=safe_name), save=False)
        self.instance.file_size, self.instance.file_hash = len(data), hash_filelike(BytesIO(data))
        if save:
            self.instance.save()


class PictureField(WagtailImageField):
    attr_class = PictureFile


class Picture(AbstractImage):
    """A picture with a required description; named so because Wagtail keeps `Image` for its own.

    Its file is redrawn and renamed when it arrives, because a photo's data and name can tell who took
    it, where and when. Its title is the description: Wagtail would take it from the file's name.
    """

    file = PictureField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    description = models.CharField(
        _("description"),
        max_length=255,
        help_text=_("What the picture shows, for those who do not see it. One plain sentence."),
    )

    admin_form_fields = ("title", "file", "description", "collection", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        file: Any = self.file
        if file and not file._committed:
            file.save(file.name, file.file, save=False)
        self.title = self.description
        super().save(*args, **kwargs)


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_is_made_once"
            )
        ]
