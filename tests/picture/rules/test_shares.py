"""Any two shares of a key make it whole; one tells nothing, and others than two of one key are refused."""

import secrets
from itertools import combinations

import pytest

from wellbeing.picture.rules import shares
from wellbeing.privacy import team_boxes
from wellbeing.privacy.sealing import DoesNotOpen


@pytest.mark.parametrize("among", [2, 3, 7, 16])
def test_any_two_shares_make_the_key_whole(among: int) -> None:
    key = secrets.token_bytes(32)

    parts = shares.split(key, among=among)

    assert len(parts) == among
    assert {shares.combine(pair) for pair in combinations(parts, 2)} == {key}


@pytest.mark.parametrize("among", [0, 1, 17])
def test_a_key_is_shared_by_two_to_sixteen(among: int) -> None:
    with pytest.raises(ValueError, match="two to sixteen"):
        shares.split(secrets.token_bytes(32), among=among)


def test_what_is_not_two_of_one_key_is_refused() -> None:
    one, other = (shares.split(secrets.token_bytes(32), among=3) for _ in range(2))

    for found in ([], [one[0]], [one[0], one[0]], [one[0], other[1]], [one[0], "words of no share"]):
        with pytest.raises(shares.DoNotFit):
            shares.combine(found)


def test_one_share_fits_every_key() -> None:
    """Of two keys shared anew each time, what one member holds has the same form and length of words."""
    words = {len(shares.split(bytes(32), among=2)[0].split()) for _ in range(20)}

    assert words == {33}


def test_a_sealed_share_has_one_size_and_opens_for_its_member_alone() -> None:
    mine, other = team_boxes.draw(), team_boxes.draw()
    parts = shares.split(secrets.token_bytes(32), among=16)

    sealed = [shares.seal(part, public=team_boxes.public_half(mine)) for part in parts]

    assert {len(each) for each in sealed} == {shares.SEALED_SIZE}
    assert [shares.unseal(each, private=mine) for each in sealed] == parts
    with pytest.raises(DoesNotOpen):
        shares.unseal(sealed[0], private=other)
