"""What a rules file may say, and how it is told that it says something else."""

import pytest

from wellbeing.privacy import retention
from wellbeing.privacy.retention import Erasure, TableRule, When

WHOLE = """
places.House:
  why: >-
    Somebody
    lives there.
  keep: [id, address]
  delete: 30 days after left_at
  unless used as: [people.Person.home]
  erase:
    1 day after seen_on: [keeper, note]
    after the month in paid_month: [payer]
places.Street:
  why: Public.
  keep: "*"
places.Visit:
  why: Nobody counts visits.
  keep: "*"
  delete: at once
"""


def test_a_file_says_what_is_kept_erased_and_deleted_in_its_order() -> None:
    house, street, visit = retention.parse(WHOLE)

    assert house == TableRule(
        table="places.House",
        why="Somebody lives there.",
        keep=("id", "address"),
        delete=(When("left_at", 30),),
        unless_used_as=("people.Person.home",),
        erase=(
            Erasure(When("seen_on", 1), ("keeper", "note")),
            Erasure(When("paid_month"), ("payer",)),
        ),
        rewrite=False,
    )
    assert house.named == ("id", "address", "keeper", "note", "payer")
    assert not house.covers_every_column
    assert (street.delete, street.named, street.covers_every_column) == ((), (), True)
    assert visit.delete == (When(),)


@pytest.mark.parametrize(
    "phrase", ["30 days after left_at", "1 day after x", "after the month in m", "at once"]
)
def test_a_when_reads_as_it_was_written(phrase: str) -> None:
    (rule,) = retention.parse(f"a.B:\n  why: w\n  keep: '*'\n  delete: {phrase}\n")

    assert [str(when) for when in rule.delete] == [phrase]


def test_rows_may_go_for_more_than_one_reason() -> None:
    (rule,) = retention.parse(
        "a.B:\n  why: w\n  keep: '*'\n  delete: [0 days after at, after the month in m]\n"
    )

    assert rule.delete == (When("at", 0), When("m"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a.B: {why: [", "line 1, column 13: "),
        ("a.B: {why: w}\nc.D: {why: w}\na.B: {why: v}", "line 3, column 1: 'a.B' stands here a second time"),
        ("a.B:\n  why: w\n  keep: [x]\n  keep: [y]", "line 4, column 3: 'keep' stands here a second time"),
        ("- a.B", "it must map each table to its rule"),
        ("", "it must map each table to its rule"),
        ("a.B: keep", "a.B: it needs `why` and `keep`"),
        ("a.B: {keep: [x]}", "a.B: `why` needs a sentence"),
        ("a.B: {why: '  ', keep: [x]}", "a.B: `why` needs a sentence"),
        (
            "a.B: {why: w, kept: [x]}",
            "a.B: 'kept' is none of delete, erase, keep, rewrite, unless used as, why",
        ),
        ("a.B: {why: w, keep: x}", "a.B, keep: needs a list of columns"),
        ("a.B: {why: w, keep: [1]}", "a.B, keep: needs a list of columns"),
        ("a.B: {why: w, erase: [x]}", "a.B, erase: it must map when to columns"),
        ("a.B: {why: w, erase: {at once: [x]}}", "a.B, erase at once: a column that is emptied at once"),
        ("a.B: {why: w, erase: {5 days after d: x}}", "a.B, erase 5 days after d: needs a list of columns"),
        ("a.B: {why: w, delete: 5 weeks after d}", "a.B, delete: allowed are `90 days after <column>`"),
        ("a.B: {why: w, delete: -5 days after d}", "a.B, delete: allowed are `90 days after <column>`"),
        ("a.B: {why: w, delete: }", "a.B, delete: allowed are `90 days after <column>`"),
        ("a.B: {why: w, rewrite: weekly}", "a.B, rewrite: allowed is `nightly`"),
        ("a.B: {why: w, unless used as: [c.D.e]}", "a.B: `unless used as` means nothing without `delete`"),
    ],
)
def test_a_file_that_says_something_else_is_refused_with_the_place(text: str, said: str) -> None:
    with pytest.raises(retention.BadRules) as refusal:
        retention.parse(text)

    assert str(refusal.value).startswith(said)
