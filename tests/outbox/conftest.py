"""The source `test`, and a carrier for e-mail that remembers."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.outbox import letterbox
from tests.outbox.letterbox import Carrier


@pytest.fixture(autouse=True)
def _source() -> Iterator[None]:
    letterbox.empty()
    with override_settings(OUTBOX_SOURCES={"test": "tests.outbox.letterbox"}):
        yield
    letterbox.empty()


@pytest.fixture
def carrier() -> Carrier:
    return Carrier()
