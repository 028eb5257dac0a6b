"""What somebody else wrote into Redis is not read, and runs nothing."""

import os
import pickle
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import override_settings

from wellbeing.privacy.authentic import TAG_SIZE, Serializer

VALUES = [0, -7, 10**20, True, None, "", "слово", b"", b"12", 1.5, ("a", 1), {"x": [b"y", None]}]


class Planted:
    """What a pickle can do to whoever reads it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_what_this_server_wrote_comes_back(value: object) -> None:
    written = Serializer().dumps(value)

    read = Serializer().loads(str(written).encode() if isinstance(written, int) else written)

    assert (type(read), read) == (type(value), value)


@pytest.mark.service
def test_a_pickle_that_somebody_put_into_redis_is_nothing_and_runs_nothing(tmp_path: Path) -> None:
    cache.set("name", "mine")
    client = cache._cache.get_client()

    for data in (pickle.dumps(Planted(tmp_path / "run")), bytes(TAG_SIZE) + pickle.dumps("x"), b"", b"\x80"):
        client.set(cache.make_key("name"), data)
        assert cache.get("name", "otherwise") in ("otherwise", None)

    assert not (tmp_path / "run").exists()


def test_every_changed_byte_and_another_key_make_it_nothing() -> None:
    written = Serializer().dumps("mine")
    assert isinstance(written, bytes)

    for i in range(len(written)):
        changed = bytes([*written[:i], written[i] ^ 1, *written[i + 1 :]])
        assert Serializer().loads(changed) is None
    with override_settings(SECRET_KEY="another" * 10):
        assert Serializer().loads(written) is None
