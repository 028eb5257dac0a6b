"""Boxes, tags and links under the server's keys: what opens them, and what no longer does."""

import base64

import pytest
from django.test import override_settings

from wellbeing.privacy import server_keys
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.privacy.server_keys import NoKey

OLD, NEW = b"o" * 32, b"n" * 32


def under(*keys: bytes) -> override_settings:
    return override_settings(SEAL_KEYS=keys)


def test_a_box_opens_with_its_key_wherever_that_stands_among_the_keys() -> None:
    with under(OLD):
        box = server_keys.seal(b"words", label=b"row", room=100)
    with under(NEW, OLD):
        assert server_keys.unseal(box, label=b"row") == b"words"
    assert len(box) == server_keys.box_size(100)


def test_without_its_key_a_box_is_noise() -> None:
    with under(OLD):
        box = server_keys.seal(b"words", label=b"row", room=100)
        link = server_keys.link(b"words", label=b"row")
    for keys in ((), (NEW,)):
        with under(*keys):
            with pytest.raises(NoKey):
                server_keys.unseal(box, label=b"row")
            with pytest.raises(NoKey):
                server_keys.follow(link, label=b"row")
    assert b"words" not in box


def test_a_box_moved_to_another_row_does_not_open() -> None:
    with under(OLD), pytest.raises(DoesNotOpen):
        server_keys.unseal(server_keys.seal(b"words", label=b"row", room=9), label=b"other row")


def test_new_boxes_are_under_the_first_key() -> None:
    with under(NEW, OLD):
        box = server_keys.seal(b"words", label=b"row", room=9)
        assert box.startswith(server_keys.current_name())
    with under(NEW):
        assert server_keys.unseal(box, label=b"row") == b"words"


def test_a_link_is_another_one_each_time_and_only_this_server_can_have_made_it() -> None:
    with under(OLD):
        first, second = (server_keys.link(b"words", label=b"stop") for _ in range(2))
        assert first != second
        assert server_keys.follow(first, label=b"stop") == b"words"
        for forged in (first[:-2] + "AA", second[:8] + first[8:20] + second[20:], "", "?", "é", first + "A"):
            with pytest.raises(DoesNotOpen):
                server_keys.follow(forged, label=b"stop")
        with pytest.raises(DoesNotOpen):
            server_keys.follow(first, label=b"snooze")


def test_a_box_is_no_link_and_a_link_is_no_box() -> None:
    with under(OLD):
        label = b"row"
        box = server_keys.seal(b"words", label=label, room=5)
        link = server_keys.link(b"words", label=label)
        with pytest.raises(DoesNotOpen):
            server_keys.follow(base64.urlsafe_b64encode(box).decode(), label=label)
        with pytest.raises(DoesNotOpen):
            server_keys.unseal(base64.urlsafe_b64decode(link + "=="), label=label)


def test_a_tag_finds_a_value_again_under_each_key_and_tells_it_to_nobody_without() -> None:
    with under(NEW, OLD):
        tags = server_keys.tags("someone@example.org")
        assert tags == server_keys.tags("someone@example.org")
        assert len(set(tags) | set(server_keys.tags("other@example.org"))) == 4
    with under(OLD):
        assert server_keys.tags("someone@example.org") == tags[1:]
    with under():
        assert server_keys.tags("someone@example.org") == []


def test_a_seed_follows_from_the_newest_key_and_its_label_and_tells_neither() -> None:
    with under(NEW, OLD):
        seed = server_keys.seed(b"badges")
        assert (len(seed), seed == server_keys.seed(b"badges")) == (32, True)
        assert server_keys.seed(b"others") != seed
        assert NEW not in seed
    with under(NEW):
        assert server_keys.seed(b"badges") == seed
    with under(OLD):
        assert server_keys.seed(b"badges") != seed
    with under(), pytest.raises(NoKey):
        server_keys.seed(b"badges")
