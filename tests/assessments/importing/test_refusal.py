"""The instrument that is sold by the use is refused by its name and by its structure."""

from typing import Any

import pytest

from tests.assessments.importing import lighthouse


def of(count: int, highest: int, **changes: Any) -> dict[str, Any]:
    answers = [lighthouse.option(code, f"{code} gulls", f"{code} чаек") for code in range(highest + 1)]
    items = [
        lighthouse.question(
            1,
            linkId=f"q{n}",
            text=f"The gulls counted {n} boats.",
            _text=lighthouse.translated(f"Чайки насчитали {n} лодок."),
            answerOption=answers,
        )
        for n in range(count)
    ]
    return lighthouse.create_questionnaire(items, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Maslach Burnout Inventory"},
        {"title": "MBI-HSS (RU)"},
        {"_title": lighthouse.translated("Опросник Маслач")},
        {"title": "Выгорание по Водопьяновой"},
        {"name": "mbi"},
        {"url": "https://lighthouse.example/Questionnaire/mbi_gs"},
        {"copyright": "Used with permission of Mind Garden, Inc."},
    ],
)
def test_name_is_enough(changes: dict[str, Any]) -> None:
    result = lighthouse.read(lighthouse.create_questionnaire(**changes))
    assert result.instrument is None
    assert "mbi" in lighthouse.messages(result)


@pytest.mark.parametrize("title", ["Numbing log", "MBI-TAC supervision", "Combined log"])
def test_other_names_pass(title: str) -> None:
    result = lighthouse.read(lighthouse.create_questionnaire(title=title))
    assert lighthouse.messages(result) == set()


def test_structure_is_enough() -> None:
    result = lighthouse.read(of(22, 6))
    assert result.instrument is None
    assert lighthouse.found(result, "mbi.structure").values == {"count": "22"}


def test_shorter_forms_need_the_word() -> None:
    assert "mbi.structure" in lighthouse.messages(lighthouse.read(of(16, 6, title="Burn-out at the lamp")))
    assert "mbi.structure" in lighthouse.messages(lighthouse.read(of(15, 6, title="Выгорание лампы")))
    assert lighthouse.messages(lighthouse.read(of(16, 6))) == set()


@pytest.mark.parametrize(("count", "highest"), [(22, 5), (21, 6), (23, 6)])
def test_other_structures_pass(count: int, highest: int) -> None:
    assert lighthouse.messages(lighthouse.read(of(count, highest))) == set()
