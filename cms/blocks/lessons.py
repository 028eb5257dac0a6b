"""Exercises of a lesson: a sheet to be filled in on paper, and a breath or a look around."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.text import PLAIN

BREATHING = "breathing"
FORMS = [(BREATHING, _("Breathing")), ("grounding", _("Grounding"))]


class PromptValue(blocks.StructValue):
    def empty_lines(self) -> range:
        return range(self["lines"] or 0)


class PromptBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("What to write about"))
    lines = blocks.IntegerBlock(label=_("Empty lines"), min_value=0, max_value=12, default=3)

    class Meta:
        value_class = PromptValue


class ReflectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=[*PLAIN, "ol", "ul"],
        help_text=_("How long it takes, and what to do with the sheet afterwards."),
    )
    prompts = blocks.ListBlock(PromptBlock(), label=_("Prompts"), min_num=1, max_num=8)

    class Meta:
        label = _("Sheet for paper")
        icon = "edit"
        template = "cms/blocks/reflection.html"
        description = _("Something to write by hand; printed on a page of its own. Nothing is typed here.")
        preview_value = {
            "title": "Что держит и что тянет",
            "text": "<p>Десять минут, на бумаге, без имён. Потом листок можно порвать.</p>",
            "prompts": [
                {"text": "Что в этой неделе давало силы?", "lines": 2},
                {"text": "Что можно отдать или отложить?", "lines": 3},
            ],
        }


class PracticeValue(blocks.StructValue):
    def is_breathing(self) -> bool:
        return bool(self["form"] == BREATHING)

    def seconds(self) -> int:
        """How long all rounds take together."""
        return int(self["rounds"] * (self["inhale"] + (self["hold"] or 0) + self["exhale"]))

    def each_round(self) -> range:
        return range(self["rounds"])


class PracticeBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    form = blocks.ChoiceBlock(choices=FORMS, label=_("Form"), default=BREATHING)
    text = blocks.RichTextBlock(
        label=_("Text"), features=[*PLAIN, "ul"], help_text=_("What it is for, and when to leave it.")
    )
    inhale = blocks.IntegerBlock(label=_("Inhale, seconds"), required=False, min_value=2, max_value=10)
    hold = blocks.IntegerBlock(label=_("Hold, seconds"), required=False, min_value=0, max_value=10)
    exhale = blocks.IntegerBlock(label=_("Exhale, seconds"), required=False, min_value=2, max_value=14)
    rounds = blocks.IntegerBlock(label=_("Rounds"), required=False, min_value=1, max_value=10)
    items = blocks.ListBlock(
        blocks.TextBlock(label=_("Step")),
        label=_("Steps of grounding, or remarks on breathing"),
        max_num=7,
    )

    def clean(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises a validation error when breathing lacks its seconds, or grounding its steps."""
        cleaned = super().clean(value)
        if cleaned.is_breathing() and not all(cleaned[name] for name in ("inhale", "exhale", "rounds")):
            words = _("Breathing needs the seconds of inhaling and exhaling, and the number of rounds.")
            raise StructBlockValidationError(non_block_errors=[ValidationError(words)])
        if not cleaned.is_breathing() and not cleaned["items"]:
            raise StructBlockValidationError(non_block_errors=[ValidationError(_("Write the steps."))])
        return cleaned

    class Meta:
        label = _("Breathing or grounding")
        icon = "view"
        template = "cms/blocks/practice.html"
        value_class = PracticeValue
        description = _("Breathing drawn in its rhythm, or steps of grounding. One in a lesson at most.")
        preview_value = {
            "title": "Длинный выдох",
            "form": BREATHING,
            "text": "<p>Чтобы сбавить ход. Если становится хуже, остановитесь.</p>",
            "inhale": 4,
            "hold": 0,
            "exhale": 6,
            "rounds": 6,
            "items": ["Глаза можно не закрывать."],
        }
