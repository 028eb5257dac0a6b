"""A draft held against its card again: what goes, what stays, what is taken over, what cannot be told."""

import pytest
from django.test import Client

from tests.assessments.admin import VERSIONS, form_of
from tests.assessments.staff.lamps import (
    DEGREE,
    RIGHT,
    UPSIDE_DOWN,
    check_again,
    edit,
    lamps,
    load,
    scales,
    sign_all,
    turn,
)
from tests.factories.assessments import EDITOR, TODAY, create_draft, create_finding
from wellbeing.assessments.actions import publishing
from wellbeing.assessments.models import InstrumentVersion

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def test_a_draft_that_is_as_it_was_keeps_every_finding_and_signature(editor: Client) -> None:
    load(editor, UPSIDE_DOWN)
    draft = InstrumentVersion.objects.get()
    sign_all(editor, draft)
    before = list(draft.findings.values())

    answer = check_again(editor, draft)

    assert "Черновик проверен ещё раз: в списке то, что верно сейчас." in answer
    assert "Теперь черновик сходится" not in answer
    assert list(draft.findings.values()) == before
    assert [scale[0] for scale in scales(draft)] == ["total"]


def test_what_an_editor_breaks_is_told_at_its_question(editor: Client) -> None:
    load(editor, RIGHT)
    draft = InstrumentVersion.objects.get()
    edit(
        editor,
        draft,
        **{"items-4-text_ru": "Лампа гасла столько раз: 4.", "items-4-response_set": "answers-2"},
    )

    check_again(editor, draft)

    new = draft.findings.filter(kind__in=["duplicate_text", "label_block"])
    assert sorted(new.values_list("kind", "place", "severity", "signed_off_by")) == [
        ("duplicate_text", "lamp5", "open", ""),
        ("label_block", "lamp5", "open", ""),
    ]
    edit(
        editor,
        draft,
        **{"items-4-text_ru": "Лампа гасла столько раз: 5.", "items-4-response_set": "answers-1"},
    )
    check_again(editor, draft)
    assert not new.exists()


def test_where_fewer_places_are_wrong_only_those_are_left(editor: Client) -> None:
    load(editor, (4, 3, 2, 1, 0))
    draft = InstrumentVersion.objects.get()
    assert draft.findings.filter(kind="code_set").count() == 19

    turn_one = {f"response_sets-0-options-{n}-code": str(code) for n, code in enumerate(RIGHT[:4])}
    edit(editor, draft, **turn_one)
    check_again(editor, draft)

    left = draft.findings.filter(kind="code_set").values_list("place", flat=True)
    assert sorted(left) == sorted(lamps(*DEGREE))
    assert scales(draft)[0][0] == "total"


def test_scales_of_ones_own_are_left_and_what_differs_is_said(editor: Client) -> None:
    load(editor, UPSIDE_DOWN)
    draft = InstrumentVersion.objects.get()
    turn(editor, draft, RIGHT)
    edit(editor, draft, **{"scales-0-key": "all", "scales-0-min_answered": "10"})

    check_again(editor, draft)

    assert [scale[0] for scale in scales(draft)] == ["all"]
    said = draft.findings.get(kind="own_differs")
    assert "Шкалы, где это так: personal, work, client." in said.text_ru


def test_a_tab_opened_before_scales_were_taken_over_breaks_nothing(editor: Client) -> None:
    load(editor, UPSIDE_DOWN)
    draft = InstrumentVersion.objects.get()
    turn(editor, draft, RIGHT)
    address = f"{VERSIONS}edit/{draft.pk}/"
    other_tab = form_of(editor.get(address))
    check_again(editor, draft)

    assert "Черновик не сохранён" in editor.post(address, other_tab).text

    assert [scale[0] for scale in scales(draft)] == ["personal", "work", "client"]


def test_a_version_published_meanwhile_leads_to_reading(editor: Client) -> None:
    version = create_draft()
    finding = create_finding(version=version, kind="card_none", severity="note")
    publishing.publish(version=version, by=EDITOR, today=TODAY)

    response = editor.post(f"{VERSIONS}{version.code}/again/")

    assert response.headers["Location"] == f"{VERSIONS}inspect/{version.pk}/"
    assert version.findings.contains(finding)


def test_a_draft_without_numbers_is_not_checked_and_says_so(editor: Client) -> None:
    draft = create_draft(response_sets=())
    finding = create_finding(version=draft, kind="card_none")

    assert "проверять пока нечего" in check_again(editor, draft)

    assert draft.findings.contains(finding)


def test_questions_in_another_order_than_the_card_are_not_guessed(editor: Client) -> None:
    draft = create_draft(title={"ru": "PHQ-2", "en": "PHQ-2"}, count=2)
    create_finding(
        version=draft,
        kind="item_order",
        severity="note",
        text_en="The questions do not stand in the card's order: 2, 1.",
    )

    assert "не в том порядке, что на карточке" in check_again(editor, draft)

    assert not draft.findings.filter(kind="card_matched").exists()


def test_a_draft_that_became_what_nobody_may_show_waits_for_an_answer(editor: Client) -> None:
    draft = create_draft(title={"ru": "Опросник Маслач", "en": "MBI"})

    check_again(editor, draft)

    said = draft.findings.get(kind="mbi")
    assert (said.severity, said.text_en[:44]) == ("open", "This is the Maslach Burnout Inventory. It ma")
