"""A table that becomes cards on a phone."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


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
