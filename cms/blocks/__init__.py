"""The blocks that pages are made of: never more than twelve on a kind of page. Each has its own preview."""

from wagtail import blocks as wagtail_blocks

from cms.blocks.files import FileBlock, PictureBlock, RecordingBlock
from cms.blocks.lessons import PracticeBlock, ReflectionBlock
from cms.blocks.links import CHECKS, HELP, SECTIONS, LinksBlock, SignpostBlock
from cms.blocks.tables import TableBlock
from cms.blocks.text import (
    TEXT,
    CalloutBlock,
    FigureFactBlock,
    HeadingBlock,
    ParagraphBlock,
    QuestionAnswerBlock,
    QuoteBlock,
    SourcesBlock,
    StepsBlock,
)

Blocks = list[tuple[str, wagtail_blocks.Block]]

BODY: Blocks = [
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

LESSON: Blocks = [
    ("heading", HeadingBlock(max_length=120)),
    ("paragraph", ParagraphBlock(features=TEXT)),
    ("steps", StepsBlock()),
    ("reflection", ReflectionBlock()),
    ("practice", PracticeBlock()),
    ("question_answer", QuestionAnswerBlock()),
    ("media", RecordingBlock()),
    ("table", TableBlock()),
    ("file", FileBlock()),
    ("quote", QuoteBlock()),
    ("signpost", SignpostBlock()),
    ("sources", SourcesBlock()),
]

__all__ = ["BODY", "CHECKS", "HELP", "LESSON", "SECTIONS"]
