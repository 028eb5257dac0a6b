import pytest

from tests.factories.assessments import create_published
from tests.factories.picture import close, create_council, create_shared_box
from tests.picture.working import fill
from wellbeing.accounts.models import User
from wellbeing.ballots.models import Box


@pytest.fixture
def council() -> list[User]:
    return create_council(3)


@pytest.fixture
def box(council: list[User]) -> Box:
    create_published()
    held = create_shared_box()
    fill(held)
    close(held)
    return held
