"""A month in a form: picked where the browser can, typed as 2026-11 or 11.2026 where it cannot."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainers.rules import months

YEARS = range(1990, 2101)
FORMS = ("%Y-%m", "%m.%Y", "%m/%Y", "%Y-%m-%d")


class MonthInput(forms.DateInput):
    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"placeholder": _("2026-11"), **(attrs or {})}, format="%Y-%m")


class MonthField(forms.DateField):
    """The first day of the month that was chosen."""

    widget = MonthInput
    default_error_messages = {"invalid": _("Write the month as 2026-11 or 11.2026.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=FORMS, **options)

    def clean(self, value: Any) -> date | None:
        found: date | None = super().clean(value)
        if found and found.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return months.of(found) if found else None
