"""Fact cards in the admin: reading them, writing versions of our own, going back, and what imports use."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.assessments.admin import page, queries
from tests.assessments.importing import lighthouse, test_card_shapes
from tests.factories.accounts import create_colleague, sign_in
from tests.factories.assessments import EDITOR, TODAY
from wellbeing.assessments.actions import cards, importing
from wellbeing.assessments.importing import factcards
from wellbeing.assessments.models import InstrumentVersion, OwnCard
from wellbeing.assessments.viewsets import CardViewSet

pytestmark = [pytest.mark.django_db, pytest.mark.service]

CARDS = "/staff/instruments/cards/"
KEEPER = (lighthouse.FILES / "keeper.yaml").read_text(encoding="utf-8")
CBI = next(text for card, text in factcards.with_texts() if card.id == "cbi")
LATER = date(2026, 12, 1)


def own(text: str = KEEPER, *, by: str = EDITOR, **more: Any) -> OwnCard:
    return cards.write(text=text, by=by, today=TODAY, **more)


def typed(response: HttpResponse) -> str:
    field = BeautifulSoup(response.content, "html.parser").find("textarea", {"name": "text"})
    assert field is not None
    return field.text.removeprefix("\n")


def token(response: HttpResponse) -> str:
    field = BeautifulSoup(response.content, "html.parser").find("input", {"name": "token"})
    return str(field.get("value") or "") if field else ""


@pytest.mark.parametrize("name", [card.id for card in factcards.shipped()])
def test_every_card_is_read_with_its_sources(reader: Client, name: str) -> None:
    card = next(card for card in factcards.shipped() if card.id == name)

    shown = page(reader.get(f"{CARDS}{name}/"))

    for scale in card.scales:
        assert scale.title["ru"] in shown
        for band in scale.bands:
            assert band.source in shown
            assert band.population in shown
        if scale.figures:
            assert scale.figures.source in shown
    assert card.licence.holder in shown


def test_how_sure_each_figure_is_stands_beside_it(reader: Client) -> None:
    rows = BeautifulSoup(reader.get(f"{CARDS}cbi/").content, "html.parser").select("#scale-2-section tr, tr")
    said = [" ".join(row.get_text(" ").split()) for row in rows]

    assert any("Сколько ответов нужно 4 NFA" in row and row.endswith("прочитано целиком") for row in said)
    assert any("Creedy et al. 2017" in row and row.endswith("по памяти, надо сверить") for row in said)
    assert any("Изменение 17.7: наименьшее изменение" in row and "посчитано нами" in row for row in said)


def test_the_list_names_every_card_and_costs_the_same_with_more(editor: Client) -> None:
    shown = page(editor.get(CARDS))
    assert all(card.title["ru"] in shown for card in factcards.shipped())
    before = queries(editor, CARDS)

    for name in ("one", "two", "three"):
        own(KEEPER.replace("id: keeper", f"id: {name}"))

    assert queries(editor, CARDS) == before


def test_a_card_of_our_own_is_saved_with_name_and_day_and_used(editor: Client) -> None:
    response = editor.post(f"{CARDS}new/", {"text": KEEPER.replace("\n", "\r\n")})

    assert response.headers["Location"] == f"{CARDS}keeper/"
    made = OwnCard.objects.get()
    assert (made.card, made.number, made.written_by, made.is_used) == ("keeper", 1, EDITOR, True)
    assert made.text == KEEPER
    assert "keeper" in {card.id for card in cards.used()}
    assert "своя версия 1, nadya" in page(editor.get(f"{CARDS}keeper/"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("from: 3,", "from: 9,"), "Строка 24: scales.lamp.bands[2].from: не по порядку"),
        (("id: keeper\n", ""), "Строка 2: карточка: не хватает «id»"),
        (("names: [Keeper]", "names: [Keeper"), "это не YAML: проверьте отступы"),
        (("id: keeper", "id: cbi"), "Карточка с таким коротким именем (id) уже есть"),
    ],
)
def test_what_breaks_the_form_is_said_with_its_line_and_nothing_typed_is_lost(
    editor: Client, change: tuple[str, str], said: str
) -> None:
    text = KEEPER.replace(*change, 1)

    response = editor.post(f"{CARDS}new/", {"text": text})

    assert said in page(response)
    assert typed(response) == text
    assert not OwnCard.objects.exists()


@pytest.mark.parametrize("text", ["", " ", "x" * 60_001, "a: \x00", "id: \ud7ff\x07", "&a [*a]", "[" * 5000])
def test_nothing_that_is_typed_breaks_the_page(editor: Client, text: str) -> None:
    response = editor.post(f"{CARDS}new/", {"text": text})

    assert response.status_code == 200
    assert "error-message" in response.text
    assert not OwnCard.objects.exists()


def test_an_own_version_takes_the_place_of_a_shipped_card_which_stays_readable(editor: Client) -> None:
    opened = editor.get(f"{CARDS}cbi/edit/")
    assert typed(opened).strip() == CBI.strip()
    text = CBI.replace("min_answered: 4", "min_answered: 5", 1)

    editor.post(f"{CARDS}cbi/edit/", {"text": text, "token": token(opened)})

    assert fewest("cbi") == 5
    assert "Сколько ответов нужно 4 NFA" in page(editor.get(f"{CARDS}cbi/shipped/"))
    shown = page(editor.get(f"{CARDS}cbi/"))
    assert "Сколько ответов нужно 5 NFA" in shown
    assert "Вернуться к карточке проекта" in shown


def fewest(name: str) -> int:
    card = next(card for card in cards.used() if card.id == name)
    return next(scale.min_answered for scale in card.scales if scale.key == "work")


def test_one_can_go_back_to_the_shipped_card_and_to_each_version(editor: Client) -> None:
    first = own(CBI.replace("min_answered: 4", "min_answered: 5", 1), name="cbi", token="shipped")
    second = own(CBI.replace("min_answered: 4", "min_answered: 6", 1), name="cbi", token=str(first.pk))
    assert fewest("cbi") == 6

    editor.post(f"{CARDS}cbi/settle/", {"version": str(first.pk)})
    assert fewest("cbi") == 5
    editor.post(f"{CARDS}cbi/settle/", {"version": "shipped"})

    assert fewest("cbi") == 4
    assert list(OwnCard.objects.values_list("number", "is_used")) == [(2, False), (1, False)]
    shown = page(editor.get(f"{CARDS}cbi/versions/{second.pk}/"))
    assert "Сколько ответов нужно 6 NFA" in shown
    assert "Использовать версию 2" in shown


def test_who_takes_a_version_out_of_use_is_kept_and_what_was_written_never_changes() -> None:
    made = own()

    cards.go_back(name="keeper", by="vera", today=LATER)

    made.refresh_from_db()
    assert (made.written_by, made.written_on) == (EDITOR, TODAY)
    assert (made.settled_by, made.settled_on) == ("vera", LATER)
    with pytest.raises(DatabaseError, match="own_card_never_changes"), transaction.atomic():
        OwnCard.objects.filter(pk=made.pk).update(text="other")


def test_two_who_write_at_once_do_not_overwrite_each_other(editor: Client) -> None:
    opened = token(editor.get(f"{CARDS}cbi/edit/"))
    own(CBI, name="cbi", token="shipped", by="vera")

    response = editor.post(f"{CARDS}cbi/edit/", {"text": CBI + "# mine", "token": opened})

    assert "изменил кто-то ещё" in page(response)
    assert typed(response).endswith("# mine")
    assert OwnCard.objects.get().written_by == "vera"


def test_a_version_under_another_name_is_refused(editor: Client) -> None:
    response = editor.post(f"{CARDS}cbi/edit/", {"text": KEEPER, "token": "shipped"})
    assert "Оно должно остаться «cbi»" in page(response)


def test_imports_are_held_against_the_own_card() -> None:
    file = lighthouse.create_questionnaire([lighthouse.lead(), *[lighthouse.loinc(n) for n in (1, 2, 3, 4)]])
    own(KEEPER.replace("min_answered: 2", "min_answered: 1", 1))

    version, report = bring(file)

    assert report.understood.fact_card == "keeper"
    assert version is not None
    assert version.scales.get(key="lamp").min_answered == 1
    cards.go_back(name="keeper", by=EDITOR, today=TODAY)
    assert bring(file)[1].understood.fact_card == ""


def test_the_lint_uses_the_own_card() -> None:
    text = CBI.replace("reversed: [13]", "reversed: [12]", 1)
    own(text, name="cbi", token="shipped")
    card = next(card for card in cards.used() if card.id == "cbi")

    assert card.reversed == {12}
    labels = test_card_shapes.gulls(card)
    assert test_card_shapes.read(card, labels).instrument is not None


def bring(file: dict[str, Any]) -> tuple[InstrumentVersion | None, Any]:
    return importing.import_questionnaire(
        data=json.dumps(file).encode(), valuesets=[], slug="check-9", today=TODAY
    )


def test_an_own_card_that_no_longer_fits_the_form_gives_way(editor: Client) -> None:
    made = own(CBI, name="cbi", token="shipped")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE assessments_owncard DISABLE TRIGGER own_card_never_changes")
    OwnCard.objects.filter(pk=made.pk).update(text="id: cbi\n")

    assert fewest("cbi") == 4
    assert "больше не подходит к форме" in page(editor.get(f"{CARDS}cbi/versions/{made.pk}/"))
    assert editor.get(CARDS).status_code == 200


ADDRESSES: dict[str, Callable[[OwnCard], str]] = {
    "index": lambda made: CARDS,
    "new": lambda made: f"{CARDS}new/",
    "read": lambda made: f"{CARDS}cbi/",
    "shipped": lambda made: f"{CARDS}cbi/shipped/",
    "edit": lambda made: f"{CARDS}cbi/edit/",
    "settle": lambda made: f"{CARDS}cbi/settle/",
    "version": lambda made: f"{CARDS}{made.card}/versions/{made.pk}/",
}
READS = {"editor", "council", "assessor"}
WRITES = {"editor"}
MAY_READ = {"index", "read", "shipped", "version"}


@pytest.mark.parametrize(
    "role", ["editor", "trainer", "coordinator", "lead", "organiser", "assessor", "council", "administrator"]
)
def test_who_reads_and_who_writes(client: Client, role: str) -> None:
    made = own(CBI, name="cbi", token="shipped")
    sign_in(client, create_colleague(username=f"a-{role}", role=role))

    answers = {
        name: client.post(address(made), {"version": "shipped"}).status_code
        if name == "settle"
        else client.get(address(made)).status_code
        for name, address in ADDRESSES.items()
    }

    may = set(ADDRESSES) if role in WRITES else MAY_READ if role in READS else set()
    let_in = {name for name, status in answers.items() if status == 200}
    assert let_in == may - {"settle"}
    assert OwnCard.objects.get().is_used is (role not in WRITES)


def test_every_address_is_in_the_table() -> None:
    assert {pattern.name for pattern in CardViewSet().get_urlpatterns()} == set(ADDRESSES)


@pytest.mark.parametrize("address", ["nothing/", "nothing/edit/", "nothing/shipped/"])
def test_there_is_no_page_of_a_card_that_is_not(editor: Client, address: str) -> None:
    assert editor.get(f"{CARDS}{address}").status_code == 404
    assert editor.post(f"{CARDS}cbi/settle/", {"version": "x"}).status_code == 404
