"""Words: headings, text, steps, what must not be overlooked, figures, questions, quotes, sources."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

PLAIN = ["bold", "italic", "link"]
TEXT = ["h3", *PLAIN, "ol", "ul"]


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


class QuestionAnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=160)
    answer = blocks.RichTextBlock(label=_("Answer"), features=[*PLAIN, "ol", "ul"])

    class Meta:
        label = _("Question and answer")
        icon = "help"
        template = "cms/blocks/question_answer.html"
        description = _("A question that opens to its answer.")
        preview_value = {"question": "Кто увидит мои ответы?", "answer": "<p>Никто. Они не сохраняются.</p>"}


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
