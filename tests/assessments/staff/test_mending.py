"""An editor loads a burnout questionnaire that has it wrong, is told so in words, mends it and publishes."""

import pytest
from django.test import Client

from tests.assessments.admin import VERSIONS, page
from tests.assessments.requests import take
from tests.assessments.staff.lamps import (
    LICENCE_RECORD,
    MENDED,
    OF_THE_CARD,
    RIGHT,
    UPSIDE_DOWN,
    check_again,
    edit,
    kinds,
    load,
    rows,
    scales,
    sign_all,
    turn,
)
from wellbeing.assessments.models import Finding, InstrumentVersion

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def test_a_file_that_has_it_wrong_is_mended_in_the_form_and_published(editor: Client) -> None:
    told = rows(load(editor, UPSIDE_DOWN))
    (said,) = [text for text in told if "числа идут не в ту сторону" in text]
    assert said.startswith("В вопросах 1–12, 14–19 числа идут не в ту сторону, что по карточке cbi")
    assert "0 Всегда, 25 Часто" in said
    assert told[said].startswith("строка ")
    assert told[said].endswith("definition.items[0]")
    draft = InstrumentVersion.objects.get()
    check = f"{VERSIONS}{draft.code}/check/"
    assert [scale[0] for scale in scales(draft)] == ["total"]
    sign_all(editor, draft)
    editor.post(f"{VERSIONS}{draft.code}/publish/")
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert kinds(draft) >= set(MENDED)

    turn(editor, draft, RIGHT)
    assert "Проверить черновик ещё раз" in page(editor.get(check))
    answer = check_again(editor, draft)

    assert "Теперь черновик сходится с карточкой cbi. Её шкалы и пороги перенесены" in answer
    assert kinds(draft) & set(MENDED) == set()
    assert scales(draft) == OF_THE_CARD
    signed = draft.findings.filter(severity=Finding.Severity.OPEN)
    assert {(each.signed_off_by, each.reason) for each in signed} == {("nadya", "Сверено с бланком.")}
    assert kinds(draft) >= {"proofread", "licence_unknown", "figures_unverified", "item_order"}
    edit(editor, draft, **LICENCE_RECORD)
    editor.post(f"{VERSIONS}{draft.code}/licence/")
    assert "Черновик можно публиковать" in page(editor.get(check))
    editor.post(f"{VERSIONS}{draft.code}/publish/")
    draft.refresh_from_db()
    assert (draft.status, draft.licence_checked_by, draft.is_validated) == ("published", "nadya", True)
    result = take(draft, "0" * 19).text
    assert "Т. Кристенсен" in result
    assert "<b>100</b>" in result


def test_the_file_may_be_mended_instead_and_loaded_again(editor: Client) -> None:
    load(editor, UPSIDE_DOWN)

    again = rows(load(editor, RIGHT))

    assert not [text for text in again if "не в ту сторону" in text]
    mended = InstrumentVersion.objects.get(number=2)
    assert scales(mended) == OF_THE_CARD
    sign_all(editor, mended)
    edit(editor, mended, licence_evidence_on="2026-11-22")
    editor.post(f"{VERSIONS}{mended.code}/licence/")
    editor.post(f"{VERSIONS}{mended.code}/publish/")
    mended.refresh_from_db()
    assert (mended.status, mended.licence_checked_by) == ("published", "nadya")
