"""Whatever is typed into the forms of retreats, they come back with a sentence and with what was typed."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from courses.retreats.actions.committee import teams
from courses.retreats.actions.offers import answers
from courses.retreats.models.choices import Part
from tests.courses.retreats.offers.rounds import publish
from tests.courses.retreats.public.visiting import apply_address, open_round, retreats_of
from tests.factories.accounts import create_colleague, create_key_pair
from tests.factories.retreats import create_retreat_colleague, create_team_part
from tests.journeys import nonsense
from tests.journeys.test_bad_input import ask_page, encoded, generated, rows

pytestmark = [pytest.mark.service, pytest.mark.django_db]

TOLD = 40
# Where to apply, what can be wished for, and the codes of somebody who comes and of one who does not.
RETREATS: dict[str, list[str]] = {}


@pytest.fixture(scope="module", autouse=True)
def _made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One set of rounds for all of this module, as the site of the tests of other forms."""
    with django_db_blocker.unblock(), transaction.atomic():
        RETREATS.update(_retreats())
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        yield
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nothing_is_stored(_made: None, db: None) -> Iterator[None]:
    before = rows()
    yield
    assert rows() == before


def _retreats() -> dict[str, list[str]]:
    """A round that is open; one that is published, with people in every team who can read."""
    now, opened = timezone.now(), open_round()
    published = publish(now=now, people=[{"need": 3}, {"need": 2}, {"need": 0}])
    coming, _second, left_out = published.codes
    answers.accept(code=coming, now=now)
    council = create_colleague(username="council", role="council")
    host = create_colleague(username="host", role="organiser")
    create_team_part(published.retreats[0], colleague=create_retreat_colleague(user=host))
    for each in (council, host):
        create_key_pair(user=each)
    teams.follow(teams.team_of(published.retreats[0]), by=None)
    teams.follow(teams.team_for(published.round, Part.APPEAL), by=None)
    wishes = [str(each.pk) for each in retreats_of(opened)]
    return {"apply": [apply_address(opened)], "wishes": wishes, "coming": [coming], "left out": [left_out]}


def assert_said_and_kept(path: str, fields: list[tuple[str, str]], names: set[str]) -> None:
    """The form comes back with a sentence that can be acted on, and with what was typed in these fields."""
    status, content = ask_page(REQUEST_METHOD="POST", PATH_INFO=path, body=encoded(fields))
    soup = BeautifulSoup(content, "html.parser")
    shown = {name: soup.find(["input", "textarea"], {"name": name}) for name in names}
    typed = {name: value for name, value in fields if name in names}

    assert status == 400
    assert soup.select('[role="alert"]')
    assert [each.text for each in soup.select("p.caution[id]") if each.text.strip()]
    for name, value in typed.items():
        field = shown[name]
        assert field is not None
        said = field.get("value", "") if field.name == "input" else field.text
        assert words_of(str(said)) == words_of(value)


def words_of(typed: str) -> str:
    """Without what HTML has no letters for: bytes that are none, and which of the kinds of line it is."""
    return "".join(each for each in typed if each.isprintable() and not each.isspace() and each != "\ufffd")


@generated(TOLD)
@given(st.data())
def test_applications_that_make_no_sense_come_back_with_what_was_typed(data: st.DataObject) -> None:
    fields = data.draw(nonsense.applied_for(RETREATS["wishes"]))

    assert_said_and_kept(RETREATS["apply"][0], fields, {"name", "contact", "words", "whom"})


@generated(TOLD)
@given(st.data())
def test_so_do_second_forms(data: st.DataObject) -> None:
    others = [f"stay-{name}" for name in ("emergency", "medication", "diet", "more")]
    fields = [
        ("code", RETREATS["coming"][0]),
        *data.draw(nonsense.told("stay-travel", others)),
        ("do", "stay"),
    ]

    assert_said_and_kept("/ru/application/", fields, {"stay-travel", *others})


@generated(TOLD)
@given(st.data())
def test_so_do_appeals(data: st.DataObject) -> None:
    fields = [
        ("code", RETREATS["left out"][0]),
        *data.draw(nonsense.told("appeal-why", [])),
        ("do", "appeal"),
    ]

    assert_said_and_kept("/ru/application/", fields, {"appeal-why"})
