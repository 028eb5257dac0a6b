"""Rows of the benchmark: bounds, choice by name, the table and the file."""

import json
from pathlib import Path

import pytest

from tests.bench import table


@pytest.fixture(autouse=True)
def _own_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ROWS", {})


def create_row(name: str, bound: table.Bound) -> None:
    table.row(name, what=f"What {name} is", unit="×", bound=bound)(lambda _site: 0.0)


def test_a_bound_includes_its_limit() -> None:
    assert [table.at_least(0.8).holds(figure) for figure in (0.79, 0.8, 0.81)] == [False, True, True]
    assert [table.at_most(5).holds(figure) for figure in (4.9, 5, 5.1)] == [True, True, False]
    assert (str(table.at_least(0.7)), str(table.at_most(5))) == (">= 0.7", "<= 5")


def test_rows_are_chosen_by_the_start_of_their_name() -> None:
    for name in ("post-sealed", "page", "post"):
        create_row(name, table.at_least(1))
    assert [row.name for row in table.chosen("post")] == ["post", "post-sealed"]
    assert [row.name for row in table.chosen("")] == ["page", "post", "post-sealed"]
    assert table.chosen("ost") == []


def test_two_rows_of_one_name_are_refused() -> None:
    create_row("page", table.at_least(1))
    with pytest.raises(ValueError, match="two rows are called page"):
        create_row("page", table.at_least(2))


def test_results_are_shown_and_written(tmp_path: Path) -> None:
    create_row("page", table.at_least(2))
    create_row("tail", table.at_most(5))
    page, tail = table.chosen("")
    results = [table.result(page, 2.34567), table.result(tail, 5.2)]
    assert table.lines(results) == [
        "name  what          figure   bound",
        "page  What page is  2.346 ×  >= 2   holds",
        "tail  What tail is  5.2 ×    <= 5   DOES NOT HOLD",
    ]
    table.write(results, tmp_path / "new" / "bench.json")
    assert json.loads((tmp_path / "new" / "bench.json").read_text()) == [
        {
            "name": "page",
            "what": "What page is",
            "figure": 2.346,
            "unit": "×",
            "bound": ">= 2",
            "holds": True,
        },
        {"name": "tail", "what": "What tail is", "figure": 5.2, "unit": "×", "bound": "<= 5", "holds": False},
    ]
