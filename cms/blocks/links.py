"""Where to go next: pages, parts of the site, addresses elsewhere; help and a self-check."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

# Parts of the site that other packages serve below the language's own address. Addresses, not
# imports: this package knows no domain.
CHECKS = "check/"
SECTIONS = [
    (CHECKS, _("Self-checks")),
    ("return/", _("Return with a code")),
    ("pulse/", _("Check-in of a group, with a code")),
    ("runs/", _("Groups one can join")),
    ("place/", _("My place in a group")),
    ("regions/", _("Trainers by region")),
    ("verify/", _("Checking a certificate")),
    ("nudges/", _("Quiet nudges")),
]


class LinkValue(blocks.StructValue):
    def url(self) -> str:
        """Where it leads, in the language being shown."""
        if self.get("page"):
            return self["page"].localized.get_url() or ""
        if self.get("section"):
            return f"/{get_language() or 'ru'}/{self['section']}"
        return self.get("address") or ""


class LinkBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=120)
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=200)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    section = blocks.ChoiceBlock(choices=SECTIONS, label=_("Part of the site"), required=False)
    address = blocks.URLBlock(label=_("Address elsewhere"), required=False)

    def clean(self, value: Mapping[str, object]) -> Mapping[str, object]:
        """Raises a validation error unless exactly one target is given."""
        cleaned = super().clean(value)
        if sum(bool(cleaned[name]) for name in ("page", "section", "address")) != 1:
            error = ValidationError(_("Choose one of page, part of the site, or address elsewhere."))
            raise StructBlockValidationError(non_block_errors=[error])
        return cleaned

    class Meta:
        value_class = LinkValue


class LinksBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    items = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=6)

    class Meta:
        label = _("Links")
        icon = "link"
        template = "cms/blocks/links.html"
        description = _("Where to go next: one to six big links, each with a note.")
        preview_value = {
            "title": "Куда дальше",
            "items": [
                {"text": "Самопроверка", "note": "Около пяти минут, без имени", "section": "check/"},
            ],
        }


HELP = "help/"
SIGNPOSTS = [(HELP, _("To urgent help")), (CHECKS, _("To the self-checks"))]


class SignpostValue(blocks.StructValue):
    def url(self) -> str:
        """Where it leads, in the language being shown."""
        return f"/{get_language() or 'ru'}/{self['to']}"


class SignpostBlock(blocks.StructBlock):
    to = blocks.ChoiceBlock(choices=SIGNPOSTS, label=_("Where to"), default=HELP)
    text = blocks.TextBlock(label=_("Text"), help_text=_("For whom this is now; one or two sentences."))

    class Meta:
        value_class = SignpostValue
        label = _("Signpost")
        icon = "redirect"
        template = "cms/blocks/signpost.html"
        description = _("An offer to go to urgent help or to a self-check. Nobody is sent.")
        preview_value = {
            "to": HELP,
            "text": "Если читать тяжело и не отпускает, можно прервать чтение и написать тем, кто поможет.",
        }
