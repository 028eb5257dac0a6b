"""Forms of the admin that Wagtail builds from ours."""

from typing import Any

from django import forms
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Asks for what a picture shows, and not for a title: Wagtail fills that with the file's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].required = False
            self.fields["title"].widget = forms.HiddenInput()
