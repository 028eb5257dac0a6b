"""The blocks that pages are made of: eleven, and never more than twelve. Each has its own preview."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

PLAIN = ["bold", "italic", "link"]
TEXT = ["h3", *PLAIN, "ol", "ul"]

# Parts of the site that other packages serve below the language's own address. Addresses, not
# imports: this package knows no domain.
CHECKS = "check/"
SECTIONS = [(CHECKS, _("Self-checks")), ("return/", _("Return with a code"))]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        label = _("Heading")
        icon = "title"
        template = "cms/blocks/heading.html"
        description = _("Opens a part of the page. Three to six words.")
        preview_value = "Что истощает сильнее всего"


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "cms/blocks/paragraph.html"
        description = _("Paragraphs, lists, links and small headings.")
        preview_value = (
            "<p>Усталость в движении — не слабость и не личная неудача. Чаще всего она говорит "
            "о том, <b>как устроена работа</b>.</p><ul><li>кто что решает;</li><li>сколько её;</li></ul>"
        )


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), required=False, max_length=120)
    text = blocks.TextBlock(label=_("Text"))


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    items = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=7)

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        template = "cms/blocks/steps.html"
        description = _("Things to do one after another, each in a line.")
        preview_value = {
            "title": "С чего начать",
            "items": [
                {"title": "Назовите, что давит", "text": "Одной фразой, вслух или на бумаге."},
                {"title": "Договоритесь о паузе", "text": "С теми, с кем вы работаете."},
            ],
        }


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=[*PLAIN, "ul"])

    class Meta:
        label = _("Callout")
        icon = "info-circle"
        template = "cms/blocks/callout.html"
        description = _("What must not be overlooked. At most one on a screen.")
        preview_value = {
            "title": "Если трудно прямо сейчас",
            "text": "<p>Можно не дочитывать. Можно сразу написать тем, кто поможет.</p>",
        }


class TableValue(blocks.StructValue):
    def labelled_rows(self) -> list[list[tuple[str, str]]]:
        """Each row as pairs of the column's name and the cell."""
        return [list(zip(self["columns"], row["cells"], strict=False)) for row in self["rows"]]


class TableRowBlock(blocks.StructBlock):
    cells = blocks.ListBlock(blocks.TextBlock(label=_("Cell")), label=_("Cells"), min_num=2, max_num=4)


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"), max_length=160)
    columns = blocks.ListBlock(
        blocks.CharBlock(label=_("Column"), max_length=60), label=_("Columns"), min_num=2, max_num=4
    )
    rows = blocks.ListBlock(TableRowBlock(label=_("Row")), label=_("Rows"), min_num=1)

    def clean(self, value: Mapping[str, object]) -> Mapping[str, object]:
        """Raises a validation error when a row has not as many cells as there are columns."""
        cleaned = super().clean(value)
        width = len(cleaned["columns"])
        uneven = [n for n, row in enumerate(cleaned["rows"], start=1) if len(row["cells"]) != width]
        if uneven:
            words = _("Row %(row)s needs %(width)s cells, one for each column.")
            error = ValidationError(words, params={"row": uneven[0], "width": width})
            raise StructBlockValidationError(non_block_errors=[error])
        return cleaned

    class Meta:
        label = _("Table")
        value_class = TableValue
        icon = "table"
        template = "cms/blocks/table.html"
        description = _("Two to four columns; the first names the row. On a phone rows become cards.")
        preview_value = {
            "caption": "Что у нас есть",
            "columns": ["Изъято", "Что там есть", "Чего там нет"],
            "rows": [{"cells": ["База данных", "тексты страниц, счётчики", "имена, ответы, адреса"]}],
        }


class SourceBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Source"), help_text=_("Authors, year, title, where published."))
    address = blocks.URLBlock(label=_("Address"), required=False)


class SourcesBlock(blocks.StructBlock):
    items = blocks.ListBlock(SourceBlock(), label=_("Sources"), min_num=1)

    class Meta:
        label = _("Sources")
        icon = "openquote"
        template = "cms/blocks/sources.html"
        description = _("What the page relies on. Last on the page.")
        preview_value = {
            "items": [{"text": "Иванова А. (2024). Усталость и надежда. Пример.", "address": ""}]
        }


class FigureFactBlock(blocks.StructBlock):
    figure = blocks.CharBlock(label=_("Figure"), max_length=20)
    text = blocks.TextBlock(label=_("What it says"))
    source = blocks.CharBlock(label=_("Source"), max_length=200)

    class Meta:
        label = _("Figure")
        icon = "order"
        template = "cms/blocks/figure_fact.html"
        description = _("One number worth remembering, with its source.")
        preview_value = {
            "figure": "1 019",
            "text": "активисток и активистов рассказали, чего им стоит эта работа.",
            "source": "Пример источника, 2020",
        }


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


class QuestionAnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=160)
    answer = blocks.RichTextBlock(label=_("Answer"), features=[*PLAIN, "ol", "ul"])

    class Meta:
        label = _("Question and answer")
        icon = "help"
        template = "cms/blocks/question_answer.html"
        description = _("A question that opens to its answer.")
        preview_value = {"question": "Кто увидит мои ответы?", "answer": "<p>Никто. Они не сохраняются.</p>"}


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


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"))
    who = blocks.CharBlock(
        label=_("Who says it"), required=False, max_length=120, help_text=_("Never a name that may harm.")
    )

    class Meta:
        label = _("Quote")
        icon = "openquote"
        template = "cms/blocks/quote.html"
        description = _("Somebody's own words.")
        preview_value = {"text": "Мне помогло, что паузу предложила группа.", "who": "участница, 29 лет"}


BODY = [
    ("heading", HeadingBlock(max_length=120)),
    ("paragraph", ParagraphBlock(features=TEXT)),
    ("steps", StepsBlock()),
    ("callout", CalloutBlock()),
    ("table", TableBlock()),
    ("sources", SourcesBlock()),
    ("figure_fact", FigureFactBlock()),
    ("links", LinksBlock()),
    ("question_answer", QuestionAnswerBlock()),
    ("image", PictureBlock()),
    ("quote", QuoteBlock()),
]
