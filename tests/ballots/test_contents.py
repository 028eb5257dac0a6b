"""A ballot says what was put into it, to whoever has the private half, and has one size whatever it says."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.ballots import PRIVATE, create_contribution
from wellbeing.ballots import contents
from wellbeing.ballots.contents import Contribution, NotAContribution
from wellbeing.privacy import team_boxes
from wellbeing.privacy.sealing import DoesNotFit, DoesNotOpen

PUBLIC = team_boxes.public_half(PRIVATE)
SAID = ["two-weeks", 3, "ru", ["0", "4", None], "RU-KDA"]

codes = st.text(alphabet="0123456789abcz-", min_size=1, max_size=4)
contributions = st.builds(
    Contribution,
    instrument=st.text(alphabet="abcdefghijklmnop-ж", min_size=1, max_size=40),
    version=st.integers(1, contents.HIGHEST_VERSION),
    language=st.sampled_from(["ru", "en", "uk"]),
    answers=st.lists(st.none() | codes, min_size=1, max_size=80).map(tuple),
    region=st.sampled_from(["", "RU-KDA", "RU-AD", "GE"]),
)


@given(contributions)
def test_what_was_sealed_is_what_is_opened_and_all_have_one_size(contribution: Contribution) -> None:
    sealed = contents.seal(contribution, public=PUBLIC)

    assert len(contents.to_bytes(contribution)) == 770
    assert len(sealed) == contents.SEALED_SIZE == 818
    assert contents.unseal(sealed, private=PRIVATE) == contribution


def test_the_same_is_sealed_differently_each_time() -> None:
    first, second = (contents.seal(create_contribution(), public=PUBLIC) for _ in range(2))

    assert sum(one == other for one, other in zip(first, second, strict=True)) < 40


def test_neither_another_key_nor_a_changed_ballot_opens() -> None:
    sealed = contents.seal(create_contribution(), public=PUBLIC)

    for ballot, private in (
        (sealed, bytes(reversed(PRIVATE))),
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), PRIVATE),
        (sealed[:40], PRIVATE),
        (b"", PRIVATE),
    ):
        with pytest.raises(DoesNotOpen):
            contents.unseal(ballot, private=private)


def test_what_fits_exactly_is_taken_and_one_character_more_is_refused() -> None:
    answers = ("a" * 40,) * 16
    frame = len(json.dumps(["", 3, "ru", answers, ""], separators=(",", ":")))
    name = "x" * (contents.ROOM - frame)

    exact = Contribution(name, 3, "ru", answers, "")
    assert contents.from_bytes(contents.to_bytes(exact)) == exact
    with pytest.raises(DoesNotFit):
        contents.to_bytes(Contribution(name + "x", 3, "ru", answers, ""))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("instrument", ""),
        ("instrument", "x" * 101),
        ("instrument", "a\0b"),
        ("instrument", "\ud800"),
        ("instrument", 7),
        ("version", 0),
        ("version", 32768),
        ("version", "3"),
        ("version", 3.0),
        ("version", True),
        ("language", ""),
        ("language", "RU"),
        ("language", "russ"),
        ("language", "ru\n"),
        ("language", None),
        ("answers", []),
        ("answers", [""]),
        ("answers", ["x" * 41]),
        ("answers", [4]),
        ("answers", [["0"]]),
        ("region", "R"),
        ("region", "RU-kda"),
        ("region", "Краснодар"),
        ("region", None),
    ],
)
def test_what_no_result_gives_is_refused_both_ways(part: str, value: Any) -> None:
    said = dict(zip(("instrument", "version", "language", "answers", "region"), SAID, strict=True))
    said[part] = value
    with pytest.raises(NotAContribution, match=part):
        Contribution(**{**said, "answers": tuple(said["answers"])})
    with pytest.raises(NotAContribution, match=part):
        contents.from_bytes(packed(list(said.values())))


def packed(said: object) -> bytes:
    content = json.dumps(said, separators=(",", ":")).encode()
    return len(content).to_bytes(2) + content.ljust(contents.ROOM, b"\0")


def test_a_contribution_reads_as_it_is_written_down() -> None:
    assert contents.to_bytes(create_contribution()) == packed(SAID)


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0" * 770,
        b"\xff" * 770,
        packed(SAID)[:-1],
        packed(SAID) + b"\0",
        packed(SAID)[:-1] + b"x",
        packed("two-weeks"),
        packed([]),
        packed({"instrument": "two-weeks"}),
        packed(SAID[:4]),
        packed([*SAID, ""]),
        packed(["two-weeks", 3, "ru", "04", ""]),
        (700).to_bytes(2) + (b"[" * 700).ljust(768, b"\0"),
        (2).to_bytes(2) + b"\xff\xfe".ljust(768, b"\0"),
        (5000).to_bytes(2) + b"1" * 768,
        (700).to_bytes(2) + (b"9" * 700).ljust(768, b"\0"),
    ],
)
def test_bytes_that_are_no_contribution_are_refused(padded: bytes) -> None:
    with pytest.raises(NotAContribution):
        contents.from_bytes(padded)


@given(st.binary(max_size=768), st.integers(0, 800))
def test_no_bytes_at_all_bring_anything_but_a_contribution_or_its_refusal(chance: bytes, length: int) -> None:
    try:
        found = contents.from_bytes(length.to_bytes(2) + chance.ljust(768, b"\0"))
    except NotAContribution:
        return
    assert isinstance(found, Contribution)


def test_printing_one_tells_neither_answers_nor_region() -> None:
    assert repr(create_contribution()) == "Contribution(instrument='two-weeks', version=3, language='ru')"
