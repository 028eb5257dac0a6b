"""What is sealed to people opens to them alone, and says in itself what deriving its key took."""

from uuid import UUID

import pytest
from nacl import pwhash

from wellbeing.privacy import sealing, team_boxes
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.privacy.team_boxes import Cost

QUICK = Cost(passes=1, memory=8192)
RECORD, OTHER = UUID(int=1), UUID(int=2)


def pair() -> tuple[bytes, bytes]:
    private = team_boxes.draw()
    return private, team_boxes.public_half(private)


def test_a_private_half_opens_with_its_passphrase_however_it_was_typed() -> None:
    private, public = pair()
    box = team_boxes.lock(private, passphrase="тихий ёж 7", cost=QUICK)

    assert len(box) == team_boxes.PRIVATE_BOX_SIZE
    assert team_boxes.unlock(box, public=public, passphrase="  тихий  е\u0308ж 7 ") == private


@pytest.mark.parametrize("typed", ["", "Тихий ёж 7", "тихий ёж", "тихий ёж 7 7"])
def test_no_other_passphrase_opens_it(typed: str) -> None:
    private, public = pair()
    box = team_boxes.lock(private, passphrase="тихий ёж 7", cost=QUICK)

    with pytest.raises(DoesNotOpen):
        team_boxes.unlock(box, public=public, passphrase=typed)


def test_a_private_half_beside_another_public_one_does_not_open() -> None:
    private, _public = pair()
    _other, public = pair()
    box = team_boxes.lock(private, passphrase="тихий ёж", cost=QUICK)

    with pytest.raises(DoesNotOpen):
        team_boxes.unlock(box, public=public, passphrase="тихий ёж")


def test_the_key_is_argon2id_of_the_passphrase_with_what_the_box_says() -> None:
    private, public = pair()
    box = team_boxes.lock(private, passphrase="тихий ёж", cost=Cost(passes=2, memory=1024 * 1024))

    assert team_boxes.cost_of(box) == Cost(passes=2, memory=1024 * 1024)
    salt = box[8:24]
    key = pwhash.argon2id.kdf(32, "тихий ёж".encode(), salt, opslimit=2, memlimit=1024 * 1024)
    label = b"private-half:" + box[:24] + public
    assert sealing.unseal(box[24:], key=key, label=label) == private


def test_each_box_has_a_salt_of_its_own() -> None:
    private, _public = pair()

    boxes = {team_boxes.lock(private, passphrase="ёж", cost=QUICK)[8:24] for _ in range(4)}

    assert len(boxes) == 4


@pytest.mark.parametrize("cost", [Cost(0, 8192), Cost(21, 8192), Cost(1, 8191), Cost(1, 2**30 + 1)])
def test_a_box_cannot_ask_for_what_the_machine_has_not(cost: Cost) -> None:
    private, public = pair()
    box = team_boxes.lock(private, passphrase="ёж", cost=QUICK)
    forged = cost.passes.to_bytes(4) + cost.memory.to_bytes(4) + box[8:]

    with pytest.raises(DoesNotOpen):
        team_boxes.unlock(forged, public=public, passphrase="ёж")


def test_a_content_key_opens_to_whom_it_is_wrapped_and_to_nobody_else() -> None:
    (private, public), (other, _public) = pair(), pair()
    key = team_boxes.draw()
    wrap = team_boxes.wrap(key, public=public)

    assert len(wrap) == team_boxes.WRAP_SIZE
    assert team_boxes.unwrap(wrap, private=private) == key
    with pytest.raises(DoesNotOpen):
        team_boxes.unwrap(wrap, private=other)


def test_a_record_has_one_size_and_opens_in_its_own_place_alone() -> None:
    key = team_boxes.draw()
    boxes = [team_boxes.seal(text, key=key, record=RECORD, room=100) for text in (b"", b"x" * 100)]

    assert {len(box) for box in boxes} == {sealing.box_size(100)}
    assert [team_boxes.unseal(box, key=key, record=RECORD) for box in boxes] == [b"", b"x" * 100]
    assert team_boxes.room_of(boxes[0]) == 100
    with pytest.raises(DoesNotOpen):
        team_boxes.unseal(boxes[1], key=key, record=OTHER)


def test_a_fingerprint_is_the_same_for_the_same_key_and_short_enough_to_say() -> None:
    (_private, public), (_other, another) = pair(), pair()

    assert team_boxes.fingerprint(public) == team_boxes.fingerprint(public)
    assert team_boxes.fingerprint(public) != team_boxes.fingerprint(another)
    assert [len(group) for group in team_boxes.fingerprint(public).split("-")] == [4] * 5
