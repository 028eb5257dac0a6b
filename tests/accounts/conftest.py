import pytest
from pytest_django import Settings

from tests.factories.accounts import QUICK_COST


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["tests.factories.accounts.QuickHasher"]
    settings.PASSPHRASE_COST = QUICK_COST
