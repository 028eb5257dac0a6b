"""Rows of a form that are several below one another, with a row for another, without any script."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class Row(forms.Form):
    """One row. In which its first field is empty, and that was none before, is none."""

    row = forms.UUIDField(widget=forms.HiddenInput, required=False)

    FIRST = "name"
    NEEDED: tuple[str, ...] = ()

    def clean(self) -> None:
        said = self.data.get(self.add_prefix(self.FIRST), "").strip()
        if not said and not self.cleaned_data.get("row"):
            return
        for name in (self.FIRST, *self.NEEDED):
            if not self.data.get(self.add_prefix(name), "").strip():
                self.add_error(name, _("Fill this in, or leave the row out."))

    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get(self.FIRST))


class _RowSet(BaseFormSet):
    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Leave out")


def row_set(row: type[Row], *, most: int, extra: int = 1) -> Any:
    """A set of such rows, `most` of them."""
    return forms.formset_factory(
        row, formset=_RowSet, extra=extra, can_delete=True, max_num=most, absolute_max=most + 1
    )


def filled(rows: Any) -> list[Row]:
    """Those that say something and are not left out, in their order."""
    out = set(rows.deleted_forms)
    return [row for row in rows.forms if row not in out and row.is_filled()]


def id_of(row: Row) -> UUID | None:
    return cast(UUID | None, row.cleaned_data.get("row"))


def hush(rows: Any) -> None:
    """Nothing is wrong yet with what somebody is still typing."""
    rows.full_clean()  # or else it is looked at anew while the page is made
    rows._non_form_errors = rows.error_class()
    for row in rows.forms:
        row._errors = ErrorDict()


def another(data: QueryDict, prefix: str, *, most: int) -> QueryDict:
    """What was typed, with one more row."""
    more = data.copy()
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = int(total) if total.isdecimal() and len(total) < 4 else 0
    more[f"{prefix}-TOTAL_FORMS"] = str(min(count + 1, most))
    return more
