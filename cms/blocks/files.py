"""Pictures, recordings and files to download. Each says in words what it holds."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.text import PLAIN


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("What it shows"),
        max_length=255,
        help_text=_("For those who do not see it, in the language of the page."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        label = _("Image")
        icon = "image"
        template = "cms/blocks/image.html"
        description = _("A picture that adds to the text. What it shows must be said in words.")
        preview_value = {"alt": "Тропинка в утреннем лесу", "caption": "Тропинка в утреннем лесу"}


class RecordingBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    file = DocumentChooserBlock(label=_("Recording"), help_text=_("MP3, M4A, OGG, MP4 or WebM."))
    captions = DocumentChooserBlock(
        label=_("Captions"),
        required=False,
        help_text=_("For a video: a WebVTT file in the language of the page."),
    )
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=[*PLAIN, "ul"],
        help_text=_("All that is said and what is seen, for those who do not hear, see or load it."),
    )

    def clean(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises a validation error unless the file is a recording and a video has its captions."""
        cleaned = super().clean(value)
        errors = {}
        if not cleaned["file"].is_recording():
            errors["file"] = ValidationError(_("This file is neither a sound nor a video."))
        elif cleaned["file"].is_video() and not cleaned["captions"]:
            errors["captions"] = ValidationError(_("A video needs captions."))
        if cleaned["captions"] and not cleaned["captions"].is_captions():
            errors["captions"] = ValidationError(_("Captions are a WebVTT file."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        label = _("Sound or video")
        icon = "media"
        template = "cms/blocks/media.html"
        description = _(
            "A recording with all its words. Nothing loads before it is started; its size is said."
        )
        preview_value = {
            "title": "Пять спокойных минут",
            "transcript": "<p>Сядьте так, чтобы спине было на что опереться.</p>",
        }


class FileBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=200)
    file = DocumentChooserBlock(label=_("File"), help_text=_("PDF, DOCX or ODT; a recording is a file too."))

    class Meta:
        label = _("File")
        icon = "download"
        template = "cms/blocks/file.html"
        description = _("Something to take along. Its kind and size are said before it loads.")
        preview_value = {"title": "Лист для группы", "note": "Одна страница, чтобы распечатать."}
