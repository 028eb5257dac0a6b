"""A month in a form."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from trainers.fields import MonthField


class Form(forms.Form):
    month = MonthField(required=False)


@pytest.mark.parametrize("typed", ["2026-03", "03.2026", "3/2026", "2026-03-17", " 03.2026 "])
def test_a_month_is_read_however_it_is_typed(typed: str) -> None:
    form = Form({"month": typed})
    assert form.is_valid()
    assert form.cleaned_data["month"] == date(2026, 3, 1)


@pytest.mark.parametrize(
    "typed", ["март", "2026-13", "0", "2026", "0001-01", "1989-12", "2101-01", "9999-12"]
)
def test_what_is_no_month_is_refused_in_words_and_stays_in_the_field(typed: str) -> None:
    with translation.override("en"):
        form = Form({"month": typed})
        assert form.errors["month"] == ["Write the month as 2026-11 or 11.2026."]
        assert f'value="{typed}"' in str(form["month"])


def test_the_field_is_a_month_picker_filled_with_the_month() -> None:
    shown = str(Form(initial={"month": date(2026, 3, 1)})["month"])
    assert 'type="month"' in shown
    assert 'value="2026-03"' in shown
    form = Form({"month": ""})
    assert form.is_valid()
    assert form.cleaned_data["month"] is None
