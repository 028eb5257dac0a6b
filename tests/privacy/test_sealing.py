"""Boxes: one size whatever they hold, shut to all but the key and the label they were sealed with."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.privacy import sealing

KEY = bytes(range(32))
LABEL = b"history of row 1"
ROOM = 120

contents = st.binary(max_size=ROOM)


@given(content=contents, label=st.binary(max_size=40), key=st.binary(min_size=32, max_size=32))
def test_what_was_sealed_is_unsealed(content: bytes, label: bytes, key: bytes) -> None:
    box = sealing.seal(content, key=key, label=label, room=ROOM)

    assert sealing.unseal(box, key=key, label=label) == content


@given(content=contents)
def test_a_box_has_one_size_whatever_it_holds(content: bytes) -> None:
    box = sealing.seal(content, key=KEY, label=LABEL, room=ROOM)

    assert len(box) == sealing.box_size(ROOM) == ROOM + 42
    assert content not in box or len(content) < 4


def test_the_same_content_is_never_sealed_the_same() -> None:
    boxes = {sealing.seal(b"same", key=KEY, label=LABEL, room=ROOM) for _ in range(500)}

    assert len({box[: sealing.NONCE_SIZE] for box in boxes}) == 500
    assert len({box[sealing.NONCE_SIZE :] for box in boxes}) == 500


@pytest.mark.parametrize("size", [0, 1, ROOM - 1, ROOM])
def test_a_box_holds_anything_up_to_its_room(size: int) -> None:
    content = secrets.token_bytes(size)

    assert (
        sealing.unseal(sealing.seal(content, key=KEY, label=LABEL, room=ROOM), key=KEY, label=LABEL)
        == content
    )


@pytest.mark.parametrize("size", [ROOM + 1, 70_000])
def test_more_than_the_room_is_refused(size: int) -> None:
    with pytest.raises(sealing.DoesNotFit):
        sealing.seal(bytes(size), key=KEY, label=LABEL, room=ROOM)


def test_content_that_ends_in_zeros_keeps_them() -> None:
    box = sealing.seal(b"a\0\0", key=KEY, label=LABEL, room=ROOM)

    assert sealing.unseal(box, key=KEY, label=LABEL) == b"a\0\0"


@pytest.mark.parametrize(
    ("key", "label"),
    [
        (KEY[::-1], LABEL),
        (bytes(32), LABEL),
        (KEY, b"history of row 2"),
        (KEY, b""),
    ],
)
def test_another_key_or_label_does_not_open_it(key: bytes, label: bytes) -> None:
    box = sealing.seal(b"secret", key=KEY, label=LABEL, room=ROOM)

    with pytest.raises(sealing.DoesNotOpen) as refusal:
        sealing.unseal(box, key=key, label=label)
    assert refusal.value.__cause__ is None
    assert refusal.value.args == ()


@given(place=st.integers(0, sealing.box_size(ROOM) - 1), change=st.integers(1, 255))
def test_a_box_in_which_any_byte_was_changed_does_not_open(place: int, change: int) -> None:
    box = bytearray(sealing.seal(b"secret", key=KEY, label=LABEL, room=ROOM))
    box[place] ^= change

    with pytest.raises(sealing.DoesNotOpen):
        sealing.unseal(bytes(box), key=KEY, label=LABEL)


@given(st.binary(max_size=300))
def test_what_is_no_box_does_not_open(box: bytes) -> None:
    with pytest.raises(sealing.DoesNotOpen):
        sealing.unseal(box, key=KEY, label=LABEL)


def test_a_box_that_was_cut_off_or_has_grown_does_not_open() -> None:
    box = sealing.seal(b"secret", key=KEY, label=LABEL, room=ROOM)

    for size in range(len(box)):
        with pytest.raises(sealing.DoesNotOpen):
            sealing.unseal(box[:size], key=KEY, label=LABEL)
    with pytest.raises(sealing.DoesNotOpen):
        sealing.unseal(box + b"\0", key=KEY, label=LABEL)
