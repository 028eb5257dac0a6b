"""Forms of the admin that Wagtail builds from ours."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class ReadableImageField(WagtailImageField):
    """A picture that can be read to its last pixel. Of any other file the form says that it is none.

    Wagtail looks at the head of a file alone, and at one that is cut off or a bomb its reader raises.
    """

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is not None:
                _read_whole(file)
        except ValidationError:
            raise
        except Exception as error:  # Pillow raises many kinds, as Django's own field says too
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        return file


def _read_whole(file: Any) -> None:
    file.seek(0)
    with Pillow.open(BytesIO(file.read())) as picture:
        picture.load()
    file.seek(0)


class PictureForm(BaseImageForm):
    """Asks for what a picture shows, and not for a title: Wagtail fills that with the file's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("file"):
            field = ReadableImageField(label=stock.label, required=stock.required, widget=stock.widget)
            self.fields["file"] = field
        if "title" in self.fields:
            self.fields["title"].required = False
            self.fields["title"].widget = forms.HiddenInput()
