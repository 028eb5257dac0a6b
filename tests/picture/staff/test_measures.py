"""How well instruments measure, as colleagues see it: figures with their bounds, or why there is none."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import create_colleague, sign_in
from tests.picture.simulating import QUARTER, create_release, measured
from wellbeing.assessments.actions import shipped
from wellbeing.assessments.models import InstrumentVersion, MeasuredReliability
from wellbeing.picture.actions import measured as actions
from wellbeing.picture.models import Release

pytestmark = [pytest.mark.django_db, pytest.mark.service]

INDEX = "/staff/picture/measures/"
WIDE = 40.0


@pytest.fixture
def week() -> InstrumentVersion:
    shipped.load_shipped(by="nadya", today=date(2026, 11, 22))
    return InstrumentVersion.objects.get(instrument__slug="week")


@pytest.fixture
def editor(client: Client) -> Client:
    sign_in(client, create_colleague(username="nadya", role="editor"))
    return client


def address(version: InstrumentVersion, of: str = "") -> str:
    return f"{INDEX}{version.code}/" + (f"?of={of}" if of else "")


def test_versions_are_listed_once_something_is_published(editor: Client, week: InstrumentVersion) -> None:
    assert "Пока ничего не опубликовано" in editor.get(INDEX).text
    create_release(measured(week, 60), is_apart=True, state=Release.State.WAITING)
    assert "Пока ничего не опубликовано" in editor.get(INDEX).text
    create_release(measured(week, 60))
    page = editor.get(INDEX).text
    assert address(week) in page
    assert "I квартал 2027" in page


def test_every_figure_stands_with_what_noise_may_do_to_it(editor: Client, week: InstrumentVersion) -> None:
    create_release(measured(week, 3000, year_epsilon=WIDE))
    page = editor.get(address(week)).text
    scale, item = week.scales.get(), week.items.all()[0]
    assert scale.title_ru in page
    assert item.text_ru in page
    assert "утонуло в шуме" not in page
    for label in (
        "Полных ответов",
        "Среднее",
        "Альфа Кронбаха",
        "Омега Макдональда",
        "На верхнем краю шкалы",
    ):
        assert f'<th scope="row">{label}</th>' in page
    assert "Английский" not in page
    english = editor.get(address(week, "2027-01-01")).text
    assert english.count("точно известно менее чем о 100 людях") == 4 + len(scale.item_keys)


def test_what_the_real_noise_drowns_is_called_so(editor: Client, week: InstrumentVersion) -> None:
    create_release(measured(week, 300))
    assert "утонуло в шуме" in editor.get(address(week)).text


def test_a_quarter_is_chosen_and_a_wrong_one_is_all_together(editor: Client, week: InstrumentVersion) -> None:
    create_release(measured(week, 3000, year_epsilon=WIDE), quarter=date(2026, 10, 1))
    create_release(measured(week, 70, year_epsilon=WIDE))
    create_release(measured(week, 80, year_epsilon=WIDE), is_apart=True)
    one = editor.get(address(week, "2027-01-01")).text
    assert '<option value="2027-01-01" selected>I квартал 2027</option>' in one
    assert "менее чем о 100 людях" in one
    assert "По чему судим о переменах:" not in one
    apart = editor.get(address(week, "2027-01-01-apart")).text
    assert "selected>I квартал 2027, вторая урна</option>" in apart
    for wrong in ("2031-01-01", "nonsense", "%00"):
        assert '<option value="" selected>' in editor.get(address(week, wrong)).text


def test_an_end_where_too_many_are_is_flagged(editor: Client, week: InstrumentVersion) -> None:
    create_release(measured(week, 3000, year_epsilon=WIDE, middle=0.8, loading=0.95))
    assert "больше 15 %: здесь шкала людей уже не различает" in editor.get(address(week)).text


def test_what_becomes_of_the_figure_is_said(editor: Client, week: InstrumentVersion) -> None:
    release = create_release(measured(week, 4000, year_epsilon=WIDE))
    assert "Начнёт действовать со следующей публикацией: 0," in editor.get(address(week)).text
    actions.take_over(release=release, today=date(2027, 4, 12))
    used = MeasuredReliability.objects.get().low.normalize()
    said = f"С мая 2027 действует {used}. Измеренное сейчас".replace(".", ",", 1)
    assert said in editor.get(address(week)).text


def test_too_few_are_not_used_yet(editor: Client, week: InstrumentVersion) -> None:
    create_release(measured(week, 300, year_epsilon=400.0))
    assert "Пока не используется: нет уверенности, что людей не меньше 400" in editor.get(address(week)).text


def test_an_unknown_or_unmeasured_version_is_not_found(editor: Client, week: InstrumentVersion) -> None:
    assert editor.get(address(week)).status_code == 404
    assert editor.get(f"{INDEX}nothing/").status_code == 404


@pytest.mark.parametrize("path", ["index", "version"])
def test_more_quarters_cost_no_more_queries(editor: Client, week: InstrumentVersion, path: str) -> None:
    counted = []
    for quarter in (QUARTER, date(2027, 4, 1), date(2027, 7, 1)):
        create_release(measured(week, 60), quarter=quarter)
        with CaptureQueriesContext(connection) as caught:
            editor.get(INDEX if path == "index" else address(week))
        counted.append(len(caught))
    assert counted[1] == counted[2]


@pytest.mark.parametrize("role", ["coordinator", "trainer"])
def test_others_are_turned_away(client: Client, week: InstrumentVersion, role: str) -> None:
    sign_in(client, create_colleague(username="sova", role=role))
    create_release(measured(week, 60))
    assert client.get(INDEX).status_code in (302, 403)
    assert client.get(address(week)).status_code in (302, 403)
