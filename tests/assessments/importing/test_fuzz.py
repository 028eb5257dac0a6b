"""Whatever happens to a file on its way, reading it ends in a report."""

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessments.importing import lighthouse
from wellbeing.assessments import importing
from wellbeing.assessments.importing import factcards
from wellbeing.assessments.rules import checking

FILES = ["stu3.json", "r4-inline.json", "r4-contained.json", "r4-external.json", "r5.json"]
BESIDE = lighthouse.load("r4-external.valueset.json")
CARDS = (*factcards.shipped(), lighthouse.keeper())

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
# What the standard uses elsewhere hurts more than noise.
WORDS = st.sampled_from(
    [
        "choice",
        "group",
        "display",
        "coding",
        "#nights",
        "urn:lighthouse",
        "en",
        "10001-1",
        "2",
        "-1",
        "q1",
        "",
    ]
)
VALUES = st.recursive(
    SCALARS | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["item", "linkId", "text", "code", "extension", "url", "valueDecimal", "display"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to every value inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inside for place in places(part, (*path, key)))]


def put(root: Any, path: tuple[str | int, ...], value: object, *, is_removed: bool) -> None:
    for key in path[:-1]:
        root = root[key]
    if is_removed:
        del root[path[-1]]
    else:
        root[path[-1]] = value


def check(result: importing.Import) -> None:
    """A report that can be shown and stored; a draft that can be scored, or an error."""
    for finding in result.report.findings:
        for language in ("ru", "en"):
            assert finding.sentence(language).encode()
            assert len(finding.place.text(language)) <= 250
    assert (result.instrument is None) == result.report.has_errors
    if result.instrument is not None:
        worst = [problem for problem in checking.problems(result.instrument) if problem.severity == "error"]
        assert worst == []


@settings(max_examples=400)
@given(data=st.data())
def test_changed_file_never_raises(data: st.DataObject) -> None:
    root = copy.deepcopy(lighthouse.load(data.draw(st.sampled_from(FILES))))
    beside = copy.deepcopy(BESIDE)
    for _ in range(data.draw(st.integers(1, 4))):
        target = data.draw(st.sampled_from([root, root, root, beside]))
        paths = [path for path in places(target) if path]
        if paths:
            path = data.draw(st.sampled_from(paths))
            put(target, path, data.draw(VALUES), is_removed=data.draw(st.booleans()))
    check(lighthouse.read(json.dumps(root).encode(), json.dumps(beside).encode(), cards=CARDS))


@settings(max_examples=300)
@given(
    name=st.sampled_from(FILES), cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=3)
)
def test_damaged_bytes_never_raise(name: str, cuts: list[tuple[float, bytes]]) -> None:
    data = json.dumps(lighthouse.load(name), ensure_ascii=False).encode()
    for where, noise in cuts:
        at = int(where * len(data))
        data = data[:at] + noise + data[at + len(noise) :]
    check(lighthouse.read(data, BESIDE, cards=CARDS))


@settings(max_examples=300)
@given(data=st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_anything_never_raises(data: bytes) -> None:
    check(lighthouse.read(data, data))
